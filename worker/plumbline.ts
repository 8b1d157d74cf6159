import { hostname } from 'node:os'
import { Worker } from '@temporalio/worker'
import { createActivities } from '../activities/index.ts'
import type { MailIdentity } from '../adapters/mail/message.ts'
import type { Edition } from '../domain/report/content/edition.ts'
import { taskQueue } from '../workflows/ids.ts'
import { activityInterceptor } from './activity-interceptor.ts'
import type { Config } from './config.ts'
import { codeVersion, readDefaultRules } from './packaged-files.ts'
import { type Mail, openMail } from './parts/mail.ts'
import { openStoreRoom, type StoreRoom, type Surroundings } from './parts/store.ts'
import { openTemporal, type Temporal } from './parts/temporal.ts'
import { trackerOpener } from './parts/tracker.ts'
import { alignSchedules } from './schedules/align.ts'
import type { ScheduleChanges } from './schedules/reconcile.ts'
import { workflowBundle } from './workflow-bundle.ts'

/** Everything that runs the journey: store, Temporal, mail, and a worker in this process. */
export interface Plumbline extends StoreRoom {
  readonly temporal: Temporal
  readonly mail: Mail
  /** Ends in an error when the worker can't go on, or one of our own servers has ended under it. */
  readonly worked: Promise<void>
  makeSchedulesTrue(): Promise<ScheduleChanges>
  /** The reports of a reconciliation as they would be sent; kept nowhere. */
  draftEditions(reconciliationId: string): Promise<readonly Edition[]>
}

export interface PlumblineOptions {
  /**
   * How long activities may go on after `close` before they are told to stop; none unless told. A page that is being read is handed
   * back to its checkpoint, a mail that is under way still gets its answer, and no new one is begun.
   */
  readonly shutdownGraceMs?: number
}

/** Opens all parts in order and starts the worker; `close` hands back activities, then ends the parts in reverse. */
export async function openPlumbline(
  surroundings: Surroundings,
  { shutdownGraceMs = 0 }: PlumblineOptions = {},
): Promise<Plumbline> {
  const { config, say, log, now } = surroundings
  await using stack = new AsyncDisposableStack()
  const bundle = workflowBundle()
  const [room, temporal] = await openBoth(
    stack,
    () => openStoreRoom(surroundings),
    () => openTemporal(config, say),
  )
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
    workflowBundle: { code: await bundle },
    activities,
    interceptors: { activity: [activityInterceptor(log, now)] },
    shutdownGraceTime: shutdownGraceMs,
    shutdownForceTime: shutdownGraceMs + 30_000,
  })
  const ran = worker.run()
  stack.defer(async () => {
    if (worker.getState() === 'RUNNING') worker.shutdown()
    await ran
  })
  const worked = Promise.race([ran, room.lost, temporal.lost])
  // Whoever opened us watches it, or doesn't.
  worked.catch(() => undefined)
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

interface Part {
  close(): Promise<void>
}

/** Opens two parts at once, so that their servers start side by side; where one fails, the other is closed again. */
async function openBoth<First extends Part, Second extends Part>(
  stack: AsyncDisposableStack,
  openFirst: () => Promise<First>,
  openSecond: () => Promise<Second>,
): Promise<readonly [First, Second]> {
  const deferred = async <Opened extends Part>(open: () => Promise<Opened>): Promise<Opened> => {
    const part = await open()
    stack.defer(() => part.close())
    return part
  }
  const [first, second] = await Promise.allSettled([deferred(openFirst), deferred(openSecond)])
  if (first.status === 'rejected') throw first.reason
  if (second.status === 'rejected') throw second.reason
  return [first.value, second.value]
}

function mailIdentityOf({ mail }: Config): MailIdentity {
  const domain = /@([^\s>]+)>?\s*$/.exec(mail.from)?.[1] ?? 'localhost.example'
  return { from: mail.from, replyTo: mail.replyTo, messageIdDomain: domain }
}
