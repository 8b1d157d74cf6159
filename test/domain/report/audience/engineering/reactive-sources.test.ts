import { expect, test } from 'vitest'
import {
  reactiveShareInWords,
  reactiveSources,
} from '../../../../../domain/report/audience/engineering/reactive-sources.ts'
import { plainText } from '../../../../../domain/report/words/sentence.ts'
import { sourceOf } from '../../../../builders/reconciliation.ts'
import { scopeOnPlan, teamView } from '../../../../builders/report-view.ts'

/** A team with 90 days of reactive work, nine of them from each of so many sources. */
function viewOfSources(count: number) {
  const sources = Array.from({ length: count }, (_, index) => sourceOf('ktlo', `Source ${index}`, 9, ['S-1']))
  const actual = { roadmap: 60, ktlo: 90, reliability: 15, uncategorised: 0 }
  return teamView(scopeOnPlan({ actual, sources }), { audience: 'engineering' })
}

test.each([
  [1, 'One source makes up 10 % of the reactive work'],
  [2, 'Two sources make up 20 % of the reactive work'],
  [5, 'Five sources make up 50 % of the reactive work'],
  [6, 'Five sources make up 50 % of the reactive work'],
])('of %d sources, the largest five are counted with their share', (count, words) => {
  const view = viewOfSources(count)
  const { sentences, items } = reactiveSources(view) ?? {}
  expect(sentences?.map(plainText)).toEqual([`${words}, 90 days in all:`])
  expect(items).toHaveLength(Math.min(5, count))
  expect(reactiveShareInWords(view)).toBe(`${words}.`)
})

test('without a source there is nothing to say', () => {
  expect(reactiveSources(viewOfSources(0))).toBeUndefined()
  expect(reactiveShareInWords(viewOfSources(0))).toBe('')
})

test('a source’s tickets are counted from two on, and a component’s largest ticket is linked', () => {
  const ledger = { ...sourceOf('ktlo', 'Ledger', 9, ['S-3', 'S-4']), key: null, url: null }
  const sources = [
    sourceOf('ktlo', 'Export', 30, ['S-1']),
    sourceOf('ktlo', 'Outages', 20, ['S-1', 'S-2']),
    ledger,
  ]
  const view = teamView(scopeOnPlan({ sources }))
  expect(reactiveSources(view)?.items.map(plainText)).toEqual([
    'Export: 30 days',
    'Outages: 20 days, 2 tickets',
    'Ledger: 9 days, 2 tickets, the largest S-3',
  ])
})
