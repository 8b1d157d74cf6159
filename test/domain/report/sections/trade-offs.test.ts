import { expect, test } from 'vitest'
import type { Reconciliation } from '../../../../domain/reconcile/dataset/reconciliation.ts'
import type { LeavingOut } from '../../../../domain/reconcile/dataset/verdicts.ts'
import { commitmentStandingOf } from '../../../../domain/reconcile/verdicts/commitments.ts'
import { viewOf } from '../../../../domain/report/content/view.ts'
import { choiceOf } from '../../../../domain/report/sections/trade-offs.ts'
import { plainText } from '../../../../domain/report/words/sentence.ts'
import {
  closedReconciliation,
  examplePlan,
  exampleReconciliation,
} from '../../../builders/example-company.ts'
import { companies } from '../../../builders/odd-companies.ts'
import { commitmentOf, type ScopeSketch } from '../../../builders/reconciliation.ts'
import { companyView, scopeOnPlan, teamsOf, type ViewChanges } from '../../../builders/report-view.ts'

function choice(reconciliation: Reconciliation, teamId: string | null = null): string[] | undefined {
  const scope = teamId === null ? ({ kind: 'company' } as const) : ({ kind: 'team', teamId } as const)
  return choiceOf(viewOf(reconciliation, examplePlan, { audience: 'executive', scope }))?.sentences.map(
    plainText,
  )
}

test('reliability at plan is a trade in days, money and weeks of the roadmap', () => {
  // Search: budget 70, projected 11, so 59 more. The roadmap had 188 days in 73 of 91 calendar days: 18.0 a week;
  // 59 / 18.0 = 3.3 weeks. 70 days at 700 EUR: 49,000.
  expect(choice(exampleReconciliation, 'search')).toEqual([
    'Keeping Search’s reliability work at plan in Q3 takes 70 days, about 49,000 €: 59 days more than Q2 is on course to give it.',
    'Taken from the roadmap, at Q2’s pace, that moves Partner API by about three weeks.',
    'What leaving it out costs cannot be told from these quarters.',
    'Planning starts on 24 June.',
  ])
})

function leavingSearchOut(leavingOut: Partial<LeavingOut>): string[] | undefined {
  const teams = exampleReconciliation.teams.map((team) =>
    team.scopeId === 'search' ? { ...team, leavingOut: { ...team.leavingOut, ...leavingOut } } : team,
  )
  return choice({ ...exampleReconciliation, teams }, 'search')
}

test('what leaving it out costs is said where it was measured, with its interval', () => {
  const difference = { milliDays: 14_000, lowMilliDays: 6000, highMilliDays: 22_000 }
  expect(leavingSearchOut({ difference, quartersKept: 4, quartersLeftOut: 3 })).toContain(
    'Leaving it out cost Search’s next quarter 6 to 22 days more of urgent work (80 % interval, 3 quarters after leaving it out against 4 after keeping it).',
  )
})

test('where it was not measured, the tickets whose recurrence would tell are named', () => {
  const ticket = (key: string, milliDays: number) => ({
    key,
    title: key,
    url: `https://tracker.example/browse/${key}`,
    milliDays,
  })
  const recurring = [ticket('SRCH-1', 9000), ticket('SRCH-2', 5000)]
  expect(leavingSearchOut({ recurring })).toContain(
    'What leaving it out costs cannot be told from these quarters. Whether requests like SRCH-1 and SRCH-2 come back in Q3 would tell.',
  )
})

test('a team on plan has nothing to decide', () => {
  expect(choice(exampleReconciliation, 'platform')).toBeUndefined()
})

test('a team that nothing can be said about is no ground for a decision', () => {
  expect(choice(exampleReconciliation, 'mobile')).toBeUndefined()
})

test('upkeep over its plan is a choice of its own, for the whole quarter', () => {
  // 20 days over in 73 of 91 days: 25 in the whole quarter; 24.9 days at 700 EUR are 17,000.
  const { reconciliation, plan } = companies['zero-budget'] ?? {
    reconciliation: exampleReconciliation,
    plan: examplePlan,
  }
  const view = viewOf(reconciliation, plan, { audience: 'executive', scope: { kind: 'company' } })
  expect(plainText(choiceOf(view)?.sentences[0] ?? [])).toBe(
    'Keeping things running takes 36 % of engineering’s sorted work, planned 25 %. Planning Q3 as Q2 is going leaves 26 days less for everything else, about 18,000 €.',
  )
})

