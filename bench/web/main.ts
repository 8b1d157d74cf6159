/**
 * How long the server takes for each page, for an admin, on a big company:
 *   npm run bench -- web [--quick] [RUNS]
 * 100,000 tickets and 500 people, or a tenth of each with --quick, with 2,000 accounts, a year of figures and mails, and 100,000 changes.
 * Aim: 150 ms a page, and 300 ms the first time that the process shows it. The median is of loads after what it began in the background
 * has ended. Beside each stand the CPU that the server's thread and the database's sessions took: times of a busy machine mean little,
 * and what takes longer is missed only where its CPU does too. First, a server that was opened this moment shows the pages that rest on
 * what it makes in the background. Then the pages that show what is made in the background while it is made; and last, 20 people open the heaviest pages at once: how much memory that takes, and how long
 * nothing else runs meanwhile.
 */

import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import { makeAdmin } from '../../queries/sign-in/admins.ts'
import { createLink } from '../../queries/sign-in/links.ts'
import { unpacedSender } from '../../test/builders/mail-sender.ts'
import { type PlainBrowser, signedIn } from '../../test/web/browser.ts'
import { openSite } from '../../web/site.ts'
import { asOfAt, firstReader } from '../size/company.ts'
import { openCompany } from '../size/open-company.ts'
import { databaseCpuMs } from './database-cpu.ts'
import { LongestTurn } from './longest-turn.ts'
import { measuredPaths } from './paths.ts'
import { pathParts, runJourney, storeUse } from './use.ts'

const aimMs = 150
const firstAimMs = 300
const longestLookMs = 300_000
/** What the waiting itself takes of the event loop, also where other programs hold it up. */
const idleShare = 0.5
const isQuick = process.argv.includes('--quick')
const runs = Number(process.argv.find((word) => /^\d+$/.test(word)) ?? 7)
const size = isQuick ? { tickets: 10_000, people: 50 } : { tickets: 100_000, people: 500 }
const visitors = 20
const heaviest = 5
const madeInBackground = ['/health', '/plan', '/people', '/statuses', '/plan/table', '/plan/readers']
/** Later parts of long lists. */
const furtherPaths = [
  '/audit?before=50000',
  '/people?from=1900',
  '/deliveries?state=sent',
  '/deliveries?state=ambiguous',
]

await using stack = new AsyncDisposableStack()
const { store } = await openCompany(stack, size)
await runJourney(store)
await storeUse(store)
await store.pool.query('vacuum analyze')
const examples = await pathParts(store)
const site = await openSite(
  {
    store,
    keys: () => Promise.reject(new Error('no page that is measured needs a key')),
    temporal: null,
    syncEveryMinutes: 15,
    now: () => asOfAt,
    log: pino({ level: 'silent' }),
    publicOrigin: null,
    mailLinkDays: null,
    trustsProxy: false,
    mail: {
      ...unpacedSender,
      mailer: {
        send: () => Promise.reject(new Error('no page that is measured mails')),
        close: () => Promise.resolve(),
      },
      identity: {
        from: 'plumbline@size.example',
        replyTo: null,
        messageIdDomain: 'size.example',
      },
      relay: async () => ({ kind: 'answers' }),
    },
    provider: null,
  },
  { host: '127.0.0.1', port: 0 },
)
stack.defer(() => site.close())
const browser = await adminsBrowser(firstReader)
console.log(head('just after the start'))
for (const path of madeInBackground) {
  reportFirst(path, await loadOf(browser, path))
  // What it began is not of the next one's time.
  await settled()
}
// As `npm start` does soon after its start.
site.prepare()
await settled()
console.log(`${head('page')}     median (CPU, database)`)
const medians = new Map<string, number>()
for (const path of [...measuredPaths(examples), ...furtherPaths])
  medians.set(path, await report(browser, path))
await reportDuringDraft(browser, await adminsBrowser('another-admin@size.example'))
await reportCrowd(browser)

async function adminsBrowser(email: string): Promise<PlainBrowser> {
  await makeAdmin(store, { email, actor: 'bench', nowAt: asOfAt })
  const link = await createLink(store, { email, returnTo: '/', askedOn: 'command line', nowAt: asOfAt })
  return signedIn(site.publicOrigin, link.token)
}

async function report(visitor: PlainBrowser, path: string): Promise<number> {
  const first = await loadOf(visitor, path)
  await settled()
  const loads: Load[] = []
  for (let run = 0; run < runs; run += 1) loads.push(await loadOf(visitor, path))
  const median = {
    ms: medianOf(loads.map((each) => each.ms)),
    cpuMs: medianOf(loads.map((each) => each.cpuMs)),
    // Its ticks are too coarse for a median.
    databaseMs: loads.reduce((sum, each) => sum + each.databaseMs, 0) / runs,
  }
  const isMet = isWithin(median, aimMs) && isWithin(first, firstAimMs)
  console.log(`${firstText(path, first)}  ${timeText(median)}  ${isMet ? 'met' : 'missed'}`)
  return median.ms
}

