/**
 * How long the server takes for each page, for an admin, on a big company:
 *   npm run bench -- web [--quick] [RUNS]
 * 100,000 tickets and 500 people, or a tenth of each with --quick, with a year of figures, mails and changes. Aim: 150 ms a page. The
 * first time is that of a page which the process hasn't shown yet; the median is of loads after what it began in the background has
 * ended. Last, 20 people open the heaviest pages at once: how much memory that takes, and how long nothing else runs meanwhile.
 * Figures of a busy machine mean little.
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
import { type PlainBrowser, signedIn } from '../../test/web/browser.ts'
import { openSite, pages } from '../../web/site.ts'
import { asOfAt, firstReader, quarter } from '../size/company.ts'
import { openCompany } from '../size/open-company.ts'
import { LongestTurn } from './longest-turn.ts'
import { leaveSomeOpen, pathParts, storeUse } from './use.ts'

const aimMs = 150
const longestLookMs = 300_000
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
await makeAdmin(store, { email: firstReader, actor: 'bench', nowAt: asOfAt })
const link = await createLink(store, {
  email: firstReader,
  returnTo: '/',
  askedOn: 'command line',
  nowAt: asOfAt,
})
const browser = await signedIn(site.publicOrigin, link.token)
console.log(`${'page'.padEnd(66)} status  first ms  median ms  aim ${aimMs} ms`)
const medians = new Map<string, number>()
for (const path of measuredPaths()) medians.set(path, await report(browser, path))
await reportCrowd(browser)

async function runJourney(on: Store): Promise<void> {
  const dependencies = { store: on, now: () => asOfAt, betweenSlices, codeVersion: 'bench' }
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
  const first = await timeOf(visitor, path)
  await settled()
  const times: number[] = []
  for (let run = 0; run < runs; run += 1) times.push((await timeOf(visitor, path)).ms)
  const median = times.toSorted((a, b) => a - b)[Math.floor(runs / 2)] ?? 0
  console.log(
    `${path.padEnd(66)} ${String(first.status).padStart(6)} ${first.ms.toFixed(0).padStart(9)} ${median.toFixed(0).padStart(10)}  ${median <= aimMs ? 'met' : 'missed'}`,
  )
  return median
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
    await Promise.all(Array.from({ length: visitors }, () => timeOf(visitor, path)))
  longest.end()
  clearInterval(watch)
  console.log(`${visitors} people open ${slowest.map(([path]) => path).join(', ')} at once:`)
  console.log(
    `${(before / 2 ** 20).toFixed(0)} MB before, ${(peak / 2 ** 20).toFixed(0)} MB at most; nothing else ran for up to ${longest.cpuMs.toFixed(0)} ms of CPU, those who opened the pages included`,
  )
}

/** Waits for what a page has begun in the background: until no session has had anything to do for a while. */
async function settled(): Promise<void> {
  const endAt = performance.now() + longestLookMs
  for (let quiet = 0; quiet < 3 && performance.now() < endAt; ) {
    await sleep(100)
    const { rows } = await store.pool.query(
      `select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'`,
    )
    quiet = rows.length === 0 ? quiet + 1 : 0
  }
}

async function timeOf(visitor: PlainBrowser, path: string): Promise<{ ms: number; status: number }> {
  const startedAt = performance.now()
  const response = await visitor.get(path)
  await response.arrayBuffer()
  return { ms: performance.now() - startedAt, status: response.status }
}
