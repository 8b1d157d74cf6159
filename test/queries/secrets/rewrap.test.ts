import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { addNewKey, createKeyFile, readKeyFile } from '../../../adapters/key-file.ts'
import {
  type KeyRing,
  keyRingFromText,
  newKeyText,
  openSecret,
  SecretUnreadableError,
} from '../../../adapters/secrets.ts'
import { listConnections } from '../../../adapters/store/connections/connections.ts'
import { loadHookSecret } from '../../../adapters/store/hooks/hook-secrets.ts'
import { StoreUnavailableError } from '../../../adapters/store/sql/client.ts'
import { saveConnection } from '../../../queries/connections/save-connection.ts'
import { hookSecretOwner, keepHookSecret } from '../../../queries/hooks/hook-secret.ts'
import { keysInUse } from '../../../queries/secrets/keys-in-use.ts'
import { type RewrapKeys, rewrapSecrets as rewrapAt } from '../../../queries/secrets/rewrap.ts'
import { aConnection, nowAt, storeForThisFile } from '../../adapters/store/test-store.ts'
import { waitUntil } from '../../setup/wait-until.ts'

const store = storeForThisFile()
const rewrapSecrets = (on: ReturnType<typeof store>, keys: RewrapKeys) => rewrapAt(on, keys, nowAt)
let folder: string
let path: string
let before: KeyRing

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-rewrap-'))
  path = join(folder, 'secret.key')
  before = await createKeyFile(path)
  for (const name of ['a', 'b', 'c']) await connect(before, name)
})

afterEach(async () => {
  await store().pool.query('delete from connections')
  await rm(folder, { recursive: true })
})

function connect(ring: KeyRing, name: string) {
  return saveConnection(store(), ring, {
    name,
    tracker: 'jira',
    baseUrl: 'https://tracker.example',
    siteId: null,
    authKind: 'api_token',
    accountEmail: 'ada@company.example',
    scopeKeys: [],
    secret: `token of ${name}`,
    nowAt,
  })
}

async function ringOfFile(): Promise<KeyRing> {
  const ring = await readKeyFile(path)
  if (ring === null) throw new Error('the key file is there')
  return ring
}

const keys = { read: ringOfFile, add: () => addNewKey(path) }

async function opened(ring: KeyRing): Promise<string[]> {
  return (await listConnections(store())).map(({ secret, name }) => openSecret(ring, secret, name))
}

const allTokens = ['token of a', 'token of b', 'token of c']

test('every secret is sealed with the new key, and the old key stays to open what else it sealed', async () => {
  const done = await rewrapSecrets(store(), keys)
  const ring = await ringOfFile()
  const keyId = ring.sealingKey.keyId
  const oldKeyId = before.sealingKey.keyId
  expect(done).toEqual({
    kind: 'rewrapped',
    keyId,
    addedKey: true,
    rewrapped: ['a', 'b', 'c'],
    unreadable: [],
    oldKeyIds: [oldKeyId],
  })
  expect(keyId).not.toBe(oldKeyId)
  expect(await keysInUse(store(), ring)).toEqual({
    keys: [
      { keyId, seals: true, connections: ['a', 'b', 'c'] },
      { keyId: oldKeyId, seals: false, connections: [] },
    ],
    unreadable: [],
  })
  const newAlone = { sealingKey: ring.sealingKey, keys: new Map([[keyId, ring.sealingKey]]) }
  expect(await opened(newAlone)).toEqual(allTokens)
})

