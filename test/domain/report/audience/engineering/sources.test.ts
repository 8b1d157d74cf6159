import { expect, test } from 'vitest'
import { ktloSources } from '../../../../../domain/report/audience/engineering/sources.ts'
import { lineOf } from '../../../../../domain/report/lines/line.ts'
import { sourcesClause } from '../../../../../domain/report/lines/sources.ts'
import { plainText } from '../../../../../domain/report/words/sentence.ts'
import { sourceOf } from '../../../../builders/reconciliation.ts'
import { closedQuarter, scopeOnPlan, teamView } from '../../../../builders/report-view.ts'

/** A team with 90 days of keeping things running, nine of them from each of so many sources. */
function viewOfSources(count: number, changes = {}) {
  const sources = Array.from({ length: count }, (_, index) => sourceOf('ktlo', `Source ${index}`, 9, ['S-1']))
  const actual = { roadmap: 60, ktlo: 90, reliability: 15, uncategorised: 0 }
  return teamView(scopeOnPlan({ actual, sources }), { audience: 'engineering', ...changes })
}

const lineWords = (view: ReturnType<typeof viewOfSources>) =>
  plainText(lineOf([sourcesClause(view)])?.words ?? [])

test.each([
  [1, 'One source makes up 9 of the 90 person-days of keeping things running:'],
  [2, 'Two sources make up 18 of the 90 person-days of keeping things running:'],
  [6, 'Five sources make up 45 of the 90 person-days of keeping things running:'],
])('of %d sources, the largest five are counted with their days', (count, words) => {
  const { sentences, items } = ktloSources(viewOfSources(count)) ?? {}
  expect(sentences?.map(plainText)).toEqual([words])
  expect(items).toHaveLength(Math.min(5, count))
})

test('a line names three of them with their sum, and says that they are the largest where there are more', () => {
  expect(lineWords(viewOfSources(1))).toBe(
    'One source has taken 9 of the 90 person-days of keeping things running: Source 0 (9).',
  )
  expect(lineWords(viewOfSources(3, closedQuarter))).toBe(
    'Three sources took 27 of the 90 person-days of keeping things running: Source 0 (9), Source 1 (9) and Source 2 (9).',
  )
  expect(lineWords(viewOfSources(4))).toBe(
    'The three largest sources have taken 27 of the 90 person-days of keeping things running: Source 0 (9), Source 1 (9) and Source 2 (9).',
  )
})

test('the days of the three are those of the page, and sum as they are told', () => {
  const actual = { roadmap: 60, ktlo: 90, reliability: 15, uncategorised: 0 }
  const sources = ['A', 'B', 'C', 'D'].map((label) => sourceOf('ktlo', label, 9.4, ['S-1']))
  expect(lineWords(teamView(scopeOnPlan({ actual, sources })))).toBe(
    'The three largest sources have taken 27 of the 90 person-days of keeping things running: A (9), B (9) and C (9).',
  )
})

test('rounding never makes the three as many days as all', () => {
  const actual = { roadmap: 60, ktlo: 29, reliability: 15, uncategorised: 0 }
  const sources = [9.5, 9.5, 9.5, 0.5].map((days, at) => sourceOf('ktlo', `Source ${at}`, days, ['S-1']))
  expect(lineWords(teamView(scopeOnPlan({ actual, sources })))).toMatch(
    /^All 29 person-days .*: Source 0 \(10\), Source 1 \(10\) and Source 2 \(9\)\.$/,
  )
})

test.each([
  [1, 'The one person-day of keeping things running has come from one source: Totals (1).'],
  [2, 'Both person-days of keeping things running have come from one source: Totals (2).'],
  [3, 'All 3 person-days of keeping things running have come from one source: Totals (3).'],
])('where one source is all of %d days, they are said so', (days, words) => {
  const actual = { roadmap: 60, ktlo: days, reliability: 15, uncategorised: 0 }
  const sources = [sourceOf('ktlo', 'Totals', days, ['S-1'])]
  expect(lineWords(teamView(scopeOnPlan({ actual, sources })))).toBe(words)
})

test('without a source there is nothing to say', () => {
  expect(ktloSources(viewOfSources(0))).toBeUndefined()
  expect(sourcesClause(viewOfSources(0))).toBeUndefined()
})

test('a source’s tickets are counted from two on, and a component’s largest ticket is linked', () => {
  const ledger = { ...sourceOf('ktlo', 'Ledger', 9, ['S-3', 'S-4']), key: null, url: null }
  const sources = [
    sourceOf('ktlo', 'Export', 30, ['S-1']),
    sourceOf('ktlo', 'Outages', 20, ['S-1', 'S-2']),
    ledger,
  ]
  const view = teamView(scopeOnPlan({ sources }))
  expect(ktloSources(view)?.items.map(plainText)).toEqual([
    'Export: 30 person-days',
    'Outages: 20 person-days, 2 tickets',
    'Ledger: 9 person-days, 2 tickets, the largest S-3',
  ])
})
