import { expect, test } from 'vitest'
import type { Reconciliation } from '../../../../../domain/reconcile/dataset/reconciliation.ts'
import { smallSteps } from '../../../../../domain/report/audience/product/small-steps.ts'
import { viewOf } from '../../../../../domain/report/content/view.ts'
import { plainText } from '../../../../../domain/report/words/sentence.ts'
import {
  closedReconciliation,
  examplePlan,
  exampleReconciliation,
} from '../../../../builders/example-company.ts'
import { commitmentOf, type ScopeSketch, scopeOf, sourceOf } from '../../../../builders/reconciliation.ts'

/** A team that is 50 days short of its reliability budget, unless it is sketched otherwise. */
function stepsFor(sketch: Partial<ScopeSketch>, reconciliation: Reconciliation = closedReconciliation) {
  const team = scopeOf(
    {
      scopeId: 'search',
      name: 'Search',
      planned: { roadmap: 200, ktlo: 60, reliability: 60 },
      actual: { roadmap: 220, ktlo: 90, reliability: 10, uncategorised: 0 },
      reliabilityState: 'drifting',
      ...sketch,
    },
    1,
  )
  const view = viewOf({ ...reconciliation, teams: [team] }, examplePlan, {
    audience: 'product',
    scope: { kind: 'team', teamId: 'search' },
  })
  const finding = smallSteps(view)
  return finding && { first: finding.sentences.map(plainText)[0], items: finding.items?.map(plainText) }
}

const item = (name: string, planned: number, actual = 0, changes = {}) =>
  commitmentOf('search', name, planned, actual, { category: 'reliability', ...changes })

test('small steps are proposed only where the budget is drifting', () => {
  const commitments = [item('Failover', 40)]
  expect(stepsFor({ commitments })).toBeDefined()
  expect(stepsFor({ commitments, reliabilityState: 'on_course' })).toBeUndefined()
  expect(stepsFor({})).toBeUndefined()
})

test('the largest open items are named, no more than bring most of what is missing', () => {
  const commitments = [item('Small', 10), item('Large', 35, 5), item('Done', 50, 0, { outcome: 'delivered' })]
  const { first, items } = stepsFor({ commitments }) ?? {}
  // 30 of 50 are six tenths.
  expect(first).toBe('One planned item would bring back 30 of the 50 missing reliability days:')
  expect(items?.[0]).toBe('Large: 30 days left of its plan')
  expect(items?.[1]).toMatch(/^In small steps over Q3, that is about 2 days a week beside the roadmap\.$/)
})

test('at most three are named, and less than half a day is no item', () => {
  const commitments = ['A', 'B', 'C', 'D'].map((name) => item(name, 5))
  expect(stepsFor({ commitments })?.items?.map((words) => words.split(':')[0])).toEqual([
    'A',
    'B',
    'C',
    expect.stringMatching(/^In small steps/),
  ])
  expect(stepsFor({ commitments: [item('Rest', 0.4)] })).toBeUndefined()
  expect(stepsFor({ commitments: [item('Overspent', 10, 30)] })).toBeUndefined()
  expect(stepsFor({ commitments: [item('Day', 1)] })?.items?.[0]).toBe('Day: 1 day left of its plan')
})

test.each([
  [5, 'a day'],
  [13, 'a day'],
  [26, '2 days'],
])('%d days in small steps over a quarter are about %s a week', (days, words) => {
  expect(stepsFor({ commitments: [item('Large', days)] })?.items?.at(-1)).toBe(
    `In small steps over Q3, that is about ${words} a week beside the roadmap.`,
  )
})

test('items that hold more than is missing bring back all of it', () => {
  expect(stepsFor({ commitments: [item('Large', 90)] })?.first).toBe(
    'One planned item would bring back all 50 missing reliability days:',
  )
})

test('without an open item the sources of upkeep are named with what they took of the missing days', () => {
  const { first, items } = stepsFor({ sources: [sourceOf('ktlo', 'Outages', 20, ['S-1'])] }) ?? {}
  expect(first).toMatch(
    /^No reliability item of the plan is open\. One source of urgent work took as much as 40 % /,
  )
  expect(items?.[0]).toMatch(/^Outages: 20 days/)
})

test('while the quarter runs, one source has taken its days, and several have', () => {
  const source = (label: string) => sourceOf('ktlo', label, 10, ['S-1'])
  const first = (...labels: readonly string[]) =>
    stepsFor({ sources: labels.map(source) }, exampleReconciliation)?.first
  expect(first('Outages')).toContain('One source of urgent work has taken as much as 20 %')
  expect(first('Outages', 'Exports')).toContain('Two sources of urgent work have taken as much as 40 %')
})
