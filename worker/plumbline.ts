import { GracefulShutdownPeriodExpiredError, IllegalStateError, Worker } from '@temporalio/worker'
import type { ActivityDependencies, MailDependencies } from '../activities/dependencies.ts'
import { betweenSlices, currentSignal, heartbeatEveryMs } from '../activities/heartbeat.ts'
import { buildVersion } from '../adapters/build-version.ts'
import type { KeyRing } from '../adapters/secrets.ts'
import type { Connection } from '../adapters/store/connections/connections.ts'
import { cancellableStore } from '../adapters/store/sql/cancellable.ts'
import { holdProcessLock } from '../adapters/store/sql/process-lock.ts'
import { lastAnswerMs } from '../domain/deliver/pace.ts'
import { asPreviewed } from '../domain/deliver/readers/links.ts'
import type { Edition } from '../domain/report/content/edition.ts'
import { OutageLog } from './logging/outage-log.ts'
import type { Mail } from './parts/mail.ts'
import type { Surroundings } from './parts/store.ts'
import { sealedDataConverter } from './parts/temporal/data-converter.ts'
import { askedAhead } from './parts/trackers/asked-ahead.ts'
import { trackerOpener } from './parts/trackers/tracker.ts'
import { workerName } from './parts/worker-name.ts'
import { pauseUnlessStopped } from './process/pause.ts'
import { keepEndingUnservedRuns, queueLockName } from './runs/unserved-runs.ts'
import { openStoreAndTemporal, type StoreAndTemporal } from './store-and-temporal.ts'
import { activityInterceptor } from './temporal/activity-interceptor.ts'
import { workflowBundle } from './temporal/workflow-bundle.ts'

/** Everything that runs the journey: store, Temporal, and a worker in this process. */
export interface Plumbline extends StoreAndTemporal {
  /** The task queue of this process' worker; workflows are started on it. */
  readonly taskQueue: string
  /** Null for a worker that doesn't deliver. */
  readonly mail: Mail | null
  /** Ends in an error when the worker or its lock can't go on, or one of our own servers has ended under it. */
  readonly workerEnded: Promise<void>
  /**
   * Ends those of these workflows that no process serves any more, now and while this worker lives, so that ours can take their
   * place. Without it, one that a killed command left behind would be waited for in vain.
   */
  takeOver(workflowIds: () => Promise<readonly string[]>): Promise<void>
  /** Reads what trackers' webhooks name, until the signal aborts. */
  watchAskedTickets(signal: AbortSignal): Promise<void>
  /** The reports of a reconciliation as they would be sent; kept nowhere. */
  draftEditions(reconciliationId: string): Promise<readonly Edition[]>
}

export type WorkerTask = 'sync' | 'measure' | 'deliver'

export interface WorkerOptions {
  /** `mainTaskQueue` for a worker that stays, `commandTaskQueue(…)` for one that lives as long as a command (workflows/ids.ts). */
  readonly taskQueue: string
  /**
   * What this worker does. One that syncs reads trackers alone, and loads nothing of the later stages. Only one that delivers has
   * activities that queue and send mails, and opens a relay.
   */
  readonly does: WorkerTask
  /**
   * How long activities may go on after `close` before they are cancelled. Defaults to 0. A page that is being read is handed
   * back to its checkpoint; a mail that is under way still gets its response, and no new one is begun.
   */
  readonly shutdownGraceMs?: number
  /** Connections that it will sync at once: their trackers are asked what the accounts see while it starts. Defaults to none. */
  readonly syncsFirst?: readonly Connection[]
  /** Logs lost and returned servers. Defaults to a new one. */
  readonly outages?: OutageLog
}

/** How long cancelled activities are waited for: the longest of them waits for its relay. */
const lastCallMs = lastAnswerMs + 1_000

/** Opens store and Temporal and starts a worker; `close` hands back activities, then closes the parts in reverse. */
export async function openPlumbline(surroundings: Surroundings, options: WorkerOptions): Promise<Plumbline> {
  await using stack = new AsyncDisposableStack()
  const opened = await openStoreAndTemporal(surroundings)
  stack.defer(() => opened.close())
  const plumbline = await startWorker(surroundings, opened, options)
  stack.defer(() => plumbline.close())
  const parts = stack.move()
  return { ...plumbline, close: () => parts.disposeAsync() }
}

/** What sending mails needs besides. */
type Sender = Omit<MailDependencies, keyof ActivityDependencies>

/** Loads what a worker does; to be called early where there is time to wait for servers. */
export async function loadActivities(does: WorkerTask) {
  if (does === 'sync') {
    const { syncActivities } = await import('../activities/sync/sync.ts')
    return (dependencies: ActivityDependencies) => syncActivities(dependencies)
  }
  const { createActivities, createMailActivities } = await import('../activities/index.ts')
  return (dependencies: ActivityDependencies, sender: Sender | null) => ({
    ...createActivities(dependencies),
    ...(sender && createMailActivities({ ...dependencies, ...sender })),
  })
}

