import { expect, test } from 'vitest'
import { smallSteps } from '../../../../../domain/report/audience/product/small-steps.ts'
import { viewOf } from '../../../../../domain/report/content/view.ts'
import { plainText } from '../../../../../domain/report/words/sentence.ts'
import { closedReconciliation, examplePlan } from '../../../../builders/example-company.ts'
import { commitmentOf, type ScopeSketch, scopeOf, sourceOf } from '../../../../builders/reconciliation.ts'

/** A team that is 50 days short of its reliability budget, unless it is sketched otherwise. */
function stepsFor(sketch: Partial<ScopeSketch>) {
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
  const view = viewOf({ ...closedReconciliation, teams: [team] }, examplePlan, {
    audience: 'product',
    scope: { kind: 'team', teamId: 'search' },
  })
  const finding = smallSteps(view)
  return finding && { first: finding.sentences.map(plainText)[0], items: finding.items?.map(plainText) }
}

const item = (name: string, planned: number, actual = 0, changes = {}) =>
  commitmentOf('search', name, planned, actual, { category: 'reliability', ...changes })

test('small steps are proposed only where the budget is drifting and something is missing', () => {
  const commitments = [item('Failover', 40)]
  expect(stepsFor({ commitments })).toBeDefined()
  expect(stepsFor({ commitments, reliabilityState: 'on_course' })).toBeUndefined()
  const spent = { roadmap: 200, ktlo: 60, reliability: 60, uncategorised: 0 }
  expect(stepsFor({ commitments, actual: spent })).toBeUndefined()
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
