import { expect, test } from 'vitest'
import { evidenceOf, largestSources, sourceInWords } from '../../../../domain/report/sections/evidence.ts'
import { plainText } from '../../../../domain/report/words/sentence.ts'
import { sourceOf } from '../../../builders/reconciliation.ts'
import { scopeOnPlan } from '../../../builders/report-view.ts'

test('an epic is linked by its name', () => {
  expect(sourceInWords(sourceOf('ktlo', 'Invoice export', 31, ['BILL-1']))).toContainEqual({
    kind: 'link',
    text: 'Invoice export',
    url: 'https://tracker.example/browse/BILL-1',
  })
})

test('a component’s name never links to one of its tickets; the largest ticket is linked by its own key', () => {
  const spans = sourceInWords({
    ...sourceOf('ktlo', 'Ledger', 66, ['BILL-850', 'BILL-7']),
    key: null,
    url: null,
  })
  expect(spans).toContainEqual({ kind: 'outside', text: 'Ledger' })
  expect(spans.filter((span) => span.kind === 'link')).toEqual([
    { kind: 'link', text: 'BILL-850', url: 'https://tracker.example/browse/BILL-850' },
  ])
})

test('the largest sources of one bucket come first, and none without work', () => {
  const sources = [
    sourceOf('ktlo', 'Small', 3, ['S-1']),
    sourceOf('ktlo', 'Large', 9, ['S-2']),
    sourceOf('roadmap', 'Other', 20, ['S-3']),
    sourceOf('ktlo', 'Tiny', 0.001, ['S-4']),
    sourceOf('ktlo', 'None', 0, ['S-5']),
  ]
  const labels = (atMost: number) =>
    largestSources(scopeOnPlan({ sources }), 'ktlo', atMost).map(({ label }) => label)
  expect(labels(5)).toEqual(['Large', 'Small', 'Tiny'])
  expect(labels(1)).toEqual(['Large'])
  expect(evidenceOf(scopeOnPlan({ sources }), 'ktlo').map(plainText)).toEqual([
    'Large (9 person-days)',
    'Small (3 person-days)',
  ])
})
