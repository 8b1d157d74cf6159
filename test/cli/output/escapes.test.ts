import { randomBytes } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keyRingFromText } from '../../../adapters/secrets.ts'
import { queueDeliveries } from '../../../adapters/store/deliver/queue/queue.ts'
import { saveEdition } from '../../../adapters/store/report/editions.ts'
import { openStore } from '../../../adapters/store/sql/client.ts'
import { recordUnopenedRun } from '../../../adapters/store/sync/sync-runs.ts'
import { saveConnection } from '../../../queries/connections/save-connection.ts'
import { anEdition, nowAt, storeRecords } from '../../adapters/store/test-store.ts'
import { aTicket } from '../../builders/ticket.ts'
import { createTestDatabase, type TestDatabase } from '../../setup/database.ts'
import { testTemporalAddress } from '../../setup/temporal.ts'
import { makeTestFolder } from '../../setup/test-folder.ts'
import { runInProcess } from '../run-in-process.ts'

/** Clears the screen, sets the window's title, rings, turns the text round, and is a C1 control of 8-bit terminals. */
const attack = '\u001b[2J\u001b]0;owned\u0007\u202e\u009b31m'
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
const unsafe = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/

const secretKey = randomBytes(32).toString('base64')

let folder: string
let database: TestDatabase

beforeAll(async () => {
  folder = makeTestFolder()
  database = await createTestDatabase()
  const store = await openStore({ databaseUrl: database.url, applicationName: 'plumbline test' })
  try {
    const { connectionId } = await saveConnection(store, keyRingFromText(secretKey), {
      name: 'jira',
      tracker: 'jira',
      baseUrl: 'http://127.0.0.1:1',
      siteId: null,
      authKind: 'api_token',
      accountEmail: 'ada@company.example',
      scopeKeys: [],
      secret: 'a token',
      nowAt,
    })
    await storeRecords(store, connectionId, {
      tickets: [
        aTicket('CORE-1', {
          title: `title ${attack}`,
          typeName: `type ${attack}`,
          statusName: `status ${attack}`,
          labels: [`label${attack}`],
          assigneeId: 'stranger',
        }),
      ],
      users: [
        {
          connectionId,
          accountId: 'stranger',
          displayName: `name ${attack}`,
          email: null,
          active: true,
          isApp: false,
          timeZone: null,
        },
      ],
      statuses: [{ connectionId, statusId: 'odd', name: `odd ${attack}`, category: 'unknown' }],
    })
    await recordUnopenedRun(store, { connectionId, failure: `failure ${attack}`, nowAt })
    await saveEdition(store, anEdition('e-1', { subject: `subject ${attack}` }))
    await queueDeliveries(
      store,
      [
        {
          editionId: 'e-1',
          recipientEmail: 'ada@company.example',
          recipientName: `reader ${attack}`,
          suppressedBecause: `reply ${attack}`,
        },
      ],
      nowAt,
    )
  } finally {
    await store.close()
  }
})

afterAll(async () => {
  await database.drop()
  rmSync(folder, { recursive: true, force: true })
})

/** All that a command writes to a terminal. */
async function written(argv: readonly string[]): Promise<string> {
  const { stdout, stderr } = await runInProcess(argv, {
    environment: {
      PLUMBLINE_DATA_DIR: join(folder, 'data'),
      DATABASE_URL: database.url,
      PLUMBLINE_SECRET_KEY: secretKey,
      // One that can't be reached is waited for.
      TEMPORAL_ADDRESS: await testTemporalAddress(),
    },
    nowAt,
  })
  return `${stderr}\n${stdout}`
}

function fileWith(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

describe('what a tracker, a relay or a file says', () => {
  it.each([
    [['connections'], 'failure'],
    [['connections', '--json'], 'failure'],
    [['explain', 'CORE-1'], 'title'],
    [['explain', 'CORE-1', '--json'], 'title'],
    [['deliveries'], 'subject'],
    [['deliveries', '--json'], 'reply'],
    [['doctor'], 'failure'],
    [['explain', `NO-1${attack}`], 'there is no ticket NO-1'],
    [['override', `NO-1${attack}`, 'ktlo', '--author', 'ada@company.example'], 'there is no ticket NO-1'],
    [['disconnect', `gone${attack}`], 'there is no connection "gone'],
    [['sync', `gone${attack}`], 'there is no connection "gone'],
    [[`synk${attack}`], 'unknown command'],
  ])('reaches the terminal without escapes in %j', async (argv, expected) => {
    expect(attack).toMatch(unsafe)
    const text = await written(argv)
    expect(text).toContain(expected)
    expect(text).not.toMatch(unsafe)
  })

  it('reaches it so from plan and rule files too', async () => {
    const yamlAttack = JSON.stringify(attack)
    const rules = fileWith(
      'rules.yaml',
      `rules:\n  - name: ${yamlAttack}\n    category: ${yamlAttack}\n    when: { type: bug }\n`,
    )
    const plan = fileWith('plan.yaml', `company: ${yamlAttack}\n${yamlAttack}: 1\n`)
    for (const text of [await written(['rules', 'check', rules]), await written(['plan', 'check', plan])]) {
      expect(text).toContain('.yaml:')
      expect(text).not.toMatch(unsafe)
    }
  })
})
