/**
 * A first sync of Jira, whole commands on embedded servers, beside two scripts in the same run that store nothing: the least that reading
 * can take (floor.ts) and the loop that a user of jira.js writes (loop.ts):
 *   npm run bench -- sync [--tickets 20000] [--latency 0,20,100,500]
 * Aims at 20,000 tickets: at 100 ms a request 1.5 times the floor's time and 6 times as fast as the loop; at 0 ms ahead of the loop; at
 * 500 ms 1.15 times the floor; requests as printed; 6 for a sync where nothing changed; 400 MB. Ratios mean more than seconds.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { run, type Taken } from './run.ts'

const { values: options } = parseArgs({
  options: {
    tickets: { type: 'string', default: '20000' },
    latency: { type: 'string', default: '0,20,100,500' },
  },
})
const tickets = Number(options.tickets)
const program = join(import.meta.dirname, '..', '..', 'cli', 'main.ts')
const siteSchema = z.object({ url: z.string(), email: z.string(), apiToken: z.string() })

await using stack = new AsyncDisposableStack()
const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'))
stack.defer(() => rmSync(folder, { recursive: true, force: true }))
const server = spawn(
  process.execPath,
  [...process.execArgv, join(import.meta.dirname, 'server.ts'), String(tickets)],
  {
    stdio: ['pipe', 'pipe', 'inherit'],
  },
)
stack.defer(() => {
  server.stdin.end()
})
const lines = createInterface({ input: server.stdout })[Symbol.asyncIterator]()
const site = siteSchema.parse(JSON.parse(await nextLine()))

console.log(`${tickets} tickets in a Jira of its own process; seconds of whole commands`)
console.log('latency  floor s  loop s  ours s  x floor  loop / ours  requests     MB  then idle s  requests')
for (const latencyMs of options.latency.split(',').map(Number)) await report(latencyMs)
console.log(
  `aims     100 ms: 1.5 x floor, loop / ours 6; 0 ms: loop / ours 1; 500 ms: 1.15 x floor; requests ${Math.ceil(tickets / 5000) + Math.ceil(tickets / 100) + Math.ceil(tickets / 1000) + 15} and 6 idle; 400 MB`,
)

async function report(latencyMs: number): Promise<void> {
  await requestsUpToNow(latencyMs)
  const script = (name: string) =>
    run([join(import.meta.dirname, `${name}.ts`), site.url, site.email, site.apiToken])
  const floor = await script('floor')
  const loop = await script('loop')
  const environment = { PLUMBLINE_DATA_DIR: join(folder, String(latencyMs)), JIRA_API_TOKEN: site.apiToken }
  const plumbline = (...words: string[]): Promise<Taken> => run([program, ...words], environment)
  await plumbline('connect', 'jira', '--name', 'bench', '--url', site.url, '--email', site.email)
  await requestsUpToNow(latencyMs)
  const ours = await plumbline('sync')
  const requests = await requestsUpToNow(latencyMs)
  const idle = await plumbline('sync')
  const idleRequests = await requestsUpToNow(latencyMs)
  console.log(
    [
      `${latencyMs} ms`.padStart(7),
      floor.seconds.toFixed(1).padStart(8),
      loop.seconds.toFixed(1).padStart(7),
      ours.seconds.toFixed(1).padStart(7),
      (ours.seconds / floor.seconds).toFixed(2).padStart(8),
      (loop.seconds / ours.seconds).toFixed(2).padStart(12),
      String(requests).padStart(9),
      String(ours.megabytes?.toFixed(0) ?? '?').padStart(6),
      idle.seconds.toFixed(1).padStart(12),
      String(idleRequests).padStart(9),
    ].join(' '),
  )
}

/** Sets the server's latency. @returns the requests since the last time */
async function requestsUpToNow(latencyMs: number): Promise<number> {
  server.stdin.write(`${latencyMs}\n`)
  return Number(await nextLine())
}

/** @throws Error where the server ended */
async function nextLine(): Promise<string> {
  const { value, done } = await lines.next()
  if (done === true) throw new Error('the server of the benchmark ended early')
  return z.string().parse(value)
}
