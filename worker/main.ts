import { pingStore } from '../adapters/store/sql/ping.ts'
import { plainLines } from '../domain/plain-text.ts'
import { mainTaskQueue } from '../workflows/ids.ts'
import { readConfig } from './config.ts'
import { type Environment, readEnvironment } from './environment.ts'
import { reportOf } from './failure-report.ts'
import { knownRuns } from './known-runs.ts'
import { openLog } from './log.ts'
import { database, OutageLog } from './outage-log.ts'
import { overdueMails, overdueText } from './overdue-mails.ts'
import { embeddedText } from './parts/store.ts'
import { startWorker } from './plumbline.ts'
import { redact } from './redact.ts'
import { stopRequested } from './stop-signals.ts'
import { openStoreAndTemporal, type StoreAndTemporal } from './store-and-temporal.ts'
import { logTemporalTo } from './temporal-log.ts'
import { type WatchedServer, watchServers } from './watch-servers.ts'

const watchEveryMs = 5_000
const pingTimeoutMs = 5_000
/** A supervisor expects an end within 15 s of its signal, and a busy machine needs some of them. */
const endWithinMs = 13_000

/** Known from the start: messages of a failed one are redacted by it. */
let environment: Environment = process.env

/** `npm start`: the worker, with its schedules, until it is asked to stop. */
async function main(): Promise<void> {
  environment = readEnvironment()
  const config = readConfig(environment)
  const log = openLog(config.logLevel, environment)
  logTemporalTo(log)
  const stop = stopRequested()
  const embedded = embeddedText(config)
  if (embedded !== null) log.warn(embedded)
  const outages = new OutageLog(log, Date.now)
  const surroundings = { config, log, say: (line: string) => log.info(line), now: Date.now }
  await using stack = new AsyncDisposableStack()
  const opened = await openStoreAndTemporal(surroundings)
  stack.defer(() => opened.close())
  log.info(await opened.reconcileSchedules(), 'schedules reconciled')
  // Printed before the worker starts, so before the first of them is sent.
  for (const overdue of await overdueMails(
    { client: opened.temporal.client, store: opened.store },
    Date.now(),
  )) {
    log.warn(overdue, overdueText(overdue))
  }
  const plumbline = await startWorker(surroundings, opened, {
    taskQueue: mainTaskQueue,
    delivers: true,
    outages,
  })
  stack.defer(() => plumbline.close())
  const watching = new AbortController()
  stack.defer(() => watching.abort())
  void watchServers(serversOf(plumbline), outages, { everyMs: watchEveryMs, signal: watching.signal })
  await plumbline.takeOver(() => knownRuns(plumbline.store))
  const over = Promise.race([stop, plumbline.workerEnded.then(() => 'the end of the worker')])
  if (plumbline.temporal.uiUrl !== null) log.info(`Temporal's page: ${plumbline.temporal.uiUrl}`)
  log.info('ready')
  log.info(`stopping at ${await over}: activities finish or are handed back`)
  setTimeout(() => {
    log.warn(
      'stopped; not everything was closed in time, and what was under way is taken over by the next worker',
    )
    process.exit(0)
  }, endWithinMs)
  await stack.disposeAsync()
  log.info('stopped')
  // An activity that did not listen may still be at work; what it does is done again elsewhere.
  process.exit(0)
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

main().catch((error: unknown) => {
  const { message, exitCode, stack } = reportOf(error)
  if (stack !== null) throw error
  process.stderr.write(`${plainLines(redact(message, environment))}\n`)
  process.exitCode = exitCode
})