function reportFirst(path: string, first: Load): void {
  console.log(`${firstText(path, first)}  ${isWithin(first, firstAimMs) ? 'met' : 'missed'}`)
}

type Times = Pick<Load, 'ms' | 'cpuMs' | 'databaseMs'>

function isWithin({ ms, cpuMs, databaseMs }: Times, limitMs: number): boolean {
  return Math.min(ms, cpuMs + databaseMs) <= limitMs
}

function head(what: string): string {
  return `${what.padEnd(66)} status  first (CPU, database) ms`
}

function firstText(path: string, first: Load): string {
  return `${path.padEnd(66)} ${String(first.status).padStart(6)}  ${timeText(first)}`
}

function timeText({ ms, cpuMs, databaseMs }: Times): string {
  return `${ms.toFixed(0).padStart(6)} (${cpuMs.toFixed(0).padStart(4)}, ${databaseMs.toFixed(0).padStart(4)})`
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

/** One plan is drafted in the background while another admin opens pages. */
async function reportDuringDraft(visitor: PlainBrowser, drafting: PlainBrowser): Promise<void> {
  const longest = new LongestTurn()
  longest.begin()
  const loads: number[] = []
  const isUnderWay = async () => (await (await drafting.get('/plan/draft')).text()).includes('being measured')
  while (await isUnderWay()) {
    for (const path of ['/plan/readers', '/plan/table', '/reports'])
      loads.push((await loadOf(visitor, path)).ms)
  }
  longest.end()
  console.log(
    `while a plan is drafted: ${loads.length} pages, ${medianOf(loads).toFixed(0)} ms in the median, ${Math.max(0, ...loads).toFixed(0)} at most; nothing else ran for up to ${longest.cpuMs.toFixed(0)} ms of CPU`,
  )
}

/** All open the slowest pages at the same time, each a few times. */
async function reportCrowd(visitor: PlainBrowser): Promise<void> {
  const slowest = [...medians].toSorted((a, b) => b[1] - a[1]).slice(0, heaviest)
  const longest = new LongestTurn()
  const before = process.memoryUsage.rss()
  let peak = before
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss())
  }, 20)
  longest.begin()
  for (const [path] of slowest)
    await Promise.all(Array.from({ length: visitors }, () => loadOf(visitor, path)))
  longest.end()
  clearInterval(watch)
  console.log(`${visitors} people open ${slowest.map(([path]) => path).join(', ')} at once:`)
  console.log(
    `${(before / 2 ** 20).toFixed(0)} MB before, ${(peak / 2 ** 20).toFixed(0)} MB at most; nothing else ran for up to ${longest.cpuMs.toFixed(0)} ms of CPU, those who opened the pages included`,
  )
}

/**
 * Waits for what a page has begun in the background: until neither our event loop nor a session of the store has had anything to do for a
 * while. Work that waits for a busy processor takes little CPU, but keeps the loop busy.
 */
async function settled(): Promise<void> {
  const endAt = performance.now() + longestLookMs
  for (let quiet = 0; quiet < 3 && performance.now() < endAt; ) {
    const before = performance.eventLoopUtilization()
    await sleep(100)
    if (performance.eventLoopUtilization(before).utilization > idleShare) {
      quiet = 0
      continue
    }
    const { rows } = await store.pool.query(
      `select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'`,
    )
    quiet = rows.length === 0 ? quiet + 1 : 0
  }
}

interface Load {
  readonly ms: number
  /** Of the thread that serves, what it did in the background meanwhile included. */
  readonly cpuMs: number
  /** CPU of the database's sessions; 0 where the system doesn't tell. */
  readonly databaseMs: number
  readonly status: number
}

async function loadOf(visitor: PlainBrowser, path: string): Promise<Load> {
  const databaseBefore = await databaseCpuMs(store)
  const startedAt = performance.now()
  const before = process.threadCpuUsage()
  const response = await visitor.get(path)
  await response.arrayBuffer()
  const times = { ms: performance.now() - startedAt, cpuMs: cpuMsSince(before) }
  const databaseAfter = await databaseCpuMs(store)
  const databaseMs = Math.max(0, (databaseAfter ?? 0) - (databaseBefore ?? 0))
  return { ...times, databaseMs, status: response.status }
}

function cpuMsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1000
}