test('one that loses its database in the middle leaves all readable, and the next goes on without another key', async () => {
  const holder = await store().connect()
  await holder.query('begin')
  await holder.query(`select 1 from connections where name = 'b' for update`)
  const broken = expect(rewrapSecrets(store(), keys)).rejects.toThrow(StoreUnavailableError)
  await waitUntil(async () => {
    const { rowCount } = await store().pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock'`,
    )
    return rowCount === 1
  })
  await broken
  await holder.query('rollback')
  holder.release(false)
  const ring = await ringOfFile()
  expect((await keysInUse(store(), ring)).keys.map(({ connections }) => connections)).toEqual([
    ['a'],
    ['b', 'c'],
  ])
  expect(await opened(ring)).toEqual(allTokens)

  expect(await rewrapSecrets(store(), keys)).toMatchObject({ addedKey: false, rewrapped: ['b', 'c'] })
  expect(await ringOfFile()).toEqual(ring)
  expect(await opened(ring)).toEqual(allTokens)
})

test('one that is killed after it added its key is finished by the next, without another key', async () => {
  const ring = await addNewKey(path)
  expect(await rewrapSecrets(store(), keys)).toMatchObject({
    addedKey: false,
    keyId: ring.sealingKey.keyId,
    rewrapped: ['a', 'b', 'c'],
  })
})

test('of two at once, one does it and the other does nothing', async () => {
  let second: Awaited<ReturnType<typeof rewrapSecrets>> | null = null
  const first = await rewrapSecrets(store(), {
    read: ringOfFile,
    add: async () => {
      second = await rewrapSecrets(store(), keys)
      return await addNewKey(path)
    },
  })
  expect(first).toMatchObject({ kind: 'rewrapped', rewrapped: ['a', 'b', 'c'] })
  expect(second).toEqual({ kind: 'already_running' })
  expect((await ringOfFile()).keys.size).toBe(2)
})

test('with a wrong key nothing is changed, the key file neither', async () => {
  const wrong = keyRingFromText(newKeyText())
  const untouched = await listConnections(store())
  await expect(rewrapSecrets(store(), { read: () => Promise.resolve(wrong), add: keys.add })).rejects.toThrow(
    SecretUnreadableError,
  )
  expect(await listConnections(store())).toEqual(untouched)
  expect(await ringOfFile()).toEqual(before)
})

test('a row that no key opens is named and left as it is, and the others are re-sealed', async () => {
  const odd = await aConnection(store(), 'odd')
  const done = await rewrapSecrets(store(), keys)
  expect(done).toMatchObject({
    rewrapped: ['a', 'b', 'c'],
    unreadable: [{ name: 'odd', reason: expect.stringContaining('key-1') }],
  })
  const after = (await listConnections(store())).find(({ name }) => name === 'odd')
  expect(after?.secret).toEqual(odd.secret)
  expect((await keysInUse(store(), await ringOfFile())).unreadable.map(({ name }) => name)).toEqual(['odd'])
})

test("keys of the environment are the person's to change: without a second one nothing is done", async () => {
  const add = () => Promise.resolve(null)
  expect(await rewrapSecrets(store(), { read: ringOfFile, add })).toEqual({
    kind: 'no_new_key',
    keyId: before.sealingKey.keyId,
  })
  await addNewKey(path)
  expect(await rewrapSecrets(store(), { read: ringOfFile, add })).toMatchObject({
    rewrapped: ['a', 'b', 'c'],
  })
  expect(await rewrapSecrets(store(), { read: ringOfFile, add })).toMatchObject({ rewrapped: [] })
})

test('secrets of webhooks are sealed anew with the others', async () => {
  const [connection] = await listConnections(store())
  if (connection === undefined) throw new Error('there are connections')
  const by = { actor: 'command line', nowAt }
  await keepHookSecret(store(), before, { connection, secret: 'of a webhook' }, by)
  expect(await rewrapSecrets(store(), keys)).toMatchObject({ kind: 'rewrapped', addedKey: true })
  const ring = await ringOfFile()
  const sealed = (await loadHookSecret(store(), connection.connectionId))?.secret
  if (sealed === undefined) throw new Error('the secret is there')
  expect(sealed.keyId).toBe(ring.sealingKey.keyId)
  expect(openSecret(ring, sealed, hookSecretOwner(connection))).toBe('of a webhook')
})
