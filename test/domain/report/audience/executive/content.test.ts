import { describe, expect, it } from 'vitest'
import { executiveParts } from '../../../../../domain/report/audience/executive/content.ts'
import type { ReportChoice } from '../../../../../domain/report/content/content.ts'
import type { ReportView } from '../../../../../domain/report/content/view.ts'
import { plainText } from '../../../../../domain/report/words/sentence.ts'
import { commitmentOf } from '../../../../builders/reconciliation.ts'
import {
  closedQuarter,
  companyView,
  scopeOnPlan,
  teamsOf,
  teamView,
  type ViewChanges,
} from '../../../../builders/report-view.ts'

const missing = (days: number) => ({ capacityGap: { kind: 'missing', milliDays: days * 1000 } }) as const
const drifting = {
  actual: { roadmap: 70, ktlo: 25, reliability: 5, uncategorised: 0 },
  calls: { reliability: 'under' },
  reliabilityState: 'drifting',
} as const
const decision: ReportChoice = { heading: 'To decide', sentences: [], isDecision: true }

const preheaderOf = (view: ReportView, choice: ReportChoice | null = decision) =>
  executiveParts(view, choice).newsOf({ kind: 'on_plan' }).preheader

describe('an executive’s preheader', () => {
  const onPlan = companyView(scopeOnPlan(), teamsOf([{}]))

  it.each<[ViewChanges, string]>([
    [{}, 'One decision before 24 June.'],
    [{ plan: { quarters: [] } }, 'One decision before Q3 is planned.'],
    [closedQuarter, 'One decision for Q3.'],
  ])('%#: says by when there is something to decide', (changes, words) => {
    const view = companyView(scopeOnPlan(), teamsOf([{}]), changes)
    expect(preheaderOf(view).endsWith(`planned. ${words}`)).toBe(true)
  })

  it('says that there is nothing to decide, or what can be promised', () => {
    expect(preheaderOf(onPlan, null)).toBe('The roadmap has 60 %, as planned. Nothing to decide.')
    expect(preheaderOf(onPlan, { ...decision, isDecision: false })).toBe(
      'The roadmap has 60 %, as planned. Nothing to decide.',
    )
  })

  it('says what the subject doesn’t', () => {
    const beside = (kind: 'roadmap_over' | 'upkeep_over' | 'reliability_drifting', view = onPlan) =>
      executiveParts(view, null).newsOf({ kind }).preheader.replace(' Nothing to decide.', '')
    expect(beside('roadmap_over')).toBe('Keeping things running takes 25 %, as planned.')
    expect(beside('upkeep_over')).toBe('The roadmap has 60 %, as planned.')
    const drifts = companyView(scopeOnPlan(drifting), teamsOf([{}]))
    expect(beside('upkeep_over', drifts)).toBe('5 of 15 reliability days spent.')
    expect(beside('reliability_drifting', drifts)).toBe('The roadmap has 70 %, 60 % planned.')
  })
})

describe('an executive’s lines of a team', () => {
  const lines = (view: ReportView) => executiveParts(view, null).lines.map(({ words }) => plainText(words))

  it('are what is called of it, most days at stake first', () => {
    const all = {
      ...drifting,
      ...missing(30),
      actual: { roadmap: 35, ktlo: 60, reliability: 5, uncategorised: 0 },
      calls: { ktlo: 'over', roadmap: 'under', reliability: 'under' },
    } as const
    expect(lines(teamView(scopeOnPlan(all)))).toEqual([
      'Keeping things running has taken 60 person-days, 35 more than planned by now, about 25,000 €.',
      '5 of 15 planned reliability days are spent (15 planned by now).',
    ])
  })

  it('tell an overrun in shares where people were missing', () => {
    const fewer = {
      planned: { roadmap: 120, ktlo: 50, reliability: 30 },
      actual: { roadmap: 45, ktlo: 40, reliability: 15, uncategorised: 0 },
      calls: { ktlo: 'over' },
    } as const
    expect(lines(teamView(scopeOnPlan(fewer, 1), closedQuarter))[0]).toBe(
      'Keeping things running took 40 % of the sorted work, 25 % planned.',
    )
  })

  it('tell growth of interruptions beside an overrun, or alone', () => {
    const grown = { interruptions: { tickets: 160 }, requestsBefore: { quarter: '2026-Q1', count: 100 } }
    expect(lines(teamView(scopeOnPlan(grown)))).toEqual([
      'There have been 160 interruptions (80 at Q1’s pace).',
    ])
    const over = {
      actual: { roadmap: 45, ktlo: 40, reliability: 15, uncategorised: 0 },
      calls: { ktlo: 'over' },
    } as const
    expect(lines(teamView(scopeOnPlan({ ...grown, ...over })))).toEqual([
      'Keeping things running has taken 40 person-days, 15 more than planned by now, about 11,000 €, with 160 interruptions (80 at Q1’s pace).',
    ])
  })

  it('are what else is surely off its plan only where nothing of that is', () => {
    const off = {
      actual: { roadmap: 66, ktlo: 15, reliability: 15, uncategorised: 0 },
      calls: { roadmap: 'over', ktlo: 'under' },
    } as const
    expect(lines(teamView(scopeOnPlan(off)))).toEqual([
      'Keeping things running has taken 16 % of the sorted work, 25 % planned.',
      'The roadmap has taken 66 person-days, 6 more than planned by now.',
    ])
    expect(lines(teamView(scopeOnPlan({ calls: { roadmap: 'over' }, ...missing(20) })))).toHaveLength(1)
  })

  it('are none of a team in doubt, or on plan', () => {
    expect(lines(teamView(scopeOnPlan({ ...missing(30), doubt: { because: 'no_plan' } })))).toEqual([])
    expect(lines(teamView(scopeOnPlan()))).toEqual([])
  })
})

