import { pingStore } from '../adapters/store/sql/ping.ts'
import { watchExpiries } from '../worker/background/expiry-notices.ts'
import { watchSignIns } from '../worker/background/keep-sign-ins.ts'
import { watchRelayLog } from '../worker/background/relay-log.ts'
import { watchReturnedMails } from '../worker/background/returned-mails.ts'
import { type WatchedServer, watchServers } from '../worker/background/watch-servers.ts'
import { openLog } from '../worker/logging/log.ts'
import { database, OutageLog } from '../worker/logging/outage-log.ts'
import { logTemporalTo } from '../worker/logging/temporal-log.ts'
import type { Mail } from '../worker/parts/mail.ts'
import { embeddedText } from '../worker/parts/store.ts'
import type { Say } from '../worker/process/say.ts'
import { stopRequested } from '../worker/process/stop-signals.ts'
import type { Config } from '../worker/settings/config.ts'
import type { Environment } from '../worker/settings/environment.ts'
import { openStoreAndTemporal, type StoreAndTemporal } from '../worker/store-and-temporal.ts'
import type { StartOptions } from './options.ts'

const watchEveryMs = 5_000
const pingTimeoutMs = 5_000
/** A supervisor expects an end within 15 s of its signal, and a busy machine needs some of them. */
const endWithinMs = 13_000

/**
 * Runs the worker with its schedules, and the web, or one of them, until it is asked to stop; then ends the process.
 * @throws of what can't be opened
 */
export async function runUntilStopped(
  options: StartOptions,
  config: Config,
  environment: Environment,
): Promise<never> {
  const log = openLog(config.logLevel, environment)
  logTemporalTo(log)
  const stop = stopRequested()
  const embedded = embeddedText(config)
  if (embedded !== null) log.warn(embedded)
  const outages = new OutageLog(log, Date.now)
  const say = (line: string): void => log.info(line)
  const surroundings = { config, log, say, now: Date.now, sayWaiting: say }
  await using stack = new AsyncDisposableStack()
  const opened = await Promise.race([openStoreAndTemporal(surroundings), stop.then(() => null)])
  if (opened === null) {
    log.info('stopped before it was ready')
    // What is still being opened ends with us, our own servers too.
    process.exit(0)
  }
  stack.defer(() => opened.close())
  // From the signal on, also where a part is still being opened.
  const endUnclosed = (): void => {
    log.warn(
      'stopped; not everything was closed in time, and what was under way is taken over by the next worker',
    )
    process.exit(0)
  }
  void stop.then(() => setTimeout(endUnclosed, endWithinMs))
  // Each is loaded only where it is run.
  const asWorker = options.worker ? await import('./worker.ts') : null
  const worker = asWorker === null ? null : await asWorker.openWorker(surroundings, opened, outages)
  if (worker !== null) stack.defer(() => worker.close())
  if (options.web) {
    const own = worker?.mail ? null : await openOwnMail(config, say)
    if (own !== null) stack.defer(() => own.close())
    const mail = worker?.mail ?? own
    const { openWeb } = await import('./web.ts')
    const site = mail === null ? null : await openWeb(surroundings, opened, mail)
    if (site !== null) stack.defer(() => site.close())
  }
  const watching = new AbortController()
  stack.defer(() => watching.abort())
  void watchServers(serversOf(opened), outages, { everyMs: watchEveryMs, signal: watching.signal })
  if (worker !== null) {
    const reading = { store: opened.store, now: Date.now, log, outages }
    void watchReturnedMails(config, reading, watching.signal)
    void watchRelayLog(config, reading, watching.signal)
    const { client } = opened.temporal
    void worker.watchAskedTickets(watching.signal)
    void watchExpiries({ ...reading, client, publicOrigin: config.web.publicOrigin }, watching.signal)
    const openSignIns = async () => ({ store: opened.store, keys: await opened.keys(), now: Date.now, fetch })
    void watchSignIns(log, openSignIns, watching.signal)
    await asWorker?.takeOver(worker)
  }
  const ended = worker?.workerEnded ?? opened.lost
  const over = Promise.race([stop, ended.then(() => 'the end of the worker')])
  if (opened.temporal.uiUrl !== null) log.info(`Temporal's page: ${opened.temporal.uiUrl}`)
  log.info('ready')
  log.info(`stopping at ${await over}: activities finish or are handed back`)
  // Again, for an end that nobody asked for.
  setTimeout(endUnclosed, endWithinMs)
  await stack.disposeAsync()
  log.info('stopped')
  // An activity that did not listen may still be at work; what it does is done again elsewhere.
  process.exit(0)
}

/** What pages send with where no worker runs beside them. */
async function openOwnMail(config: Config, say: Say): Promise<Mail> {
  const { openMail } = await import('../worker/parts/mail.ts')
  return await openMail(config, say)
}

function serversOf({ store, temporal: { client } }: StoreAndTemporal): WatchedServer[] {
  return [
    { name: database, ping: () => pingStore(store) },
    {
      name: 'Temporal',
      ping: () =>
        client.connection.withDeadline(Date.now() + pingTimeoutMs, () =>
          client.workflowService.getSystemInfo({}),
        ),
    },
  ]
}
