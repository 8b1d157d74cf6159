import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { MailUnavailableError } from '../../../adapters/mail/outcome.ts'
import { openStore } from '../../../adapters/store/sql/client.ts'
import { pingStore } from '../../../adapters/store/sql/ping.ts'
import { TrackerAuthError, TrackerUnavailableError } from '../../../adapters/trackers/errors.ts'
import { watchServers } from '../../../worker/background/watch-servers.ts'
import { noteFailure, noteSuccess, OutageLog } from '../../../worker/logging/outage-log.ts'
import { createTestDatabase } from '../../setup/database.ts'
import { waitUntil } from '../../setup/wait-until.ts'

const line = z.object({
  server: z.string(),
  outage: z.string(),
  lastedMs: z.number().optional(),
  msg: z.string(),
})

/** An outage log on a clock that takes 1 s a look, and what it has logged. */
function keptOutages() {
  const lines: string[] = []
  const log = pino({ base: null }, { write: (text: string) => lines.push(text) })
  let nowAt = 0
  const outages = new OutageLog(log, () => (nowAt += 1_000))
  const logged = () => lines.map((text) => line.parse(JSON.parse(text))).map(({ msg }) => msg)
  return { outages, logged, lines }
}

const reading = { activityType: 'readPages', workflowId: 'sync-jira' }
const otherReading = { activityType: 'readPages', workflowId: 'sync-linear' }
const classifying = { activityType: 'classifyTickets', workflowId: 'report-2026-Q2' }
const sending = { activityType: 'sendBatch', workflowId: 'deliver-2026-Q2' }
const trackerGone = new TrackerUnavailableError('Jira could not be reached.')

describe('an outage', () => {
  it('is logged once when it begins and once when it ends, with how long it lasted', () => {
    const { outages, logged, lines } = keptOutages()
    for (let tries = 0; tries < 5; tries++) noteFailure(outages, reading, trackerGone)
    for (let tries = 0; tries < 3; tries++) noteSuccess(outages, reading)
    expect(logged()).toEqual(['tracker of sync-jira is lost', 'tracker of sync-jira is back'])
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 40, cause: 'Jira could not be reached.' })
    expect(JSON.parse(lines[1] ?? '')).toMatchObject({ level: 30, lastedMs: 1_000 })
  })

  it('can begin again after it ended', () => {
    const { outages, logged } = keptOutages()
    noteFailure(outages, reading, trackerGone)
    noteSuccess(outages, reading)
    noteFailure(outages, reading, trackerGone)
    expect(logged()).toHaveLength(3)
  })

  it('of one tracker is not ended by another, nor by work that asks no tracker', () => {
    const { outages, logged } = keptOutages()
    noteFailure(outages, reading, trackerGone)
    noteSuccess(outages, otherReading)
    noteSuccess(outages, classifying)
    expect(logged()).toEqual(['tracker of sync-jira is lost'])
  })

  it('of the relay is ended by the next mails that get through, of whatever quarter', () => {
    const { outages, logged } = keptOutages()
    noteFailure(outages, sending, new MailUnavailableError('The relay can’t be reached.'))
    noteSuccess(outages, { ...sending, workflowId: 'deliver-2026-Q3' })
    expect(logged()).toEqual(['mail relay is lost', 'mail relay is back'])
  })

  it('is not what a refusal or a bug is taken for', () => {
    const { outages, logged } = keptOutages()
    for (const error of [new TrackerAuthError('refused'), new RangeError('-1'), 'text'])
      noteFailure(outages, reading, error)
    expect(logged()).toEqual([])
  })
})

describe('a watched database', () => {
  it('that goes and comes back is logged once each way', async () => {
    await using database = await databaseBehindProxy()
    const { outages, logged } = keptOutages()
    const stopping = new AbortController()
    const watched = watchServers([{ name: 'database', ping: database.ping }], outages, {
      everyMs: 20,
      signal: stopping.signal,
    })
    database.cut()
    await waitUntil(() => logged().length === 1)
    const asked = database.pings()
    await waitUntil(() => database.pings() > asked + 2)
    database.mend()
    await waitUntil(() => logged().length === 2)
    stopping.abort()
    await watched
    expect(logged()).toEqual(['database is lost', 'database is back'])
  })
})

/** A store that reaches its database through a wire of ours. */
async function databaseBehindProxy() {
  await using stack = new AsyncDisposableStack()
  const database = await createTestDatabase()
  stack.defer(() => database.drop())
  const { hostname, port } = new URL(database.url)
  const sockets = new Set<Socket>()
  let isCut = false
  const proxy = createServer((client) => {
    if (isCut) return client.destroy()
    const server = connect(Number(port), hostname)
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      sockets.add(from)
      from.on('error', () => to.destroy())
      from.on('close', () => to.destroy())
      from.pipe(to)
    }
    return undefined
  })
  proxy.listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  stack.defer(() => new Promise<void>((done) => proxy.close(() => done())))
  const address = proxy.address()
  if (address === null || typeof address === 'string') throw new Error('The proxy got no port.')
  const url = new URL(database.url)
  url.hostname = '127.0.0.1'
  url.port = String(address.port)
  const store = await openStore({ databaseUrl: url.href })
  stack.defer(() => store.close())
  let pings = 0
  const parts = stack.move()
  return {
    ping: () => {
      pings += 1
      return pingStore(store)
    },
    pings: () => pings,
    cut() {
      isCut = true
      for (const socket of sockets) socket.destroy()
    },
    mend() {
      isCut = false
    },
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  }
}
