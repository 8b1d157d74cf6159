import { expect, test } from 'vitest'
import { savePlan } from '../../../adapters/store/reconcile/plans.ts'
import { accountLines } from '../../../cli/commands/accounts/text.ts'
import { recentAccounts } from '../../../queries/people/accounts.ts'
import { accountLine, accountReason } from '../../../wording/plan/account-text.ts'
import { aConnection, nowAt, storeForThisFile, storeRecords } from '../../adapters/store/test-store.ts'
import { aPerson, aPlan } from '../../builders/plan.ts'
import { aTicket, commentEvent } from '../../builders/ticket.ts'

const store = storeForThisFile()

const day = 86_400_000

async function recordsOf(
  accounts: readonly (readonly [id: string, name: string, email: string | null, isApp?: boolean])[],
) {
  const { connectionId, name } = await aConnection(store())
  await storeRecords(store(), connectionId, {
    tickets: accounts.map(([accountId], index) =>
      aTicket(`A-${index}`, {
        assigneeId: accountId,
        updatedAt: accountId === 'old' ? nowAt - 91 * day : nowAt,
      }),
    ),
    users: accounts.map(([accountId, displayName, email, isApp = false]) => {
      return { connectionId, accountId, displayName, email, active: true, isApp, timeZone: null }
    }),
  })
  return name
}

test('before a sync there is no account', async () => {
  expect(await recentAccounts(store())).toEqual({ hasPlan: false, accounts: [] })
  expect(accountLines({ hasPlan: false, accounts: [] })).toHaveLength(1)
})

test('each account with recent work is reported with whom it matches and why, nobody’s first', async () => {
  const connection = await recordsOf([
    ['by-address', 'A. Example', 'ADA@company.example'],
    ['by-plan', 'Bo', null],
    ['robot', 'Deploy bot', null],
    ['app', 'An app', null, true],
    ['namesake', 'ada  EXAMPLE', null],
    ['stranger', 'Cy', 'cy@elsewhere.example'],
    ['old', 'Old', null],
  ])
  const before = await recentAccounts(store())
  expect(before.hasPlan).toBe(false)
  const plan = aPlan({
    people: [
      aPerson('Ada Example', { email: 'ada@company.example' }),
      aPerson('Bo Example', {
        email: 'bo@company.example',
        accounts: [{ connectionName: connection, accountId: 'by-plan' }],
      }),
    ],
    machineAccounts: [{ connectionName: connection, account: 'Deploy bot' }],
  })
  await savePlan(store(), { planVersion: 'plan-1', yaml: '', plan, nowAt })
  const found = await recentAccounts(store())
  expect(found.accounts.map((each) => [each.accountId, each.match.kind, accountReason(each)])).toEqual([
    ['namesake', 'nobody', 'only the name is the same'],
    ['stranger', 'nobody', 'no address or account in the plan'],
    ['app', 'machine', 'the tracker says it is an app'],
    ['robot', 'machine', 'a machine account in the plan'],
    ['by-address', 'person', 'same address'],
    ['by-plan', 'person', 'the plan names the account'],
  ])
  expect(found.accounts.map(accountLine).filter((line) => line !== null)).toEqual([
    `accounts: { "${connection}": "namesake" }`,
    `accounts: { "${connection}": "stranger" }`,
  ])
  expect(accountLines(found).slice(-2)).toEqual([
    `  accounts: { "${connection}": "namesake" }   # ada  EXAMPLE, the name of Ada Example <ada@company.example>`,
    `  accounts: { "${connection}": "stranger" }   # Cy`,
  ])
})

test('an account that only acted on others’ tickets is reported, unless that was long ago', async () => {
  const { connectionId } = await aConnection(store())
  const boundAt = nowAt - 90 * day
  const commented = { 'at-the-bound': boundAt, 'before-it': boundAt - 1 }
  await storeRecords(store(), connectionId, {
    tickets: [aTicket('WEB-1', { updatedAt: nowAt })],
    events: Object.entries(commented).map(([id, at]) =>
      commentEvent('WEB-1', new Date(at).toISOString(), id),
    ),
    users: Object.keys(commented).map((accountId) => {
      return {
        connectionId,
        accountId,
        displayName: accountId,
        email: null,
        active: true,
        isApp: false,
        timeZone: null,
      }
    }),
  })
  const { accounts } = await recentAccounts(store())
  const ids = accounts.map(({ accountId }) => accountId)
  expect(ids).toContain('at-the-bound')
  expect(ids).not.toContain('before-it')
})
