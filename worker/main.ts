import { pingStore } from '../adapters/store/sql/ping.ts'
import { plainLines } from '../domain/plain-text.ts'
import { mainTaskQueue } from '../workflows/ids.ts'
import { readConfig } from './config.ts'
import { type Environment, readEnvironment } from './environment.ts'
import { reportOf } from './failure-report.ts'
import { logTemporalTo, openLog } from './log.ts'
import { database, OutageLog } from './outage-log.ts'
import { openPlumbline } from './plumbline.ts'
import { redact } from './redact.ts'
import { stopAsked } from './stop-signals.ts'
import type { StoreAndTemporal } from './store-and-temporal.ts'
import { type WatchedServer, watchServers } from './watch-servers.ts'

const watchEveryMs = 5_000
const pingTimeoutMs = 5_000

/** Known from the start: messages of a failed one are redacted by it. */
let environment: Environment = process.env

/** `npm start`: the worker, with its schedules, until it is told to stop. */
async function main(): Promise<void> {
  environment = readEnvironment()
  const config = readConfig(environment)
  const log = openLog(config.logLevel, environment)
  logTemporalTo(log)
  const asked = stopAsked()
  const outages = new OutageLog(log, Date.now)
  const plumbline = await openPlumbline(
    { config, log, say: (line) => log.info(line), now: Date.now },
    { taskQueue: mainTaskQueue, delivers: true, outages },
  )
  const watching = new AbortController()
  void watchServers(serversOf(plumbline), outages, {
    everyMs: watchEveryMs,
    signal: watching.signal,
  })
  const over = Promise.race([asked, plumbline.workerEnded.then(() => 'the end of the worker')])
  // Awaited below; until then a worker that fails must not end the process over the heads of its children.
  over.catch(() => undefined)
  try {
    log.info(await plumbline.reconcileSchedules(), 'schedules reconciled')
    if (plumbline.temporal.uiUrl !== null) log.info(`Temporal's page: ${plumbline.temporal.uiUrl}`)
    log.info('ready')
    log.info(`stopping at ${await over}: activities finish or are handed back`)
  } finally {
    watching.abort()
    await plumbline.close()
  }
  log.info('stopped')
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
