import { hostname } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from '@temporalio/worker'
import type { Logger } from 'pino'
import { createActivities } from '../activities/index.ts'
import type { MailIdentity } from '../adapters/mail/message.ts'
import { keyFromText, loadOrCreateKey, type SecretKey } from '../adapters/secrets.ts'
import type { Store } from '../adapters/store/client.ts'
import type { Instant } from '../domain/instant.ts'
import type { Edition } from '../domain/report/edition.ts'
import { taskQueue } from '../workflows/ids.ts'
import { activityInterceptor } from './activity-interceptor.ts'
import { alignSchedules } from './align-schedules.ts'
import type { Config } from './config.ts'
import type { ScheduleChanges } from './make-schedules-true.ts'
import { openDatabase } from './open-database.ts'
import { type Mail, openMail } from './open-mail.ts'
import { openTemporal, type Temporal } from './open-temporal.ts'
import { trackerOpener } from './open-tracker.ts'
import type { Say } from './say.ts'
import { codeVersion, readDefaultRules } from './shipped.ts'

export interface Surroundings {
  readonly config: Config
  readonly say: Say
  readonly log: Logger
  readonly now: () => Instant
}

/** The store and the key to its secrets: enough for commands that look things up or set them. */
export interface StoreRoom {
  readonly store: Store
  readonly key: SecretKey
  close(): Promise<void>
}

export async function openStoreRoom({ config, say }: Surroundings): Promise<StoreRoom> {
  const key =
    config.secretKey === null
      ? await loadOrCreateKey(join(config.dataDir, 'secret.key'))
      : keyFromText(config.secretKey)
  const { store, close } = await openDatabase(config, say)
  return { store, key, close }
}

/** Everything that runs the journey: store, Temporal, mail, and a worker in this process. */
export interface Plumbline extends StoreRoom {
  readonly temporal: Temporal
  readonly mail: Mail
  /** Ends in an error when the worker can't go on. */
  readonly worked: Promise<void>
  makeSchedulesTrue(): Promise<ScheduleChanges>
  /** The reports of a reconciliation as they would be sent; kept nowhere. */
  draftEditions(reconciliationId: string): Promise<readonly Edition[]>
}

/** Opens all parts in order and starts the worker; `close` hands back activities, then ends the parts in reverse. */
export async function openPlumbline(surroundings: Surroundings): Promise<Plumbline> {
  const { config, say, log, now } = surroundings
  await using stack = new AsyncDisposableStack()
  const room = await openStoreRoom(surroundings)
  stack.defer(() => room.close())
  const temporal = await openTemporal(config, say)
  stack.defer(() => temporal.close())
  const mail = await openMail(config, say, now)
  stack.defer(() => mail.close())
  const activities = createActivities({
    store: room.store,
    openTracker: trackerOpener(room.key, now),
    mailer: mail.mailer,
    mail: mailIdentityOf(config),
    now,
    workerName: `${process.pid}@${hostname()}`,
    codeVersion: codeVersion(),
    defaultRules: readDefaultRules(),
  })
  const worker = await Worker.create({
    connection: temporal.workerConnection,
    namespace: temporal.namespace,
    taskQueue,
    workflowsPath: fileURLToPath(new URL('../workflows/index.ts', import.meta.url)),
    activities,
    interceptors: { activity: [activityInterceptor(log, now)] },
    shutdownGraceTime: '20 seconds',
    shutdownForceTime: '40 seconds',
  })
  const worked = worker.run()
  stack.defer(async () => {
    if (worker.getState() === 'RUNNING') worker.shutdown()
    await worked
  })
  const parts = stack.move()
  return {
    ...room,
    temporal,
    mail,
    worked,
    makeSchedulesTrue: () => alignSchedules(temporal.client, room.store, config.syncEveryMinutes),
    draftEditions: (reconciliationId) => activities.draftEditions({ reconciliationId }),
    close: () => parts.disposeAsync(),
  }
}

function mailIdentityOf({ mail }: Config): MailIdentity {
  const domain = /@([^\s>]+)>?\s*$/.exec(mail.from)?.[1] ?? 'localhost.example'
  return { from: mail.from, replyTo: mail.replyTo, messageIdDomain: domain }
}
