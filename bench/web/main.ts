/**
 * How long the server takes for each page, for an admin, on a big company:
 *   npm run bench -- web [--quick] [RUNS]
 * 100,000 tickets and 500 people, or a tenth of each with --quick, with a year of figures, mails and changes. Aim: 150 ms a page, and
 * 300 ms the first time that the process shows it. The median is of loads after what it began in the background has ended. Beside
 * each stands the CPU that the server's thread took: times of a busy machine mean little. Then the pages that show what is made in
 * the background while it is made; and last, 20 people open the heaviest pages at once: how much memory that takes, and how long
 * nothing else runs meanwhile.
 */

import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import { classifyActivities } from '../../activities/classify.ts'
import { effortActivities } from '../../activities/effort.ts'
import { betweenSlices } from '../../activities/heartbeat.ts'
import { reconcileActivities } from '../../activities/reconcile.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { makeAdmin } from '../../queries/sign-in/admins.ts'
import { createLink } from '../../queries/sign-in/links.ts'
import { unpacedSender } from '../../test/builders/mail-sender.ts'
import { type PlainBrowser, signedIn } from '../../test/web/browser.ts'
import { openSite, pages } from '../../web/site.ts'
import { asOfAt, firstReader, quarter } from '../size/company.ts'
import { openCompany } from '../size/open-company.ts'
import { LongestTurn } from './longest-turn.ts'
import { leaveSomeOpen, pathParts, storeUse } from './use.ts'

const aimMs = 150
const firstAimMs = 300
const longestLookMs = 300_000
const idleCpuMs = 20
const isQuick = process.argv.includes('--quick')
const runs = Number(process.argv.find((word) => /^\d+$/.test(word)) ?? 7)
const size = isQuick ? { tickets: 10_000, people: 50 } : { tickets: 100_000, people: 500 }
const visitors = 20
const heaviest = 5

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
// As `npm start` does soon after its start.
site.prepare()
await settled()
console.log(`${'page'.padEnd(66)} status  first (CPU) ms  median (CPU) ms  aim ${firstAimMs} and ${aimMs} ms`)
const medians = new Map<string, number>()
for (const path of measuredPaths()) medians.set(path, await report(browser, path))
await reportDuringDraft(browser, await adminsBrowser('another-admin@size.example'))
await reportCrowd(browser)

async function adminsBrowser(email: string): Promise<PlainBrowser> {
  await makeAdmin(store, { email, actor: 'bench', nowAt: asOfAt })
  const link = await createLink(store, { email, returnTo: '/', askedOn: 'command line', nowAt: asOfAt })
  return signedIn(site.publicOrigin, link.token)
}

async function runJourney(on: Store): Promise<void> {
  const dependencies = { store: on, now: () => asOfAt, betweenSlices, codeVersion: async () => 'bench' }
  await classifyActivities(dependencies).classifyTickets({})
  await leaveSomeOpen(on)
  const { effortRunId } = await effortActivities(dependencies).measureQuarter({ quarter, asOfAt })
  await reconcileActivities(dependencies).reconcileQuarter({ effortRunId })
}

/** Every page that changes nothing, is no download and asks no tracker, with examples in its path. */
function measuredPaths(): string[] {
  return pages.flatMap(({ route }) => {
    const [method, pattern = ''] = route.split(' ')
    if (method !== 'GET' || /sign-in|export|scopes|\/file$/.test(pattern)) return []
    const path = pattern.replace(/:(\w+)/g, (part, name: string) => examples[name] ?? part)
    return path.includes(':') ? [] : [path]
  })
}

async function report(visitor: PlainBrowser, path: string): Promise<number> {
  const first = await loadOf(visitor, path)
  await settled()
  const loads: Load[] = []
  for (let run = 0; run < runs; run += 1) loads.push(await loadOf(visitor, path))
  const [ms, cpuMs] = [medianOf(loads.map((each) => each.ms)), medianOf(loads.map((each) => each.cpuMs))]
  const isMet = ms <= aimMs && first.ms <= firstAimMs
  console.log(
    `${path.padEnd(66)} ${String(first.status).padStart(6)}  ${timeText(first)}  ${timeText({ ms, cpuMs })}  ${isMet ? 'met' : 'missed'}`,
  )
  return ms
}

function timeText({ ms, cpuMs }: Pick<Load, 'ms' | 'cpuMs'>): string {
  return `${ms.toFixed(0).padStart(6)} (${cpuMs.toFixed(0).padStart(4)})`
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

/** Waits for what a page has begun in the background: until neither we nor a session of the store have had anything to do for a while. */
async function settled(): Promise<void> {
  const endAt = performance.now() + longestLookMs
  for (let quiet = 0; quiet < 3 && performance.now() < endAt; ) {
    const before = process.threadCpuUsage()
    await sleep(100)
    if (cpuMsSince(before) > idleCpuMs) {
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
  readonly status: number
}

async function loadOf(visitor: PlainBrowser, path: string): Promise<Load> {
  const startedAt = performance.now()
  const before = process.threadCpuUsage()
  const response = await visitor.get(path)
  await response.arrayBuffer()
  return { ms: performance.now() - startedAt, cpuMs: cpuMsSince(before), status: response.status }
}

function cpuMsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1000
}
