import { expect, test } from 'vitest'
import { viewOf } from '../../../../domain/report/content/view.ts'
import {
  projectionSentences,
  reliabilityStanding,
} from '../../../../domain/report/sections/reliability-standing.ts'
import { plainText } from '../../../../domain/report/words/sentence.ts'
import { examplePlan, exampleReconciliation } from '../../../builders/example-company.ts'
import { commitmentOf, type ScopeSketch, scopeOf, sourceOf } from '../../../builders/reconciliation.ts'
import { closedQuarter, scopeOnPlan, teamView } from '../../../builders/report-view.ts'

test.each([
  [[84, 87, 89], 'That falls short of the plan, though not by enough to be called off its course.'],
  [[85, 87, 91], 'That is on course.'],
  [[108, 112, 120], 'That is on course.'],
  [[111, 115, 120], 'That is more than was planned.'],
] as const)('a budget of 100 days on its way to %j is told so', (projectedDays, words) => {
  const team = scopeOf({
    scopeId: 'search',
    name: 'Search',
    planned: { roadmap: 200, ktlo: 60, reliability: 80 },
    actual: { roadmap: 210, ktlo: 60, reliability: 70, uncategorised: 0 },
    budgetDays: 100,
    projectedDays,
  })
  const view = viewOf({ ...exampleReconciliation, teams: [team] }, examplePlan, {
    audience: 'product',
    scope: { kind: 'team', teamId: 'search' },
  })
  expect(plainText(reliabilityStanding(view).sentences.at(-1) ?? [])).toBe(words)
})

const standing = (sketch: Partial<ScopeSketch>) => reliabilityStanding(teamView(scopeOnPlan(sketch)))
const item = (name: string, actualDays: number, changes = {}) =>
  commitmentOf('search', name, 10, actualDays, { category: 'reliability', ...changes })

test('planned items are listed with what became of them; what is no planned reliability work is not', () => {
  const commitments = [
    item('Not begun', 0),
    item('Begun', 0.001),
    item('Done', 8, { outcome: 'delivered' }),
    item('Dropped', 2, { outcome: 'dropped' }),
    item('Lost', 0, { found: false }),
    commitmentOf('search', 'Roadmap', 10, 5),
  ]
  expect(standing({ commitments }).items.map(plainText)).toEqual([
    'Not begun: 0 of 10 days, not started',
    'Begun: 0 of 10 days, open',
    'Done: 8 of 10 days, done',
    'Dropped: 2 of 10 days, dropped',
  ])
})

test('five items are listed, and the rest is counted', () => {
  const last = (count: number) => {
    const commitments = Array.from({ length: count }, (_, index) => item(`Item ${index}`, 5))
    return plainText(standing({ commitments }).items.at(-1) ?? [])
  }
  expect(last(5)).toBe('Item 4: 5 of 10 days, open')
  expect(last(6)).toBe('and 1 more item, in the table')
  expect(last(8)).toBe('and 3 more items, in the table')
})

test('the three largest sources are the evidence where no item is listed', () => {
  const sources = [9, 8, 7, 6].map((days) => sourceOf('reliability', `Source ${days}`, days, ['S-1']))
  expect(standing({ sources }).evidence.map(plainText)).toEqual([
    'Source 9 (9 person-days)',
    'Source 8 (8 person-days)',
    'Source 7 (7 person-days)',
  ])
  expect(standing({ sources, commitments: [item('One', 5)] }).evidence).toEqual([])
})

test('without a budget, what was spent is reported with its sources', () => {
  const sources = [sourceOf('reliability', 'Upgrade', 9, ['S-1'])]
  const planned = { roadmap: 75, ktlo: 25, reliability: 0 }
  const { sentences, evidence } = standing({ sources, planned })
  expect(sentences.map(plainText)).toEqual(['No reliability work was planned; 15 days went into it so far.'])
  expect(evidence).toHaveLength(1)
})

test('only a budget that drifts has days at stake, and a last day to act', () => {
  const projectedDays = [4, 6, 9] as const
  const pace = 'At this pace 6 of 15 reliability days will be spent by 30 June (4 to 9).'
  const actual = { roadmap: 60, ktlo: 25, reliability: 3, uncategorised: 0 }
  const sentences = (sketch: Partial<ScopeSketch>) =>
    projectionSentences(teamView(scopeOnPlan({ projectedDays, actual, ...sketch }))).map(plainText)
  const lastDayToRecover = '2026-06-15'
  expect(sentences({ lastDayToRecover })).toEqual([pace])
  expect(sentences({ lastDayToRecover, reliabilityState: 'probably_drifting' })).toEqual([
    pace,
    'To meet the plan at the best pace so far, work has to start by 15 June.',
  ])
  expect(sentences({ reliabilityState: 'drifting' })).toEqual([
    pace,
    'Even at the best pace so far the plan can’t be met any more this quarter.',
  ])
  expect(sentences({ reliabilityState: 'probably_drifting' })).toEqual([pace])
  expect(standing({ actual }).atStakeMilliDays).toBeNull()
  expect(standing({ actual, reliabilityState: 'drifting' }).atStakeMilliDays).toBe(12_000)
})

test('a closed quarter’s budget is neither projected nor said to be on its way', () => {
  const team = scopeOnPlan({ projectedDays: [4, 6, 9], reliabilityState: 'probably_drifting' })
  expect(reliabilityStanding(teamView(team, closedQuarter)).sentences.map(plainText)).toEqual([
    '15 of 15 planned reliability days were spent.',
  ])
})
