import { beforeAll, beforeEach, expect, test } from 'vitest'
import { createConnection } from '../../../adapters/store/connections/connections.ts'
import { noteTrouble } from '../../../adapters/store/connections/trouble.ts'
import { finishRun, openRun, recordUnopenedRun } from '../../../adapters/store/sync/sync-runs.ts'
import { type Instant, minuteMs } from '../../../domain/instant.ts'
import { staleAfterMs } from '../../../domain/reconcile/verdicts/staleness.ts'
import { makeAdmin } from '../../../queries/sign-in/admins.ts'
import { aConnection, aRunStart } from '../../adapters/store/test-store.ts'
import { type PlainBrowser, signedIn } from '../browser.ts'
import { aLinkFor, siteForThisFile } from '../open-test-site.ts'
import { people } from '../people.ts'

const site = siteForThisFile()
let admin: PlainBrowser
beforeAll(async () => {
  await makeAdmin(site().store, { email: people.admin, actor: 'command line', nowAt: 0 })
  admin = await signedIn(site().origin, await aLinkFor(site(), people.admin))
})
beforeEach(() => site().store.pool.query('truncate connections cascade'))

/** Each connection's row of the list, as a reader sees it. */
async function rows(): Promise<string[]> {
  const shown = await (await admin.get('/connections')).text()
  const list = /<ul class="rows">(.*?)<\/ul>/s.exec(shown)?.[1] ?? ''
  return list
    .split('<li>')
    .slice(1)
    .map((row) =>
      row
        .replaceAll(/<[^>]*>/g, '')
        .replaceAll(/[\u2066-\u2069]/g, '')
        .replaceAll(/\s+/g, ' ')
        .trim(),
    )
}

async function read(connectionId: string, startedAt: Instant): Promise<void> {
  const { runId } = await openRun(site().store, aRunStart(connectionId, { startedAt }))
  await finishRun(site().store, { runId, nowAt: startedAt })
}

test('before the first one, the list says what is needed', async () => {
  expect(await rows()).toEqual([])
  expect(await (await admin.get('/connections')).text()).toContain('Nothing is connected yet')
})

test('each connection is named with its tracker, its address and what it reads, by name', async () => {
  const { store } = site()
  await aConnection(store, 'web')
  const other = { siteId: null, authKind: 'api_key', accountEmail: null, nowAt: site().now() }
  const secret = { keyId: 'key-1', iv: 'aXY=', tag: 'dGFn', ciphertext: 'c2VhbGVk' }
  await createConnection(store, {
    ...{ ...other, secret, name: 'App <b>', tracker: 'linear' },
    ...{ baseUrl: 'https://api.linear.example', scopeKeys: ['APP', 'OPS'] },
  })
  await createConnection(store, {
    ...{ ...other, secret, name: 'plans', tracker: 'asana' },
    ...{ baseUrl: 'https://plans.example', scopeKeys: [] },
  })
  const never = (name: string) => `warning Never synced: plumbline sync ${name}`
  expect(await rows()).toEqual([
    `App &lt;b&gt; Linear, https://api.linear.example · APP, OPS ${never('App &lt;b&gt;')}`,
    `plans asana, https://plans.example · all that its account sees ${never('plans')}`,
    `web Jira, https://tracker.example · all that its account sees ${never('web')}`,
  ])
})

test('a sync that went well is ok for a day, and then a warning', async () => {
  const { store } = site()
  const start = site().now()
  const [fresh, old] = [await aConnection(store, 'fresh'), await aConnection(store, 'old')]
  await read(fresh.connectionId, start - staleAfterMs)
  await read(old.connectionId, start - staleAfterMs - 1)
  const [freshRow, oldRow] = await rows()
  expect(freshRow).toMatch(/ ok 0 tickets, last synced 24 h ago$/)
  expect(oldRow).toMatch(/ warning Last synced 24 h ago: plumbline sync old, or keep npm start running$/)
})

test('a sync that failed is a problem, in the words of its failure', async () => {
  const { store } = site()
  const { connectionId } = await aConnection(store, 'web')
  const failure = 'Jira does not accept the token <script>'
  await recordUnopenedRun(store, { connectionId, failure, nowAt: site().now() })
  expect((await rows())[0]).toMatch(
    / problem The last sync failed: Jira does not accept the token &lt;script&gt;$/,
  )
})

test('a tracker that does not answer is a warning until it answers again', async () => {
  const { store } = site()
  const { connectionId } = await aConnection(store, 'web')
  await read(connectionId, site().now() - minuteMs)
  const failure = 'Jira answered with HTTP 503'
  await noteTrouble(store, { connectionId, failure, nowAt: site().now() - 5 * minuteMs })
  expect((await rows())[0]).toMatch(
    / warning Can’t be read at the moment \(noticed 5 min ago\), and is being retried: Jira answered with HTTP 503$/,
  )
  await store.pool.query('update connections set trouble = null, trouble_since_at = null, trouble_at = null')
  expect((await rows())[0]).toMatch(/ ok 0 tickets, last synced 1 min ago$/)
})
