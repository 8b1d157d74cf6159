import { expect, test } from 'vitest'
import { saveHookSecret } from '../../../adapters/store/hooks/hook-secrets.ts'
import { connectionHealth } from '../../../queries/connections/health.ts'
import { readingText } from '../../../wording/connections/reading-text.ts'
import { aConnection, nowAt, storeForThisFile, storeRecords } from '../../adapters/store/test-store.ts'
import { aTicket } from '../../builders/ticket.ts'

const store = storeForThisFile()
const dayMs = 86_400_000
const secret = { keyId: 'key-1', iv: 'aXY=', tag: 'dGFn', ciphertext: 'c2VhbGVk' }

test('webhooks that are on and no longer come are told, a day after the last, and not while nothing changes', async () => {
  const { connectionId, name } = await aConnection(store())
  const changed = (updatedAt: number) =>
    storeRecords(store(), connectionId, { tickets: [aTicket('PAY-1', { updatedAt })] })
  const silent = async () => {
    const all = await connectionHealth(store(), nowAt + 3 * dayMs)
    return all.flatMap(({ findings }) => findings.filter(({ kind }) => kind === 'hooks_silent'))
  }
  await changed(nowAt + 2 * dayMs)
  expect(await silent()).toEqual([])
  const by = { connectionName: name, actor: 'ada@company.example', nowAt }
  await saveHookSecret(store(), connectionId, { secret, isAlready: () => false }, by)
  const [finding] = await silent()
  expect(finding).toEqual({ kind: 'hooks_silent', heardAt: nowAt })
  expect(finding && readingText(name, finding, nowAt + 3 * dayMs)).toMatch(
    /^its last webhook came 3 days ago, though tickets have changed since/,
  )
  const came = (at: number) =>
    store().pool.query('update hook_secrets set received_at = to_timestamp($1 / 1000.0)', [at])
  await came(nowAt + dayMs)
  expect(await silent()).toHaveLength(1)
  await came(nowAt + dayMs + 1)
  expect(await silent()).toEqual([])
})
