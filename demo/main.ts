import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { versionOf } from '../adapters/content-version.ts'
import type { Connection } from '../adapters/store/connections/connections.ts'
import { savePlan } from '../adapters/store/reconcile/plans.ts'
import { parsePlanFile } from '../domain/plan/file/plan-file.ts'
import { writeMailboxIndex } from '../embedded/mailbox/index.ts'
import { releaseOwnership } from '../embedded/process/owner-file.mjs'
import { openLog } from '../worker/logging/log.ts'
import { logTemporalTo } from '../worker/logging/temporal-log.ts'
import { openPlumbline, type Plumbline } from '../worker/plumbline.ts'
import { endByFailure } from '../worker/process/end-by-failure.ts'
import { pause } from '../worker/process/pause.ts'
import { stopRequested } from '../worker/process/stop-signals.ts'
import { startReport } from '../worker/runs/start-report.ts'
import { mainTaskQueue } from '../workflows/ids.ts'
import { demoClock } from './clock.ts'
import { generateCompany } from './company/generate.ts'
import { demoNowAt, demoQuarter } from './company/story/now.ts'
import { demoConfig, ownerFileOf } from './config.ts'
import type { DriftWatch } from './drift-watch.ts'
import { openDemoSite, saySchedules } from './keep.ts'
import { printDemoLink } from './links.ts'
import { takeDemoFolder } from './one-at-a-time.ts'
import { demoPorts } from './ports.ts'
import { ShownProgress } from './progress.ts'
import { isReviewDue, reviewReport } from './review.ts'
import { saySummary } from './summary.ts'
import { type DemoTrackers, startDemoTrackers } from './trackers.ts'

/** The exit code that shells use for a program ended by Ctrl-C. */
const interruptedExitCode = 130
/** Less than the 15 s that setup/run.mjs waits for us once npm is gone. */
const shutdownGraceMs = 5_000

const say = (line: string): void => console.log(line)

/** `npm run demo`: the whole journey of a made-up company, on real parts, from its trackers to its mailbox. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { keep: { type: 'boolean', default: false }, link: { type: 'string' } },
  })
  const startedAt = performance.now()
  const config = demoConfig()
  if (values.link !== undefined) return printDemoLink(config, values.link, say)
  const log = openLog(config.logLevel, process.env, join(config.dataDir, 'demo.log'))
  logTemporalTo(log)
  const stop = stopRequested()
  await using stack = new AsyncDisposableStack()
  const ownerFile = ownerFileOf(config)
  await takeDemoFolder(ownerFile, say)
  stack.defer(() => releaseOwnership(ownerFile))
  const clock = demoClock(join(config.dataDir, 'clock'))
  stack.defer(() => clock.close())
  const { now } = clock
  say(
    `Plumbline's demo: a made-up company of 60 people, two trackers and 3,000 tickets, on ${new Date(now()).toDateString()}.`,
  )
  say(`All it makes is in ${config.dataDir}`)
  const ports = await demoPorts(join(config.dataDir, 'ports.json'))
  const trackers = await startDemoTrackers(generateCompany(), now, ports)
  stack.defer(() => trackers.close())
  say(`trackers: fake Jira at ${trackers.jiraUrl}, fake Linear at ${trackers.linearUrl}`)
  // What mails link to is there once somebody keeps the demo up.
  const publicOrigin = `http://127.0.0.1:${ports.site}`
  const surroundings = { config: { ...config, web: { ...config.web, publicOrigin } }, say, log, now }
  const plumbline = await openPlumbline(surroundings, {
    taskQueue: mainTaskQueue,
    does: 'deliver',
    shutdownGraceMs,
  })
  stack.defer(() => plumbline.close())
  const connections = await trackers.connect(plumbline.store, await plumbline.keys())
  const watching = new AbortController()
  const shown = plumbline.temporal.client.withAbortSignal(watching.signal, () =>
    showJourney(plumbline, trackers, connections, { clock, publicOrigin, dataDir: config.dataDir }),
  )
  stack.defer(async () => {
    // Temporal's client throws from a timer when its connection is closed under a question: first let the questions end.
    watching.abort()
    await Promise.race([shown.catch(() => undefined), pause(2_000)])
  })
  const why = await Promise.race([
    shown.then(() => null),
    stop,
    plumbline.workerEnded.then(() => 'the end of the worker'),
  ])
  if (why !== null) {
    say(
      `Stopping at ${why} before the journey's end. What was done stays; "npm run demo" goes on from there.`,
    )
    process.exitCode = interruptedExitCode
    return
  }
  say(`done in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
  if (!values.keep) {
    say('site:     npm run demo -- --keep serves its pages, and prints links that sign you in')
    return
  }
  const site = await openDemoSite(surroundings, plumbline, ports.site)
  stack.defer(() => site.close())
  say('')
  say(`Temporal's page: ${plumbline.temporal.uiUrl}`)
  await saySchedules(plumbline.temporal.client, connections, say)
  say('Staying up until Ctrl-C.')
  await Promise.race([stop, plumbline.workerEnded])
}

/** Runs everything from the plan to the mails, and prints progress. */
async function showJourney(
  plumbline: Plumbline,
  trackers: DemoTrackers,
  connections: readonly Connection[],
  { clock, publicOrigin, dataDir }: Omit<DriftWatch, 'say'> & { readonly dataDir: string },
): Promise<void> {
  const { store } = plumbline
  await importDemoPlan(plumbline, clock.now())
  await plumbline.reconcileSchedules()
  say('')
  if (await isReviewDue(store)) await reviewReport(plumbline, connections, { clock, say, publicOrigin })
  else await runJourney(plumbline, connections, clock.now())
  await saySummary(store, demoQuarter, say)
  const { jira, linear } = trackers.requestCounts()
  say('')
  say(`requests to the trackers: ${jira} to Jira, ${linear} to Linear`)
  const mailboxDir = plumbline.mail?.mailboxDir ?? ''
  const page = await writeMailboxIndex(mailboxDir)
  say(`mails:    ${mailboxDir}`)
  say(`look at:  ${page}`)
  say(`explain:  PLUMBLINE_DATA_DIR=${quoted(dataDir)} npm run -s plumbline -- explain BILL-7`)
}

/** Quoted for a shell. */
function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`
}

async function importDemoPlan({ store }: Plumbline, nowAt: number): Promise<void> {
  const yaml = readFileSync(new URL('../plans/demo.yaml', import.meta.url), 'utf8')
  const plan = parsePlanFile(yaml, 'plans/demo.yaml')
  await savePlan(store, { planVersion: versionOf(yaml), yaml, plan, nowAt })
}

async function runJourney(
  { temporal: { client }, store }: Plumbline,
  connections: readonly Connection[],
  nowAt: number,
): Promise<void> {
  // A demo that was cut off left its journey in Temporal, which went on by itself: wait for its end.
  const handle = await startReport(
    { client, store, taskQueue: mainTaskQueue },
    { quarter: demoQuarter, asOfAt: demoNowAt, madeBy: 'demo', nowAt },
  )
  const over = new AbortController()
  const progress = new ShownProgress(client, handle, connections, say)
  const shown = progress.follow(over.signal)
  // Awaited below; until then its failure, as at a stop, must not end the process before its parts are closed.
  shown.catch(() => undefined)
  const ended = handle.result()
  try {
    await ended
  } finally {
    over.abort()
    await shown
  }
  progress.tell((await ended).stages)
}

main().catch((error: unknown) => endByFailure(error, process.env))
