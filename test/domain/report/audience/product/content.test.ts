import { describe, expect, it } from 'vitest'
import { productParts } from '../../../../../domain/report/audience/product/content.ts'
import type { ReportView } from '../../../../../domain/report/content/view.ts'
import { plainText } from '../../../../../domain/report/words/sentence.ts'
import { commitmentOf, type ScopeSketch } from '../../../../builders/reconciliation.ts'
import {
  closedQuarter,
  companyView,
  scopeOnPlan,
  teamsOf,
  teamView,
} from '../../../../builders/report-view.ts'

const commitment = (name: string, planned: number, actual: number, changes = {}) =>
  commitmentOf('search', name, planned, actual, changes)

function newsOf(sketch: Partial<ScopeSketch>, view: ReportView = teamView(scopeOnPlan(sketch))) {
  const { subject, preheader, answer } = productParts(view).newsOf({ kind: 'on_plan' })
  return { subject: subject.replace('Search, Q2 so far: ', ''), preheader, answer: plainText(answer) }
}

describe('a product manager’s subject', () => {
  it('is what is furthest behind', () => {
    const commitments = [commitment('Near', 91, 63), commitment('Far', 91, 33), commitment('Over', 20, 90)]
    expect(newsOf({ commitments }).subject).toBe('Far is 40 person-days behind its plan')
    const closed = teamView(scopeOnPlan({ commitments }, 1), closedQuarter)
    expect(newsOf({}, closed).subject).toBe('Search, Q2: Far ended 58 person-days short of its plan')
  })

  it('cuts a commitment’s name to the room that is left of 70 characters, and never says days for person-days', () => {
    const subject = (length: number) =>
      productParts(teamView(scopeOnPlan({ commitments: [commitment('n'.repeat(length), 91, 33)] }))).newsOf({
        kind: 'on_plan',
      }).subject
    const after = 'is 40 person-days behind its plan'
    expect(subject(17)).toBe(`Search, Q2 so far: ${'n'.repeat(17)} ${after}`)
    expect(subject(17)).toHaveLength(70)
    expect(subject(18)).toBe(`Search, Q2 so far: ${'n'.repeat(16)}… ${after}`)
  })

  it('cuts a commitment’s name at 24 characters where there is room for more', () => {
    const subject = (length: number) =>
      newsOf({ commitments: [commitment('n'.repeat(length), 20, 0, { found: false })] }).subject
    expect(subject(24)).toBe(`${'n'.repeat(24)} not found in any tracker`)
    expect(subject(25)).toBe(`${'n'.repeat(23)}… not found in any tracker`)
  })

  it('is else what took most days more than planned', () => {
    const commitments = [commitment('Little', 20, 30), commitment('Much', 20, 90), commitment('Kept', 10, 8)]
    expect(newsOf({ commitments }).subject).toBe('Much is 70 person-days over its plan')
  })

  it.each([
    [1, 'C0 dropped after 8 of 10 person-days'],
    [2, 'both commitments were dropped'],
  ])('is else how many were dropped: %d', (count, subject) => {
    const commitments = [0, 1].map((index) =>
      commitment(`C${index}`, 10, 8, index < count ? { outcome: 'dropped' } : {}),
    )
    expect(newsOf({ commitments }).subject).toBe(subject)
  })

  it('is else how the roadmap fared', () => {
    const subject = (call: 'over' | 'under' | 'on_plan' | 'cannot_tell') =>
      newsOf({ calls: { roadmap: call } }).subject
    expect(subject('cannot_tell')).toBe('no sure difference from the plan')
    expect(subject('over')).toBe('60 % of the time on the roadmap, 60 % planned')
    expect(subject('under')).toBe('60 % of the time on the roadmap, 60 % planned')
    expect(subject('on_plan')).toBe('60 % of the time on the roadmap, as planned')
  })
})

describe('a product manager’s answer', () => {
  const answer = (roadmap: number, call: 'over' | 'under' | 'on_plan' | 'cannot_tell') =>
    newsOf({ actual: { roadmap, ktlo: 25, reliability: 15, uncategorised: 0 }, calls: { roadmap: call } })
      .answer

  it.each([
    [50, 'under', 'The roadmap has had 50 person-days, 10 fewer than planned by now: 55 % (±6) of'],
    [75, 'over', 'The roadmap has had 75 person-days, 15 more than planned by now: 65 % (±6) of'],
    [0, 'under', 'The roadmap has had no person-days, 60 planned by now.'],
    [50, 'cannot_tell', 'The roadmap has taken 55 % (±6) of the sorted work, 60 % planned.'],
    [60, 'on_plan', 'The roadmap has taken 60 % (±6) of the sorted work, as planned.'],
  ] as const)('holds %d days against the plan where that is called %s', (days, call, words) => {
    expect(answer(days, call)).toContain(words)
  })

  it('is in shares where people were missing and days alone say the opposite', () => {
    const fewer = {
      planned: { roadmap: 120, ktlo: 50, reliability: 30 },
      calls: { roadmap: 'over' },
    } as const
    expect(
      newsOf({ ...fewer, actual: { roadmap: 90, ktlo: 10, reliability: 10, uncategorised: 0 } }).answer,
    ).toBe('The roadmap has taken 82 % (±6) of the sorted work, 60 % planned.')
  })
})

