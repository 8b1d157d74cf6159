import { describe, expect, it } from 'vitest'
import { machineAccountsOf, matchPeople } from '../../domain/people.ts'
import type { TrackerUser } from '../../domain/ticket.ts'
import { aPerson } from '../builders/plan.ts'

const names = new Map([
  ['c1', 'our-jira'],
  ['c2', 'our-linear'],
])

function user(accountId: string, changes: Partial<TrackerUser> = {}): TrackerUser {
  const base = {
    connectionId: 'c1',
    accountId,
    displayName: accountId,
    email: null,
    active: true,
    isApp: false,
    timeZone: null,
  }
  return { ...base, ...changes }
}

describe('the person of an account', () => {
  it('is found by the address, whatever its case and the spelling of its domain', () => {
    const jörg = aPerson('Jörg', { email: 'jörg@münchen.example', personId: 'jörg@münchen.example' })
    const personOf = matchPeople([jörg], [user('a1', { email: 'JÖRG@xn--mnchen-3ya.example' })], names)
    expect(personOf('c1', 'a1')).toBe('jörg@münchen.example')
    expect(personOf('c2', 'a1')).toBeNull()
  })

  it('may have two accounts on one tracker', () => {
    const accounts = ['a1', 'a2'].map((accountId) => ({ connectionName: 'our-jira', accountId }))
    const personOf = matchPeople([aPerson('Ada', { accounts })], [], names)
    expect([personOf('c1', 'a1'), personOf('c1', 'a2'), personOf('c1', 'a3')]).toEqual([
      'ada@company.example',
      'ada@company.example',
      null,
    ])
  })

  it('stands under the connection, however its name is written', () => {
    const connections = new Map([['c1', 'Büro\u00a0Jira']])
    for (const connectionName of ['Büro Jira', 'BU\u0308RO  JIRA', 'büro\u202fjira']) {
      const ada = aPerson('Ada', { accounts: [{ connectionName, accountId: 'a1' }] })
      expect(matchPeople([ada], [], connections)('c1', 'a1')).toBe('ada@company.example')
      const isMachine = machineAccountsOf(
        { machineAccounts: [{ connectionName, account: 'bot' }] },
        [],
        connections,
      )
      expect(isMachine('c1', 'bot')).toBe(true)
    }
  })
})

describe('a machine account', () => {
  const stated = (account: string) => ({ machineAccounts: [{ connectionName: 'our-jira', account }] })

  it('is one that the tracker calls an app', () => {
    const isMachine = machineAccountsOf(
      { machineAccounts: [] },
      [user('a1', { isApp: true }), user('a2')],
      names,
    )
    expect([isMachine('c1', 'a1'), isMachine('c1', 'a2')]).toEqual([true, false])
  })

  it.each([
    ['its account id', 'a1', {}],
    ['its address', 'Bot@Company.example', { email: 'bot@company.example' }],
    ['its name', 'deploy  BOT', { displayName: 'Deploy\u00A0bot' }],
  ])('is one that the plan names by %s, on that tracker only', (_what, account, changes) => {
    const users = [user('a1', changes), user('a1', { ...changes, connectionId: 'c2' }), user('a2')]
    const isMachine = machineAccountsOf(stated(account), users, names)
    expect([isMachine('c1', 'a1'), isMachine('c2', 'a1'), isMachine('c1', 'a2')]).toEqual([
      true,
      false,
      false,
    ])
  })

  it('may have left the tracker', () => {
    expect(machineAccountsOf(stated('gone'), [], names)('c1', 'gone')).toBe(true)
  })
})
