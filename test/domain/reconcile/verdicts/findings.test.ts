import { describe, expect, it } from 'vitest'
import { categories } from '../../../../domain/category.ts'
import type { CategoryFigures, PastQuarter } from '../../../../domain/reconcile/dataset/reconciliation.ts'
import {
  companyFindingsOf,
  type ScopeFigures,
  teamFindingsOf,
} from '../../../../domain/reconcile/verdicts/findings.ts'

type Calls = Partial<Record<CategoryFigures['category'], readonly [CategoryFigures['call'], number]>>

const quiet = { tickets: 0, incidents: 0, incidentsOutOfHours: 0, milliDays: 0 }

/** A team that did the 100 days that it planned, with these calls and variances of share; else on plan. */
function figuresWith(calls: Calls = {}, changes: Partial<ScopeFigures> = {}): ScopeFigures {
  return {
    scopeId: 'core',
    name: 'Core',
    capacity: {
      workingMilliDays: 100_000,
      absenceMilliDays: 0,
      onCallMilliDays: 0,
      attributedMilliDays: 100_000,
      unattributedMilliDays: 0,
      plannedMilliDays: 100_000,
      plannedQuarterMilliDays: 100_000,
    },
    categories: categories.map((category) => {
      const [call, varianceShare] = calls[category] ?? ['on_plan', 0]
      return {
        category,
        plannedShare: 0.3,
        actualShare: 0.3 + varianceShare,
        band: { lowShare: 0.2, highShare: 0.36 },
        plannedMilliDays: 30_000,
        actualMilliDays: 30_000 + varianceShare * 100_000,
        varianceMilliDays: varianceShare * 100_000,
        varianceShare,
        call,
      }
    }),
    uncategorised: { milliDays: 0, share: 0 },
    misalignmentShare: 0,
    unplanned: null,
    reliability: {
      budgetMilliDays: 30_000,
      spentMilliDays: 30_000,
      expectedMilliDays: 30_000,
      driftShare: 0,
      driftBand: null,
      state: 'on_course',
      burnRates: null,
      projected: null,
      lastDayToRecover: null,
    },
    interruptions: quiet,
    commitments: [],
    sources: [],
    workTypes: [],
    weeks: [],
    secondOpinions: [],
    ...changes,
  }
}

function kindsOf(...args: Parameters<typeof teamFindingsOf>) {
  return teamFindingsOf(...args).map(({ finding }) => finding.kind)
}

describe('a team’s findings', () => {
  it('are one line when it is on plan', () => {
    expect(kindsOf(figuresWith(), null, undefined)).toEqual(['on_plan'])
  })

  it('say that the band is too wide when nothing is off, but not all on plan', () => {
    const found = teamFindingsOf(figuresWith({ ktlo: ['cannot_tell', 0.05] }), null, undefined)
    expect(found.map(({ finding }) => finding)).toEqual([
      { kind: 'cannot_tell', teamId: 'core', because: 'wide_band', share: expect.closeTo(0.08, 9) },
    ])
  })

  it('come with the most days at stake first', () => {
    const figures = figuresWith(
      { roadmap: ['under', -0.09], ktlo: ['over', 0.2], reliability: ['under', -0.11] },
      { reliability: { ...figuresWith().reliability, state: 'drifting', spentMilliDays: 15_000 } },
    )
    expect(kindsOf(figures, null, undefined)).toEqual([
      'category_off_plan',
      'reliability_drifting',
      'category_off_plan',
      'category_off_plan',
    ])
  })

  it('tell first that nothing can be told, and why', () => {
    const doubt = { because: 'half_unattributed', share: 0.6 } as const
    expect(kindsOf(figuresWith({ ktlo: ['cannot_tell', 0.3] }), doubt, undefined)).toEqual(['cannot_tell'])
  })

  it('tell of capacity that is missing by more than a tenth', () => {
    const { capacity } = figuresWith()
    const short = (plannedMilliDays: number) =>
      figuresWith({}, { capacity: { ...capacity, plannedMilliDays } })
    expect(kindsOf(short(111_000), null, undefined)).toEqual(['on_plan'])
    expect(teamFindingsOf(short(112_000), null, undefined).map(({ finding }) => finding)).toEqual([
      { kind: 'capacity_missing', teamId: 'core', missingMilliDays: 12_000 },
    ])
  })

  it('tell of interruptions that grew by a fifth and by five', () => {
    const lastQuarter = (tickets: number): PastQuarter['scopes'][number] => ({
      scopeId: 'core',
      misalignmentShare: 0,
      shares: { roadmap: 0, ktlo: 0, reliability: 0, uncategorised: 0 },
      plannedShares: { roadmap: 0, ktlo: 0, reliability: 0 },
      interruptions: { ...quiet, tickets },
      reliabilitySpentMilliDays: 0,
      reliabilityBudgetMilliDays: 0,
    })
    const now = figuresWith({}, { interruptions: { ...quiet, tickets: 60 } })
    expect(kindsOf(now, null, lastQuarter(50))).toEqual(['interruptions_grew'])
    expect(kindsOf(now, null, lastQuarter(51))).toEqual(['on_plan'])
    expect(kindsOf(now, null, undefined)).toEqual(['on_plan'])
    const few = figuresWith({}, { interruptions: { ...quiet, tickets: 8 } })
    expect(kindsOf(few, null, lastQuarter(4))).toEqual(['on_plan'])
  })
})

it('a company’s findings give each team its first word, and leave no team out', () => {
  const named = (scopeId: string, calls: Calls) =>
    teamFindingsOf({ ...figuresWith(calls), scopeId }, null, undefined)
  const found = companyFindingsOf(figuresWith({ ktlo: ['over', 0.1] }), [
    named('calm', {}),
    named('loud', { roadmap: ['under', -0.3], ktlo: ['over', 0.2] }),
    named('soft', { ktlo: ['over', 0.05] }),
    teamFindingsOf({ ...figuresWith(), scopeId: 'dark' }, { because: 'no_effort', share: 0 }, undefined),
  ])
  expect(found.map((finding) => `${finding.kind} ${finding.teamId ?? 'company'}`)).toEqual([
    'category_off_plan loud',
    'category_off_plan company',
    'category_off_plan soft',
    'cannot_tell dark',
    'on_plan calm',
  ])
})
