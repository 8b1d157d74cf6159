import { expect, test } from 'vitest'
import { smallSteps } from '../../../../../domain/report/audience/product/small-steps.ts'
import { viewOf } from '../../../../../domain/report/content/view.ts'
import { lineOf } from '../../../../../domain/report/lines/line.ts'
import { stepsClause } from '../../../../../domain/report/lines/steps.ts'
import { plainText } from '../../../../../domain/report/words/sentence.ts'
import { closedReconciliation, examplePlan } from '../../../../builders/example-company.ts'
import { commitmentOf, type ScopeSketch, scopeOf, sourceOf } from '../../../../builders/reconciliation.ts'

/** A team that is 50 days short of its reliability budget, unless it is sketched otherwise. */
function viewFor(sketch: Partial<ScopeSketch>) {
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
  return viewOf({ ...closedReconciliation, teams: [team] }, examplePlan, {
    audience: 'product',
    scope: { kind: 'team', teamId: 'search' },
  })
}

function stepsFor(sketch: Partial<ScopeSketch>) {
  const finding = smallSteps(viewFor(sketch))
  return (
    finding && {
      first: finding.sentences.map(plainText)[0],
      items: finding.items.map(plainText),
      evidence: finding.evidence.map(plainText),
    }
  )
}

const stepsLine = (sketch: Partial<ScopeSketch>) =>
  plainText(lineOf([stepsClause(viewFor(sketch))])?.words ?? [])

const item = (name: string, planned: number, actual = 0, changes = {}) =>
  commitmentOf('search', name, planned, actual, { category: 'reliability', ...changes })

test('small steps are proposed only where the budget is drifting', () => {
  const commitments = [item('Failover', 40)]
  expect(stepsFor({ commitments })).toBeDefined()
  expect(stepsFor({ commitments, reliabilityState: 'on_course' })).toBeUndefined()
})

test('the largest open items are named, no more than bring most of what is missing', () => {
  const commitments = [item('Small', 10), item('Large', 35, 5), item('Done', 50, 0, { outcome: 'delivered' })]
  const { first, items } = stepsFor({ commitments }) ?? {}
  // 30 of 50 are six tenths.
  expect(first).toBe('One planned item would bring back 30 of the 50 missing reliability days:')
  expect(items).toEqual(['Large: 30 person-days left of its plan'])
})

test('at most three are named, and less than half a day is no item', () => {
  const commitments = ['A', 'B', 'C', 'D'].map((name) => item(name, 5))
  expect(stepsFor({ commitments })?.items?.map((words) => words.split(':')[0])).toEqual(['A', 'B', 'C'])
  expect(stepsFor({ commitments: [item('Rest', 0.4)] })?.items).toEqual([])
  expect(stepsFor({ commitments: [item('Overspent', 10, 30)] })?.items).toEqual([])
  expect(stepsFor({ commitments: [item('Day', 1)] })?.items).toEqual(['Day: 1 person-day left of its plan'])
})

test.each([
  [5, '1 day'],
  [13, '1 day'],
  [26, '2 days'],
])('%d days over a quarter are about %s a week', (days, words) => {
  expect(stepsLine({ commitments: [item('Large', days)] })).toBe(
    `Large would bring back ${days} of the 50 missing reliability days: about ${words} a week over Q3.`,
  )
})

test('items that hold more than is missing bring back all of it', () => {
  expect(stepsFor({ commitments: [item('Large', 90)] })?.first).toBe(
    'One planned item would bring back all 50 missing reliability days:',
  )
})

test('without an open item nothing of the plan would bring them back, and what took the days is its evidence', () => {
  const { first, evidence } = stepsFor({ sources: [sourceOf('ktlo', 'Outages', 20, ['S-1'])] }) ?? {}
  expect(first).toBe('No reliability work of the plan is open that would bring the missing days back.')
  expect(evidence).toEqual(['Outages (20 person-days)'])
  expect(stepsLine({})).toBe('')
})
