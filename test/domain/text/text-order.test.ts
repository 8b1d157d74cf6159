import { expect, test } from 'vitest'
import { compareTexts } from '../../../domain/text/text-order.ts'

test('texts are ordered by code unit, equal ones not at all', () => {
  expect(['b', 'a', 'Z', 'ä', '10', '9', ''].toSorted(compareTexts)).toEqual([
    '',
    '10',
    '9',
    'Z',
    'a',
    'b',
    'ä',
  ])
  expect(compareTexts('a', 'a')).toBe(0)
  expect([compareTexts('a', 'b'), compareTexts('b', 'a')]).toEqual([-1, 1])
})
