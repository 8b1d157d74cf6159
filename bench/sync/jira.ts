import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { ProcessKind } from './process-watch.ts'
import { cpuSecondsDuring, run, type Taken } from './run.ts'
import { type BenchSite, connectedTo, startSite } from './site.ts'

/** The loop sends two requests for a hundred tickets, one after the other: no aim is worth waiting for it above this. */
const longestLatencyOfLoopMs = 100

/** What a program took, and the server meanwhile. */
interface Measured extends Taken {
  readonly serverCpuSeconds: number
}

interface Row {
  readonly latencyMs: number
  readonly floor: Measured
  readonly loop: Measured | null
  readonly ours: Measured
  readonly requests: number
  readonly idle: Taken
  readonly idleRequests: number
}

/** Prints a first sync beside the two scripts, and where the processors' time went. */
export async function reportJira(tickets: number, latenciesMs: readonly number[]): Promise<void> {
  await using stack = new AsyncDisposableStack()
  const site = await startSite(stack, tickets)
  const rows: Row[] = []
  console.log(`${tickets} tickets in a Jira of its own process; seconds of whole commands`)
  console.log(
    'latency  floor s  loop s  ours s  x floor  loop / ours  requests     MB  then idle s  requests',
  )
  for (const latencyMs of latenciesMs) {
    const row = await measure(site, latencyMs)
    console.log(lineOf(row))
    rows.push(row)
  }
  const most = Math.ceil(tickets / 5000) + Math.ceil(tickets / 100) + Math.ceil(tickets / 1000) + 15
  console.log(
    `aims     100 ms: 1.5 x floor, loop / ours 6; 0 ms: loop / ours 1; 500 ms: 1.15 x floor; requests ${most} and 6 idle; 400 MB`,
  )
  const processors = availableParallelism()
  console.log(
    `\nProcessor seconds by process; the ${processors} processors can't do it in less than "at least s"`,
  )
  console.log(
    'latency  floor + server  loop + server  ours: Node  PostgreSQL  Temporal  server    sum  at least s  idle sync',
  )
  for (const row of rows) console.log(cpuLineOf(row, processors))
  console.log()
}

async function measure(site: BenchSite, latencyMs: number): Promise<Row> {
  await using stack = new AsyncDisposableStack()
  await site.requestsUpToNow(latencyMs)
  const script = (name: string) =>
    beside(site, () => run([join(import.meta.dirname, `${name}.ts`), site.url, site.email, site.apiToken]))
  const floor = await script('floor')
  const loop = latencyMs > longestLatencyOfLoopMs ? null : await script('loop')
  const plumbline = await connectedTo(stack, site)
  await site.requestsUpToNow(latencyMs)
  const ours = await beside(site, () => plumbline('sync'))
  const requests = await site.requestsUpToNow(latencyMs)
  const idle = await plumbline('sync')
  return { latencyMs, floor, loop, ours, requests, idle, idleRequests: await site.requestsUpToNow(latencyMs) }
}

async function beside(site: BenchSite, work: () => Promise<Taken>): Promise<Measured> {
  const taken = Promise.withResolvers<Taken>()
  const serverCpuSeconds = await cpuSecondsDuring(site.pid, async () => taken.resolve(await work()))
  return { ...(await taken.promise), serverCpuSeconds }
}

function lineOf({ latencyMs, floor, loop, ours, requests, idle, idleRequests }: Row): string {
  return [
    `${latencyMs} ms`.padStart(7),
    floor.seconds.toFixed(1).padStart(8),
    (loop?.seconds.toFixed(1) ?? '-').padStart(7),
    ours.seconds.toFixed(1).padStart(7),
    (ours.seconds / floor.seconds).toFixed(2).padStart(8),
    (loop === null ? '-' : (loop.seconds / ours.seconds).toFixed(2)).padStart(12),
    String(requests).padStart(9),
    String(ours.megabytes?.toFixed(0) ?? '?').padStart(6),
    idle.seconds.toFixed(1).padStart(12),
    String(idleRequests).padStart(9),
  ].join(' ')
}

function cpuLineOf({ latencyMs, floor, loop, ours, idle }: Row, processors: number): string {
  const of = (measured: Measured, kind: ProcessKind) => measured.cpuSeconds.get(kind) ?? 0
  const both = (measured: Measured | null) =>
    measured === null ? '-' : `${of(measured, 'node').toFixed(1)} + ${measured.serverCpuSeconds.toFixed(1)}`
  const parts = [of(ours, 'node'), of(ours, 'postgres'), of(ours, 'temporal'), ours.serverCpuSeconds]
  const sum = parts.reduce((total, part) => total + part, 0)
  const [node = 0, postgres = 0, temporal = 0, server = 0] = parts
  return [
    `${latencyMs} ms`.padStart(7),
    both(floor).padStart(15),
    both(loop).padStart(14),
    node.toFixed(1).padStart(11),
    postgres.toFixed(1).padStart(11),
    temporal.toFixed(1).padStart(9),
    server.toFixed(1).padStart(7),
    sum.toFixed(1).padStart(6),
    (sum / processors).toFixed(1).padStart(11),
    [...idle.cpuSeconds.values()]
      .reduce((total, part) => total + part, 0)
      .toFixed(1)
      .padStart(10),
  ].join(' ')
}