/** Starts a worker on what was opened before; its `close` ends the worker alone. */
export async function startWorker(
  { config, say, log, now }: Surroundings,
  opened: StoreAndTemporal,
  { taskQueue, does, shutdownGraceMs = 0, syncsFirst = [], outages = new OutageLog(log, now) }: WorkerOptions,
): Promise<Plumbline> {
  await using stack = new AsyncDisposableStack()
  const { store, temporal } = opened
  const keys = await opened.keys()
  // Not the store that an attempt's end cancels: tokens that a tracker has given are stored whatever ends.
  const opener = trackerOpener({ store, keys, now, maxResponseBytes: config.maxResponseBytes })
  const { openTracker, stop } = askedAhead(opener, syncsFirst, now)
  stack.defer(stop)
  const sending = does === 'deliver' ? openSending(config, say, keys) : null
  // Also where another part can't be opened meanwhile.
  stack.defer(async () => (await sending?.catch(() => null))?.close())
  const [bundle, connection, createActivities, mail] = await Promise.all([
    workflowBundle(),
    temporal.connectWorker(),
    loadActivities(does),
    sending,
  ])
  const dependencies = {
    store: cancellableStore(store, currentSignal),
    openTracker,
    now,
    betweenSlices,
    nightlyOverlapMs: config.nightlyOverlapMs,
    codeVersion: buildVersion,
    publicOrigin: config.web.publicOrigin,
  }
  const sender = mail && {
    recordStore: store,
    mailer: mail.mailer,
    connections: config.mail.connections,
    mail: mail.identity,
    pacing: mail.pacing,
    sleep: pauseUnlessStopped,
    workerName,
  }
  // Before anything can be started on the queue: whoever sees work on it sees that it is served.
  const lock = await holdProcessLock(store, queueLockName(temporal.namespace, taskQueue))
  stack.defer(() => lock.release())
  const worker = await Worker.create({
    connection,
    namespace: temporal.namespace,
    taskQueue,
    workflowBundle: { code: bundle },
    dataConverter: sealedDataConverter(keys, temporal.namespace, 'worker'),
    activities: createActivities(dependencies, sender),
    interceptors: { activity: [activityInterceptor(log, now, outages)] },
    maxHeartbeatThrottleInterval: heartbeatEveryMs,
    shutdownGraceTime: shutdownGraceMs,
    shutdownForceTime: shutdownGraceMs + lastCallMs,
  })
  const ran = worker.run()
  stack.defer(async () => {
    if (worker.getState() === 'RUNNING') worker.shutdown()
    try {
      await ran
    } catch (error) {
      if (!isForcedEnd(error)) throw error
      log.warn('an activity did not stop in time; the next worker does it again')
    }
  })
  const workerEnded = Promise.race([ran, opened.lost, lock.failed])
  // The caller may or may not await it.
  workerEnded.catch(() => undefined)
  const parts = stack.move()
  return {
    ...opened,
    taskQueue,
    mail,
    workerEnded,
    async takeOver(workflowIds) {
      const runs = { client: temporal.client, store, log }
      const ending = await keepEndingUnservedRuns(runs, workflowIds)
      parts.defer(() => ending.stop())
    },
    async watchAskedTickets(signal) {
      const { watchAskedTickets } = await import('./background/asked-tickets.ts')
      await watchAskedTickets({ store, openTracker: dependencies.openTracker, now, log }, signal)
    },
    async draftEditions(reconciliationId) {
      const { draftEditions } = await import('../activities/report/draft-editions.ts')
      const drafted = await draftEditions(dependencies, reconciliationId)
      return drafted.map(({ edition }) => asPreviewed(edition, config.web.publicOrigin))
    },
    close: () => parts.disposeAsync(),
  }
}

/** Opens the relay. Mail libraries are loaded only where mails are sent. */
async function openSending(config: Surroundings['config'], say: Surroundings['say'], keys: KeyRing) {
  const [{ openMail }, { deliveryIdentityOf, mailPacingOf }] = await Promise.all([
    import('./parts/mail.ts'),
    import('./parts/mail-identity.ts'),
  ])
  const [identity, pacing] = [deliveryIdentityOf(config, keys), mailPacingOf(config)]
  return { ...(await openMail(config, say)), identity, pacing }
}

/**
 * Whether a worker that was told to end ran out of time. The SDK's own error for it (1.24) is lost where the result of an activity is on
 * its way to Temporal at that moment, or a workflow is still loaded: it complains then that the worker can't be taken apart.
 */
function isForcedEnd(error: unknown): boolean {
  return error instanceof GracefulShutdownPeriodExpiredError || error instanceof IllegalStateError
}