test('a commitment whose planned days are nearly spent is not what next quarter’s trade moves', () => {
  const teams = exampleReconciliation.teams.map((team) =>
    team.scopeId === 'search'
      ? {
          ...team,
          commitments: [
            commitmentOf('search', 'Nearly there', 180, 163),
            commitmentOf('search', 'Past it', 120, 138),
          ].map((commitment) => commitmentStandingOf(commitment, exampleReconciliation.elapsedShare, false)),
        }
      : team,
  )
  expect(choice({ ...exampleReconciliation, teams }, 'search')).toContain(
    'Taken from the roadmap, at Q2’s pace, that moves what Search builds next by about three weeks.',
  )
})

test('a closed quarter’s decision is for the quarter that has begun, not before its planning', () => {
  const view = viewOf(closedReconciliation, examplePlan, {
    audience: 'executive',
    scope: { kind: 'company' },
  })
  expect(choiceOf(view)?.heading).toBe('To decide for Q3')
})

const drifting = {
  planned: { roadmap: 60, ktlo: 25, reliability: 65 },
  reliabilityState: 'drifting',
} as const

/** What is to decide of teams A, B, C …, while their quarter runs. */
const choiceFor = (sketches: readonly Partial<ScopeSketch>[], changes: ViewChanges = {}) =>
  choiceOf(companyView(scopeOnPlan(), teamsOf(sketches), changes))?.sentences.map(plainText)

test('what reliability at plan takes, and more than this quarter gives it, are sums over its teams', () => {
  // Budgets of 65 days, of which 20 will be spent: 45 more. One is on its way past its plan, which takes nothing off the other's.
  const [first] =
    choiceFor([
      { ...drifting, projectedDays: [18, 20, 22] },
      { ...drifting, projectedDays: [80, 90, 95] },
    ]) ?? []
  expect(first).toBe(
    'Keeping A’s and B’s reliability work at plan in Q3 takes about 130 days, about 91,000 €: 45 days more than Q2 is on course to give it.',
  )
})

test('without a projection, what is left of the plan is what was not spent', () => {
  expect(choiceFor([drifting])?.[0]).toContain(': 50 days more than Q2 is on course to give it.')
})

test('a team without roadmap work, or with nothing to add, moves nothing', () => {
  const none = { ...drifting, actual: { roadmap: 0, ktlo: 60, reliability: 15, uncategorised: 0 } }
  const enough = { ...drifting, projectedDays: [80, 90, 95] } as const
  expect(choiceFor([none])?.[1]).toMatch(/^What leaving it out costs/)
  expect(choiceFor([enough])?.[1]).toMatch(/^What leaving it out costs/)
  expect(choiceFor([none, drifting])?.[1]).toMatch(/that moves what B builds next by about \w+ weeks\.$/)
})

test('the three moves with most days are named, in the plan’s order', () => {
  const moves = [20, 50, 10, 40].map((days) => ({
    ...drifting,
    projectedDays: [65 - days, 65 - days, 65 - days] as const,
  }))
  expect(choiceFor(moves)?.[1]).toMatch(/what A builds .* what B builds .* and what D builds/)
})

test('the open commitment with most days left is what moves', () => {
  const commitments = [
    commitmentOf('A', 'Some left', 60, 30),
    commitmentOf('A', 'Most left', 90, 50),
    commitmentOf('A', 'Less left', 90, 70),
  ]
  expect(choiceFor([{ ...drifting, commitments }])?.[1]).toContain('that moves Most left by')
})

test('of tickets whose recurrence would tell, the three largest are named', () => {
  const leavingOut = {
    quartersKept: 0,
    quartersLeftOut: 0,
    difference: null,
    recurring: [3, 9, 5, 7].map((days) => ({
      key: `S-${days}`,
      title: 'Outage',
      url: 'https://tracker.example/1',
      milliDays: days * 1000,
    })),
  }
  expect(choiceFor([{ ...drifting, leavingOut }])?.at(-2)).toContain(
    'requests like S-9, S-7 and S-5 come back',
  )
})

test('upkeep over its plan is a sum over the teams that are over, for the whole quarter', () => {
  // 10 and 20 points of 100 days, in 73 of 91 days: 37 in the whole quarter. The third is called over by a share below its plan.
  const over = (ktlo: number) =>
    ({
      actual: { roadmap: 85 - ktlo, ktlo, reliability: 15, uncategorised: 0 },
      calls: { ktlo: 'over' },
    }) as const
  expect(choiceFor([over(35), over(45), over(20)], { plan: { costPerPersonDay: null } })?.[0]).toMatch(
    /leaves 37 days less for everything else\.$/,
  )
})