describe('an executive’s lines of a company', () => {
  const lines = (...sketches: Parameters<typeof teamsOf>[0]) =>
    executiveParts(companyView(scopeOnPlan(), teamsOf(sketches)), null).lines.map(({ words }) =>
      plainText(words),
    )
  const times = (count: number) => Array.from({ length: count }, () => missing(20))
  const words = (name: string, days: number) =>
    `${name}: ${days} person-days that its plan counted on were not there.`
  const doubtful = { doubt: { because: 'half_unattributed', share: 0.6 } } as const
  const unsure = { calls: { ktlo: 'cannot_tell' }, halfBandPoints: 9 } as const

  it('are the three teams with most at stake, most first', () => {
    expect(lines(missing(10), {}, missing(30), missing(20))).toEqual([
      words('C', 30),
      words('D', 20),
      words('A', 10),
    ])
  })

  it('join the two parts of a team with most at stake', () => {
    expect(lines({ ...drifting, ...missing(30) }, {})).toEqual([
      'A: 5 of 15 planned reliability days are spent (15 planned by now); 30 person-days that its plan counted on were not there.',
    ])
  })

  it('don’t name a company’s only team, nor tell again what the answer tells', () => {
    const sketch = {
      ...drifting,
      actual: { roadmap: 60, ktlo: 25, reliability: 5, uncategorised: 0 },
      projectedDays: [6, 7, 9],
    } as const
    const view = companyView(scopeOnPlan(sketch), teamsOf([sketch]))
    const { lines: told, newsOf } = executiveParts(view, null)
    const { answer } = newsOf({ kind: 'reliability_drifting' })
    expect(view.scope.headline.kind).toBe('reliability_drifting')
    expect(plainText(answer)).toBe('5 of the 15 planned reliability days are spent; 15 planned by now.')
    expect(told.map(({ words: each }) => plainText(each))).not.toEqual([])
    for (const { words: each } of told) expect(plainText(each)).not.toMatch(/^A: |5 of 15/)
  })

  it('name the others in the last of three', () => {
    expect(lines(...times(4)).at(-1)).toBe('C and D are off plan too.')
    expect(lines(...times(7)).at(-1)).toBe('C, D, E, F and 1 more team are off plan too.')
    expect(lines(...times(9))).toHaveLength(3)
  })

  it('end with the teams that can’t be told, by their most usual reason, and with what isn’t sure', () => {
    expect(lines(doubtful, missing(20), {}, { doubt: { because: 'no_plan' } }, unsure)).toEqual([
      words('B', 20),
      'A: can’t tell, because 60 % of the working days have no ticket in progress. E: no sure difference from the plan (±9 points).',
    ])
  })

  it('lead to a table once, whatever of the last stands in it', () => {
    const view = companyView(scopeOnPlan(), teamsOf([...times(4), unsure]))
    const last = executiveParts(view, null).lines.at(-1)
    expect(last && plainText(last.words)).toBe(
      'C and D are off plan too. E: no sure difference from the plan (±9 points).',
    )
    expect(last?.evidence.map(plainText)).toEqual(['the table of teams'])
  })

  it('have the commitments that are off their plans, where there is room', () => {
    const commitments = [commitmentOf('a', 'Partner API', 90, 20), commitmentOf('b', 'Vouchers', 30, 30)]
    const words = '1 of 2 commitments is off plan: Partner API is 52 person-days behind its plan.'
    const told = (...sketches: Parameters<typeof teamsOf>[0]) =>
      executiveParts(companyView(scopeOnPlan({ commitments }), teamsOf(sketches)), null).lines.map((each) =>
        plainText(each.words),
      )
    expect(told({})).toEqual([words])
    expect(told({}, {})).toEqual([words])
    expect(told(missing(20), {}, doubtful).slice(1)).toEqual([words, expect.stringMatching(/^C: can’t tell/)])
    expect(told(...times(3))).toEqual(lines(...times(3)))
  })

  it('are none where every team is on plan', () => {
    expect(lines({}, {})).toEqual([])
  })
})

it('a page tells of each team what is called, with incidents, hours and people beside it', () => {
  const team = {
    ...missing(20),
    interruptions: { tickets: 48, incidents: 30, incidentsOutOfHours: 12 },
    incidentsBefore: { quarter: '2025-Q4', count: 12 },
  }
  const [finding] = executiveParts(companyView(scopeOnPlan(), teamsOf([team, {}])), null).findings
  expect(finding?.sentences.map(plainText)).toEqual([
    'A: 20 person-days that its plan counted on were not there.',
  ])
  expect(finding?.items.map(plainText)).toEqual([
    'Incidents went from 12 in Q4 2025 to 30 so far.',
    '48 interruptions, 12 of them incidents outside working hours.',
  ])
})
