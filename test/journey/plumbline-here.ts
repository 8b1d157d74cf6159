import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import type { SyncClosed } from '../../activities/sync/sync.ts'
import type { Connection } from '../../adapters/store/connections/connections.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Company } from '../../fakes/company/records.ts'
import { openPlumbline, type Plumbline } from '../../worker/plumbline.ts'
import { startReport } from '../../worker/runs/start-report.ts'
import { readConfig } from '../../worker/settings/config.ts'
import { mainTaskQueue, syncWorkflowId } from '../../workflows/ids.ts'
import type { syncConnection } from '../../workflows/index.ts'
import type { QuarterReportResult } from '../../workflows/quarter-report.ts'
import { createTestDatabase } from '../setup/database.ts'
import { makeTestFolder } from '../setup/test-folder.ts'
import { tinyAsOfAt, tinyCompany } from './company.ts'
import { openNamespace } from './namespace.ts'
import { type RecordingSmtp, startRecordingSmtp } from './recording-smtp.ts'
import { environmentOf, keptLog, newSecretKey, startTrackers, type Trackers } from './scene.ts'

/** All of Plumbline in this process, in the middle of a company's trackers and an SMTP server. */
export interface PlumblineHere extends AsyncDisposable {
  readonly plumbline: Plumbline
  readonly store: Store
  readonly trackers: Trackers
  readonly smtp: RecordingSmtp
  readonly logLines: readonly string[]
  startSync(connection: Connection, depth?: 'recent' | 'full'): ReturnType<typeof startSyncOn>
  sync(connection: Connection, depth?: 'recent' | 'full'): Promise<SyncClosed>
  report(): Promise<QuarterReportResult>
  /** Sets the clock of Plumbline and its trackers, which runs on from there. */
  setClock(at: Instant): void
}

/** Its clock starts when the tiny company's records end, and runs on. */
export async function openPlumblineHere(
  company: Company = tinyCompany(),
  temporalAddress: string | null = null,
): Promise<PlumblineHere> {
  await using stack = new AsyncDisposableStack()
  const folder = makeTestFolder()
  stack.defer(() => rmSync(folder, { recursive: true, force: true }))
  const database = await createTestDatabase()
  stack.defer(() => database.drop())
  const secret = newSecretKey()
  const { address, namespace, close } = await openNamespace(secret.keys, temporalAddress)
  stack.defer(close)
  let clock = { at: tinyAsOfAt, setAtMs: performance.now() }
  const now = () => Math.round(clock.at + performance.now() - clock.setAtMs)
  const trackers = stack.use(await startTrackers(company, now))
  const smtp = stack.use(await startRecordingSmtp())
  const surroundings = {
    databaseUrl: database.url,
    temporalAddress: address,
    namespace,
    smtpUrl: smtp.url,
    secretKey: secret.text,
  }
  const { log, lines } = keptLog()
  const config = readConfig(environmentOf(surroundings, folder))
  const plumbline = await openPlumbline(
    { config, log, say: () => undefined, now },
    { taskQueue: mainTaskQueue, does: 'deliver' },
  )
  stack.defer(() => plumbline.close())
  const parts = stack.move()
  const startSync: PlumblineHere['startSync'] = (connection, depth = 'recent') =>
    startSyncOn(plumbline, connection, depth)
  return {
    plumbline,
    store: plumbline.store,
    trackers,
    smtp,
    logLines: lines,
    startSync,
    sync: async (connection, depth) => (await startSync(connection, depth)).result(),
    report: async () => {
      const report = await startReport(
        { client: plumbline.temporal.client, store: plumbline.store, taskQueue: mainTaskQueue },
        {
          quarter: '2026-Q2',
          asOfAt: tinyAsOfAt,
          workflowId: `report-${randomUUID()}`,
          madeBy: 'this test',
          nowAt: now(),
        },
      )
      return await report.result()
    },
    setClock: (at) => {
      clock = { at, setAtMs: performance.now() }
    },
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  }
}

function startSyncOn({ temporal }: Plumbline, { connectionId }: Connection, depth: 'recent' | 'full') {
  return temporal.client.workflow.start<typeof syncConnection>('syncConnection', {
    taskQueue: mainTaskQueue,
    workflowId: syncWorkflowId(connectionId),
    args: [{ connectionId, depth }],
  })
}
