import { expect, test } from 'vitest'
import { sourceInWords } from '../../../../domain/report/sections/evidence.ts'
import { sourceOf } from '../../../builders/reconciliation.ts'

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
