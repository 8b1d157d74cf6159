import { expect, test } from 'vitest'
import { LastResults } from '../../../domain/calculation/last-results.ts'

function counting() {
  const results = new LastResults<{ readonly of: string }>(2)
  const made: string[] = []
  const ask = (key: string) =>
    results.of(key, () => {
      made.push(key)
      return { of: key }
    })
  return { ask, made }
}

test('what was asked before is the same again, made once', () => {
  const { ask, made } = counting()
  expect(ask('a')).toBe(ask('a'))
  expect(ask('b')).toEqual({ of: 'b' })
  expect(made).toEqual(['a', 'b'])
})

test('the one that nobody asked for the longest is dropped', () => {
  const { ask, made } = counting()
  for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) ask(key)
  expect(made).toEqual(['a', 'b', 'c', 'b'])
})

test('a failure is not kept', () => {
  const results = new LastResults<{ readonly of: string }>(2)
  const fail = () => {
    throw new Error('unreadable')
  }
  expect(() => results.of('a', fail)).toThrow('unreadable')
  expect(results.of('a', () => ({ of: 'a' }))).toEqual({ of: 'a' })
})
