import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { keyRingFromText, newKeyText, SecretUnreadableError } from '../../../../adapters/secrets.ts'
import { listConnections } from '../../../../adapters/store/connections/connections.ts'
import { saveConnection } from '../../../../queries/connections/save-connection.ts'
import { rewrapSecrets } from '../../../../queries/secrets/rewrap.ts'
import { addKey, openKeys } from '../../../../worker/parts/keys.ts'
import { trackerOpener } from '../../../../worker/parts/trackers/tracker.ts'
import { nowAt, storeForThisFile } from '../../../adapters/store/test-store.ts'

const store = storeForThisFile()
let dataDir: string

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'plumbline-keys-'))
})

afterEach(() => rm(dataDir, { recursive: true }))

const reread = async (name: string) => {
  const found = (await listConnections(store())).find((each) => each.name === name)
  if (found === undefined) throw new Error('the connection is there')
  return found
}

test('a process opens what is sealed with a key that came after its start, while the key file has it', async () => {
  const config = { dataDir, secretKey: null }
  const address = { tracker: 'linear', authKind: 'api_key', accountEmail: null } as const
  const base = {
    ...address,
    baseUrl: 'https://tracker.example',
    siteId: null,
    scopeKeys: [],
    secret: 'lin_api_example',
  }
  const running = await openKeys(config, store())
  await saveConnection(store(), running, { ...base, name: 'linear', nowAt })
  const open = trackerOpener({ store: store(), keys: running, now: () => nowAt })
  await open(await reread('linear'))

  await rewrapSecrets(store(), { read: () => openKeys(config, store()), add: () => addKey(config) }, nowAt)
  const { keyId } = (await reread('linear')).secret
  expect(running.keys.has(keyId)).toBe(false)
  await open(await reread('linear'))
  expect(running.sealingKey.keyId).toBe(keyId)

  await saveConnection(store(), keyRingFromText(newKeyText()), { ...base, name: 'strange', nowAt })
  await expect(open(await reread('strange'))).rejects.toThrow(SecretUnreadableError)
})
