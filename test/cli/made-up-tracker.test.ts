import { randomBytes } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { OpenTrackerOptions, TrackerDefinition } from '../../adapters/trackers/definition.ts'
import { trackers } from '../../adapters/trackers/registry.ts'
import type { PageResult, Tracker } from '../../adapters/trackers/tracker.ts'
import { aTicket } from '../builders/ticket.ts'
import { createTestDatabase, type TestDatabase } from '../setup/database.ts'
import { makeTestFolder } from '../setup/test-folder.ts'
import { openOwnNamespace } from '../worker/own-namespace.ts'
import { runInProcess } from './run-in-process.ts'

const nowAt = Date.parse('2026-06-30T12:00:00Z')
const opened: OpenTrackerOptions[] = []

/** A tracker of which no file of the product knows. Its one ticket is a bug in the garden "Herbs". */
const pinboard: TrackerDefinition = {
  kind: 'pinboard',
  label: 'Pinboard',
  connects: 'a pinboard',
  scopeNoun: { singular: 'garden', plural: 'gardens' },
  address: {
    defaultUrl: 'https://pins.example',
    help: 'the wall that it hangs on',
    understand: async (text) => ({ baseUrl: text, scopeKeys: [], siteName: null, meaning: null }),
  },
  signIns: [
    {
      kind: 'gate_code',
      secretName: 'gate code',
      secretVariable: 'PINBOARD_GATE_CODE',
      needsEmail: true,
      secretLifeDays: null,
      madeAt: 'Ask the gardener.',
      rights: ['It opens the gate.'],
    },
  ],
  examples: ['--name pins --email ada@company.example'],
  async open(options) {
    opened.push(options)
    return pinboardTracker(options.connectionId)
  },
}

function pinboardTracker(connectionId: string): Tracker {
  const status = { connectionId, statusId: 'doing', name: 'Pinned', category: 'in_progress' as const }
  const ticket = { ...aTicket('PIN-1', { statusId: 'doing', typeName: 'Bug' }), connectionId }
  const result: PageResult = {
    page: {
      tickets: [ticket],
      events: [],
      users: [],
      containers: [],
      statuses: [status],
      quarantined: [],
    },
    checkpoint: null,
  }
  return {
    preflight: async () => ({
      accountId: 'gardener',
      accountName: 'The Gardener',
      accountEmail: null,
      site: { siteId: 'wall', name: 'The wall', url: null },
      serverAt: nowAt,
      timeZone: null,
      scopes: [
        { scopeId: '1', key: 'HERBS', name: 'Herbs' },
        { scopeId: '2', key: 'ROSES', name: 'Roses' },
      ],
      statuses: [status],
      approximateTickets: null,
    }),
    listUsers: async () => [],
    readPage: async () => result,
    readContext: async () => ({ tickets: [], statuses: [], notUnderstoodIds: [] }),
    census: {
      listTickets: async () => ({
        sightings: [{ ticketId: ticket.ticketId, facts: null }],
        checkpoint: null,
      }),
      listChanged: async () => new Set(),
      readTickets: async () => result.page,
      locate: async () => [],
      listsArchived: true,
    },
    requestCount: () => 1,
  }
}

let folder: string
let database: TestDatabase
let temporal: Awaited<ReturnType<typeof openOwnNamespace>>
let environment: Record<string, string>

beforeAll(async () => {
  trackers.register(pinboard)
  folder = makeTestFolder()
  database = await createTestDatabase()
  temporal = await openOwnNamespace()
  environment = {
    PLUMBLINE_DATA_DIR: join(folder, 'data'),
    PLUMBLINE_SECRET_KEY: randomBytes(32).toString('base64'),
    DATABASE_URL: database.url,
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_NAMESPACE: temporal.namespace,
    PINBOARD_GATE_CODE: 'open-sesame',
  }
})

afterAll(async () => {
  await temporal.close()
  await database.drop()
  rmSync(folder, { recursive: true, force: true })
})

function run(...argv: string[]) {
  return runInProcess(argv, { environment, nowAt })
}

it('a tracker that is only registered is connected, read and explained like the others', async () => {
  const help = await run('connect', 'pinboard', '--help')
  expect(help.stdout).toContain('connect a pinboard')
  expect(help.stdout).toContain('--gardens <keys>')
  expect(help.stdout).toContain('(default: "https://pins.example")')
  expect(help.stdout).toContain('PINBOARD_GATE_CODE')

  const unsigned = await run('connect', 'pinboard', '--name', 'pins')
  expect(unsigned).toMatchObject({ exitCode: 2, stdout: '' })
  expect(unsigned.stderr).toContain('the gate code belongs to an account: add --email')

  const words = ['connect', 'pinboard', '--name', 'pins', '--email', 'ada@company.example']
  const unseen = await run(...words, '--gardens', 'TULIPS')
  expect(unseen.stderr).toContain(
    'the account can’t see TULIPS; the gardens it sees: HERBS (Herbs), ROSES (Roses)',
  )
  const connected = await run(...words, '--gardens', 'HERBS')
  expect(connected).toMatchObject({ exitCode: 0 })
  expect(connected.stdout).toContain('It reads 1 garden: HERBS (Herbs)')
  expect(opened.at(-1)).toMatchObject({
    baseUrl: 'https://pins.example',
    signInKind: 'gate_code',
    secret: 'open-sesame',
    email: 'ada@company.example',
  })
  expect((await run('connections')).stdout).toContain('pinboard https://pins.example')

  const rules = join(folder, 'rules.yaml')
  writeFileSync(
    rules,
    'rules:\n  - name: Pins\n    category: reliability\n    when: { tracker: pinboard, type: bug }\n',
  )
  expect(await run('rules', 'import', rules)).toMatchObject({ exitCode: 0 })
  expect((await run('rules', 'check', fileNaming('corkboard'))).stdout).toContain('pinboard')

  const synced = await run('sync', 'pins')
  expect(synced.stderr + synced.stdout).toContain('pins: 1 ticket in 1 page')
  const explained = await run('explain', 'PIN-1')
  expect(explained).toMatchObject({ exitCode: 0 })
  expect(explained.stdout).toContain('rule “Pins” → reliability')

  const told = [help, unsigned, unseen, connected, synced, explained].map((each) => each.stdout + each.stderr)
  expect(told.join('\n')).not.toContain('open-sesame')
})

function fileNaming(tracker: string): string {
  const path = join(folder, `${tracker}.yaml`)
  writeFileSync(
    path,
    `rules:\n  - name: Pins\n    category: reliability\n    when: { tracker: ${tracker} }\n`,
  )
  return path
}
