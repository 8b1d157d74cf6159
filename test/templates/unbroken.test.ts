import { expect, test } from 'vitest'
import { unbroken } from '../../templates/unbroken.ts'

test.each([
  ['the roadmaps of 14 teams', 'the roadmaps of 14\u00a0teams'],
  ['Figures start at 4 people', 'Figures start at 4\u00a0people'],
  ['2 of 3 commitments are off plan', '2\u00a0of\u00a03\u00a0commitments are off plan'],
  [' of 70 planned days', '\u00a0of\u00a070 planned days'],
  ['once 5 working days have passed', 'once 5\u00a0working days have passed'],
])('a figure stays with what it counts: "%s"', (text, kept) => {
  expect(unbroken(text)).toBe(kept)
})

test('a word that only begins like a unit may go to the next line', () => {
  expect(unbroken('in Q2 teamwork')).toBe('in Q2 teamwork')
})
