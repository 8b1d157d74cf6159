import { expect, test } from 'vitest'
import { saveDirectory } from '../../../../adapters/store/accounts/directory.ts'
import { nameAccounts } from '../../../../adapters/store/accounts/named-accounts.ts'
import { batchOf } from '../../../../adapters/store/sql/upsert.ts'
import { userTable } from '../../../../adapters/store/tickets/tables.ts'
import { loadUsers } from '../../../../adapters/store/tickets/tickets.ts'
import type { TrackerUser } from '../../../../domain/ticket.ts'
import { aConnection, pageOf, storeForThisFile } from '../test-store.ts'

const store = storeForThisFile()

/** A connection whose tracker lists these accounts, and what is stored of them in the end. */
async function connectionWith(listed: Readonly<Record<string, string>>) {
  const { connectionId } = await aConnection(store())
  const user = (accountId: string, displayName: string): TrackerUser => ({
    connectionId,
    accountId,
    displayName,
    email: null,
    active: true,
    isApp: false,
    timeZone: null,
  })
  const list = (names: Readonly<Record<string, string>>) =>
    Object.entries(names).map(([accountId, name]) => user(accountId, name))
  const save = (names: Readonly<Record<string, string>>) =>
    saveDirectory(store(), pageOf(connectionId, { users: list(names) }))
  await save(listed)
  return {
    save,
    name: (names: Readonly<Record<string, string>>) =>
      nameAccounts(
        store().pool,
        batchOf(
          userTable,
          list(names).map((each) => ({ ...each, active: false })),
        ),
      ),
    stored: async () => {
      const users = (await loadUsers(store())).filter((each) => each.connectionId === connectionId)
      return Object.fromEntries(
        users.map(({ accountId, displayName, active }) => [accountId, [displayName, active]]),
      )
    },
  }
}

test('an account that only a history names is stored with that name', async () => {
  const site = await connectionWith({})
  await site.name({ gone: 'Ada Example' })
  expect(await site.stored()).toEqual({ gone: ['Ada Example', false] })
})

test('a name from a history takes the place of none, and of no other', async () => {
  const site = await connectionWith({ closed: 'Former user', nameless: 'nameless', ben: 'Ben Example' })
  await site.name({ closed: 'Ada Example', nameless: 'Cleo Example', ben: 'B. Former' })
  expect(await site.stored()).toEqual({
    closed: ['Ada Example', true],
    nameless: ['Cleo Example', true],
    ben: ['Ben Example', true],
  })
})

test('a closed account keeps the name that it had', async () => {
  const site = await connectionWith({ ada: 'Ada Example' })
  await site.save({ ada: 'Former user' })
  expect(await site.stored()).toEqual({ ada: ['Ada Example', true] })
  await site.save({ ada: 'Ada Renamed' })
  expect(await site.stored()).toEqual({ ada: ['Ada Renamed', true] })
})