describe('a product manager’s preheader', () => {
  const item = commitment('Failover', 40, 5, { category: 'reliability' })
  const drifting = {
    reliabilityState: 'drifting',
    planned: { roadmap: 60, ktlo: 25, reliability: 65 },
  } as const

  it('is the last day to act, else the small steps, else the pace', () => {
    const projectedDays = [15, 16, 22] as const
    expect(newsOf({ ...drifting, lastDayToRecover: '2026-06-15', commitments: [item] }).preheader).toBe(
      'To meet the plan, reliability work has to start by 15 June.',
    )
    expect(newsOf({ ...drifting, commitments: [item] }).preheader).toBe(
      'Failover would bring back 35 of the 50 missing reliability days: about 3 days a week over Q3.',
    )
    expect(newsOf({ projectedDays }).preheader).toBe(
      'At this pace 16 reliability days will be spent by 30 June (15 to 22), 15 planned.',
    )
    expect(newsOf({}).preheader).toBe('The time goes where it was planned.')
  })
})

describe('a product manager’s lines', () => {
  const lines = (view: ReportView) => productParts(view).lines.map(({ words }) => plainText(words))
  const doubtful = { doubt: { because: 'no_plan' } } as const

  it('are commitments, the budget’s course and small steps', () => {
    const commitments = [
      commitment('Partner API', 91, 33),
      commitment('Launch', 20, 44, { outcome: 'delivered' }),
      commitment('Old idea', 60, 30, { outcome: 'dropped' }),
      commitment('Failover', 40, 5, { category: 'reliability' }),
    ]
    const drifting = {
      planned: { roadmap: 60, ktlo: 25, reliability: 65 },
      reliabilityState: 'drifting',
    } as const
    expect(lines(teamView(scopeOnPlan({ ...drifting, commitments })))).toEqual([
      'All 3 commitments are off plan: Partner API is 40 person-days behind its plan, Old idea was dropped after 30 of its 60 person-days and 1 more.',
      '15 of 65 planned reliability days are spent (65 planned by now).',
      'Failover would bring back 35 of the 50 missing reliability days: about 3 days a week over Q3.',
    ])
  })

  it('leave out a closed quarter’s budget that was kept: days as planned are no news', () => {
    expect(lines(teamView(scopeOnPlan(), closedQuarter))).toEqual([])
    expect(lines(teamView(scopeOnPlan()))).toEqual([
      '15 of 15 planned reliability days are spent (15 planned by now).',
    ])
    const missed = [{ calls: { reliability: 'under' } }, { reliabilityState: 'drifting' }] as const
    for (const changes of missed)
      expect(lines(teamView(scopeOnPlan(changes), closedQuarter))).toEqual([
        '15 of 15 planned reliability days were spent.',
      ])
    const drifting = {
      reliabilityState: 'drifting',
      planned: { roadmap: 60, ktlo: 25, reliability: 65 },
    } as const
    expect(lines(companyView(scopeOnPlan(), teamsOf([{}, drifting]), closedQuarter))).toEqual([
      '15 of 15 planned reliability days were spent.',
    ])
  })

  it('begin with what the subject tells of keeping things running: the answer is about the roadmap', () => {
    const over = { calls: { ktlo: 'over' } } as const
    expect(lines(teamView(scopeOnPlan(over), closedQuarter))).toEqual([
      'Keeping things running took 25 % of the sorted work, 25 % planned.',
    ])
    const under = { calls: { ...over.calls, roadmap: 'under' } } as const
    expect(lines(teamView(scopeOnPlan(under), closedQuarter))).toEqual([])
  })

  it('say first that people were not there, unless the answer does', () => {
    const capacityGap = { kind: 'missing', milliDays: 20_000 } as const
    const commitments = [commitment('Launch', 20, 44, { outcome: 'delivered' })]
    expect(lines(teamView(scopeOnPlan({ capacityGap, commitments })))[0]).toBe(
      'Launch is 24 person-days over its plan (done).',
    )
    const under = { calls: { roadmap: 'under' } } as const
    const people = '20 person-days that the plan counted on were not there'
    const launch = 'Launch is 24 person-days over its plan (done).'
    const budget = '15 of 15 planned reliability days are spent (15 planned by now).'
    expect(lines(teamView(scopeOnPlan({ capacityGap, commitments, ...under })))).toEqual([
      `${people}.`,
      launch,
      budget,
    ])
    const lost = commitment('Vouchers', 30, 0, { found: false })
    expect(
      lines(teamView(scopeOnPlan({ capacityGap, commitments: [...commitments, lost], ...under }))),
    ).toEqual([
      `${people}.`,
      `${launch.replace('.', '')}; no tracker has a commitment named Vouchers.`,
      budget,
    ])
  })

  it('end with a company’s doubts where no small steps are proposed', () => {
    const view = companyView(
      scopeOnPlan(),
      teamsOf([doubtful, { doubt: { because: 'too_early', workingDays: 1 } }]),
    )
    expect(lines(view)).toEqual([
      '15 of 15 planned reliability days are spent (15 planned by now).',
      'B: can’t tell, because only 1 working day of Q2 has begun.',
    ])
    expect(lines(teamView(scopeOnPlan(doubtful)))).toEqual([
      'Tickets show 15 of 15 planned reliability days.',
    ])
  })

  it('are none where no work was measured: the answer has said why', () => {
    const nothing = { roadmap: 0, ktlo: 0, reliability: 0, uncategorised: 0 }
    const view = teamView(scopeOnPlan({ actual: nothing, doubt: { because: 'no_effort' } }))
    expect(lines(view)).toEqual([])
    expect(productParts(view).picture).toBeNull()
  })
})
