import { expect, test } from 'vitest'
import { tidyOutside } from '../../../../domain/report/words/outside-text.ts'

test('a title of 120 characters is whole, a longer one ends in an ellipsis', () => {
  expect(tidyOutside('a'.repeat(120))).toBe('a'.repeat(120))
  expect(tidyOutside('a'.repeat(121))).toBe(`${'a'.repeat(119)}…`)
})

test('a text is cut between characters as people see them, and not after a space', () => {
  expect(tidyOutside('👩‍👩‍👧é👩‍👩‍👧', 2)).toBe('👩‍👩‍👧…')
  expect(tidyOutside('ab cd', 4)).toBe('ab…')
  expect(tidyOutside('abcd', 4)).toBe('abcd')
  // A letter or two of a word say nothing; a whole word of two letters does.
  expect(tidyOutside('Self-service environments', 15)).toBe('Self-service…')
  expect(tidyOutside('Self-service environments', 17)).toBe('Self-service env…')
  expect(tidyOutside('Checkout UI of shops', 12)).toBe('Checkout UI…')
})

test('controls, marks of direction and runs of spaces become one space', () => {
  expect(tidyOutside(' a\u0000\n b\u202ec  d ')).toBe('a b c d')
})
