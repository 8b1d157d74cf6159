import { expect, test } from 'vitest'
import { compareNaturally, compareTexts } from '../../../domain/text/text-order.ts'

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

test('people find names and ids in a list by their numbers and letters, whatever their accents and capitals', () => {
  const shown = ['Änne', 'team-5', 'Zoe', 'TEAM-11', 'anne', 'team-49', 'Anne', 'team-49a', 'team-9']
  const inOrder = ['anne', 'Anne', 'Änne', 'team-5', 'team-9', 'TEAM-11', 'team-49', 'team-49a', 'Zoe']
  expect(shown.toSorted(compareNaturally)).toEqual(inOrder)
  expect(shown.toReversed().toSorted(compareNaturally)).toEqual(inOrder)
})

test('texts that read alike have an order all the same, and equal ones none', () => {
  const [composed, apart] = ['\u00e9', 'e\u0301']
  expect(compareNaturally(composed, apart)).toBe(1)
  expect(compareNaturally(apart, composed)).toBe(-1)
  expect(compareNaturally(apart, apart)).toBe(0)
})
