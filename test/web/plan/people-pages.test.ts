import { expect, test } from 'vitest'
import type { MatchedAccount } from '../../../queries/people/accounts.ts'
import { peopleView } from '../../../web/plan/people/view.ts'

const account = (number: number): MatchedAccount => ({
  ...{ connection: 'Northwind', accountId: `a${number}`, displayName: `Account ${number}` },
  match: { kind: 'machine', because: 'plan' },
})

/** The page of so many accounts that are matched. */
function shownOf(all: number, { find = '', from = 0 } = {}): string {
  const accounts = Array.from({ length: all }, (_, number) => account(number))
  const sent = { people: new Map(), machines: new Set<number>(), problems: [], file: null, hasPlan: true }
  return String(peopleView({ accounts, ...sent, find, from, formToken: 'token' }))
}

const rowsOf = (page: string) => [...page.matchAll(/<th scope="row">/g)].length

test('a hundred matched accounts are on one page, and of more each page leads to the next', () => {
  expect([rowsOf(shownOf(100)), shownOf(100).includes('More accounts')]).toEqual([100, false])
  const first = shownOf(101)
  expect([rowsOf(first), first.includes('href="/people?from=100"')]).toEqual([100, true])
  const last = shownOf(101, { from: 100 })
  expect([rowsOf(last), last.includes('href="/people?from=0"')]).toEqual([1, true])
})

test('accounts are found by a part of their name, in capitals or not', () => {
  const found = shownOf(250, { find: 'ACCOUNT 24' })
  expect(rowsOf(found)).toBe(11)
  expect(shownOf(250, { find: 'account' })).toContain('href="/people?find=account&amp;from=100"')
  expect(shownOf(250, { find: 'nobody' })).toContain('No matched account here.')
})
