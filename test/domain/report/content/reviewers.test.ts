import { expect, test } from 'vitest'
import { statementOf } from '../../../../domain/report/content/reviewers.ts'
import { longestStatement } from '../../../../domain/report/words/lengths.ts'

test('a statement is one line of at most 600 characters; a longer one is refused, and never cut', () => {
  expect(statementOf('  We traded it\r\n for the launch. ')).toEqual({
    kind: 'statement',
    text: 'We traded it for the launch.',
  })
  const longest = '字'.repeat(longestStatement)
  expect(statementOf(longest)).toEqual({ kind: 'statement', text: longest })
  expect(statementOf(`${longest}。`)).toEqual({ kind: 'too long', characters: 601 })
})

test('what holds nothing to read is no statement', () => {
  expect(statementOf(' \r\n\t \u200b\u202e')).toEqual({ kind: 'empty' })
})

test('letters that pile up marks count each of them', () => {
  expect(statementOf(`a${'\u0301'.repeat(longestStatement)}`)).toMatchObject({ kind: 'too long' })
})
