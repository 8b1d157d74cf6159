import { expect, test } from 'vitest'
import { accessGapsOf, peopleSeen } from '../../../domain/sync/access-gaps.ts'

const own = { accountEmail: 'robot@company.example' }
const kindsOf = (...input: Parameters<typeof accessGapsOf>) => accessGapsOf(...input).map(({ kind }) => kind)

test('hidden e-mail addresses are a gap where more than half are, not where half are', () => {
  expect(kindsOf(own, { kind: 'seen', people: 10, withEmail: 5 })).toEqual([])
  expect(accessGapsOf(own, { kind: 'seen', people: 10, withEmail: 4 })).toEqual([
    { kind: 'people emails', people: 10, withEmail: 4 },
  ])
  expect(kindsOf(own, { kind: 'seen', people: 0, withEmail: 0 })).toEqual([])
})

test('a missing right, a missing scope and missing e-mails are told apart', () => {
  const hidden = { accountEmail: null }
  expect(kindsOf(own, { kind: 'refused', lacks: 'right' })).toEqual(['people right'])
  expect(kindsOf(own, { kind: 'refused', lacks: 'scope' })).toEqual(['people scope'])
  expect(kindsOf(hidden, { kind: 'refused', lacks: 'right' })).toEqual(['people right', 'own email'])
  expect(kindsOf(hidden, { kind: 'seen', people: 1, withEmail: 0 })).toEqual(['people emails', 'own email'])
  expect(kindsOf(hidden, null)).toEqual(['own email'])
  expect(kindsOf(own, null)).toEqual([])
})

test('neither apps, nor those who left, nor the account itself are other people', () => {
  const user = { accountId: 'ada', isApp: false, active: true, email: 'ada@company.example' }
  const users = [
    user,
    { ...user, accountId: 'bob', email: null },
    { ...user, accountId: 'app', isApp: true, email: null },
    { ...user, accountId: 'gone', active: false, email: null },
    { ...user, accountId: 'own' },
  ]
  expect(peopleSeen(users, 'own')).toEqual({ kind: 'seen', people: 2, withEmail: 1 })
})
