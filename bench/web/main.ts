/**
 * How long the server takes for each page, for an admin, on a big company:
 *   npm run bench -- web [--quick] [RUNS]
 * 100,000 tickets and 500 people, or a tenth of each with --quick, classified, measured and reconciled. Aim: 150 ms a page. The first
 * time is that of a process that has shown no page yet; the median is of loads after what it began in the background has ended. Figures of a busy machine mean little.
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
import { asOfAt, quarter } from '../size/company.ts'
import { openCompany } from '../size/open-company.ts'

const aimMs = 150
const longestLookMs = 300_000
const isQuick = process.argv.includes('--quick')
const runs = Number(process.argv.find((word) => /^\d+$/.test(word)) ?? 7)
const size = isQuick ? { tickets: 10_000, people: 50 } : { tickets: 100_000, people: 500 }
const adminEmail = 'admin@size.example'
/** What stands for the parts of paths; a page with another part is left out. */
const examples: Readonly<Record<string, string>> = { teamId: 'team-0', quarter }

await using stack = new AsyncDisposableStack()
const { store } = await openCompany(stack, size)
await runJourney(store)
const site = await openSite(
  {
    store,
    keys: () => Promise.reject(new Error('no page that is measured needs a key')),
    temporal: null,
    syncEveryMinutes: 15,
    now: () => asOfAt,
    log: pino({ level: 'silent' }),
    publicOrigin: null,
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
await makeAdmin(store, { email: adminEmail, actor: 'bench', nowAt: asOfAt })
const link = await createLink(store, {
  email: adminEmail,
  returnTo: '/',
  askedOn: 'command line',
  nowAt: asOfAt,
})
const browser = await signedIn(site.publicOrigin, link.token)
console.log(`${'page'.padEnd(32)} status  first ms  median ms  aim ${aimMs} ms`)
for (const path of measuredPaths()) await report(browser, path)

async function runJourney(on: Store): Promise<void> {
  const dependencies = { store: on, now: () => asOfAt, betweenSlices, codeVersion: 'bench' }
  await classifyActivities(dependencies).classifyTickets({})
  const { effortRunId } = await effortActivities(dependencies).measureQuarter({ quarter, asOfAt })
  await reconcileActivities(dependencies).reconcileQuarter({ effortRunId })
  await on.pool.query('analyze')
}

/** Every page that changes nothing and is no download, with examples in its path. */
function measuredPaths(): string[] {
  return pages.flatMap(({ route }) => {
    const [method, pattern = ''] = route.split(' ')
    if (method !== 'GET' || /sign-in|export|\.csv/.test(pattern)) return []
    const path = pattern.replace(/:(\w+)/g, (part, name: string) => examples[name] ?? part)
    return path.includes(':') ? [] : [path]
  })
}

async function report(visitor: PlainBrowser, path: string): Promise<void> {
  const first = await timeOf(visitor, path)
  await settled(visitor, path)
  const times: number[] = []
  for (let run = 0; run < runs; run += 1) times.push((await timeOf(visitor, path)).ms)
  const median = times.toSorted((a, b) => a - b)[Math.floor(runs / 2)] ?? 0
  console.log(
    `${path.padEnd(32)} ${String(first.status).padStart(6)} ${first.ms.toFixed(0).padStart(9)} ${median.toFixed(0).padStart(10)}  ${median <= aimMs ? 'met' : 'missed'}`,
  )
}

/** Waits for what a page has begun in the background and shows once it is there. */
async function settled(visitor: PlainBrowser, path: string): Promise<void> {
  const endAt = performance.now() + longestLookMs
  while (performance.now() < endAt) {
    if (!(await (await visitor.get(path)).text()).includes('every 3s')) return
    await sleep(500)
  }
}

async function timeOf(visitor: PlainBrowser, path: string): Promise<{ ms: number; status: number }> {
  const startedAt = performance.now()
  const response = await visitor.get(path)
  await response.arrayBuffer()
  return { ms: performance.now() - startedAt, status: response.status }
}
