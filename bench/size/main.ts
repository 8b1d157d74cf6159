/**
 * What measuring a quarter takes on a big company, beside one SQL query that sums time in status per ticket over the same rows:
 *   npm run bench -- size [--quick]
 * 1 M events, 100,000 tickets and 500 people, and a tenth of each; --quick leaves the big one out. Aims: at most 3 times the
 * query, 512 MB, and 11 times the time for 10 times the events. Seconds are the best of three.
 */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import type { Store } from '../../adapters/store/sql/client.ts'
import type { Size } from './company.ts'
import { openCompany } from './open-company.ts'

const runs = 3
const sizes: readonly Size[] = [
  { tickets: 10_000, people: 50 },
  ...(process.argv.includes('--quick') ? [] : [{ tickets: 100_000, people: 500 }]),
]
const timeInStatus = `select connection_id, ticket_id, to_value, sum(next_at - happened_at)
  from (select *, lead(happened_at) over (partition by connection_id, ticket_id order by happened_at, event_id) as next_at
    from ticket_events where kind = 'status') status group by 1, 2, 3`
const measuredSchema = z.object({ seconds: z.number(), cpuSeconds: z.number(), megabytes: z.number() })

console.log('   events  tickets  people   SQL s  ours s  times  CPU s     MB')
const seconds: number[] = []
for (const size of sizes) seconds.push(await report(size))
const [small = 0, big] = seconds
if (big !== undefined) console.log(`10 times the events take ${(big / small).toFixed(1)} times the time`)

async function report(size: Size): Promise<number> {
  await using stack = new AsyncDisposableStack()
  const { store, databaseUrl } = await openCompany(stack, size)
  const query = Math.min(...(await inTurn(() => secondsOfQuery(store))))
  const measured = await inTurn(() => measure(databaseUrl))
  const ours = Math.min(...measured.map((each) => each.seconds))
  const cpu = Math.min(...measured.map((each) => each.cpuSeconds))
  const megabytes = Math.max(...measured.map((each) => each.megabytes))
  const cells = [size.tickets * 10, size.tickets, size.people].map(String)
  const figures = [query, ours, ours / query, cpu].map((figure) => figure.toFixed(1))
  const [events = '', tickets = '', people = ''] = cells
  const [q = '', o = '', times = '', c = ''] = figures
  console.log(
    `${events.padStart(9)}${tickets.padStart(9)}${people.padStart(8)}${q.padStart(8)}${o.padStart(8)}${times.padStart(7)}${c.padStart(7)}${megabytes.toFixed(0).padStart(7)}`,
  )
  return ours
}

async function inTurn<Result>(work: () => Promise<Result>): Promise<Result[]> {
  const results: Result[] = []
  for (let run = 0; run < runs; run += 1) results.push(await work())
  return results
}

async function secondsOfQuery(store: Store): Promise<number> {
  const startedAt = performance.now()
  await store.pool.query(timeInStatus)
  return (performance.now() - startedAt) / 1000
}

/** In a process of its own, so that its memory is its own, with the options of this one. @throws Error where it failed */
async function measure(databaseUrl: string): Promise<z.infer<typeof measuredSchema>> {
  const program = join(import.meta.dirname, 'measure.ts')
  const child = spawn(process.execPath, [...process.execArgv, program, databaseUrl], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const output = await text(child.stdout)
  if (output === '') throw new Error(`measuring ended with ${child.exitCode}`)
  return measuredSchema.parse(JSON.parse(output))
}
