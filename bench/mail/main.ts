/**
 * How fast mails go out with all of their accounting, by workers in processes of their own, as who asks for a delivery has to wait for
 * it; beside the mail library's pool in the same run, which keeps no account:
 *   npm run bench -- mail [--quick | --mails 3000] [--connections 4]
 * 10,000 readers of ten editions (1,000 with --quick), to a relay on this machine that takes mails at once, and to one that takes
 * 20 ms for each. Aims: 0.8 of the pool with one worker, 1.5 times one worker with two until the relay or the machine limits them, the
 * same memory in both halves, every mail in the relay's tally as often as its row says. Figures of a busy machine mean little: after
 * each run stands what limited it. A delivery's first three seconds are one worker's, so that --quick says little of two.
 */
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { countDeliveries } from '../../adapters/store/deliver/deliveries.ts'
import { openStore } from '../../adapters/store/sql/client.ts'
import { migrate } from '../../adapters/store/sql/migrate.ts'
import { startPostgres } from '../../embedded/postgres/server.ts'
import { findTemporalBinary } from '../../embedded/temporal/binary.ts'
import { startTemporal } from '../../embedded/temporal/server.ts'
import { openNamespace } from '../../test/journey/namespace.ts'
import { environmentOf, newSecretKey } from '../../test/journey/scene.ts'
import { deliver, type Measured, startWorkers } from './delivery.ts'
import { queueMails } from './mails.ts'
import { cpuSecondsWithChildren, limitText, machineBusy } from './use.ts'

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean' },
    mails: { type: 'string' },
    connections: { type: 'string', default: '4' },
  },
})
const mails = Number(options.mails ?? (options.quick === true ? 1_000 : 10_000))
const connections = Number(options.connections)
const measuredSchema: z.ZodType<Measured> = z.object({
  seconds: z.number(),
  cpuSeconds: z.number(),
  megabytes: z.number(),
  grownMegabytes: z.number(),
})
const tallySchema = z.object({ mails: z.number(), twice: z.number() })

/** A program of this folder that answers in lines. */
class Program {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>
  readonly #lines: AsyncIterator<string>

  constructor(name: string, args: readonly string[]) {
    this.#child = spawn(
      process.execPath,
      [...process.execArgv, join(import.meta.dirname, `${name}.ts`), ...args],
      { stdio: ['pipe', 'pipe', 'inherit'] },
    )
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]()
  }

  get pid(): number {
    return this.#child.pid ?? 0
  }

  /** @throws Error where it ended */
  async line(): Promise<string> {
    const { value, done } = await this.#lines.next()
    if (done === true) throw new Error('a program of the benchmark ended early')
    return value
  }

  go(): void {
    this.#child.stdin.write('go\n')
  }

  end(): void {
    this.#child.stdin.end()
  }
}

await using stack = new AsyncDisposableStack()
const log = () => undefined
const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'))
stack.defer(() => rmSync(folder, { recursive: true, force: true }))
const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), log })
stack.defer(() => postgres.stop())
await migrate(postgres.url)
const store = await openStore({ databaseUrl: postgres.url })
stack.defer(() => store.close())
const binary = await findTemporalBinary({ explicitPath: process.env['TEMPORAL_CLI_PATH'] ?? null, log })
const temporal = await startTemporal({ binary, dataDir: join(folder, 'temporal'), log, uiPort: null })
stack.defer(() => temporal.stop())
const { text: secretKey, keys } = newSecretKey()
const { rows: lockLines } = await store.pool.query(
  `select split_part(pg_read_file('postmaster.pid'), e'\n', 1) as pid`,
)
const database = Number(Object(lockLines[0]).pid)
const { namespace, client, close } = await openNamespace(keys, temporal.address)
stack.defer(close)

for (const [relay, acceptMs] of [
  ['takes mails at once', 0],
  ['takes 20 ms for each', 20],
] as const) {
  const sink = new Program('sink', [String(acceptMs)])
  stack.defer(() => sink.end())
  const port = await sink.line()
  console.log(`\nA relay that ${relay}, ${connections} connections for each sender, ${mails} mails`)
  console.log('                              CPU ms a mail of')
  console.log('                     mails/s  senders  database  relay   MB  grown  limited by')
  const pool = (name: string, mode: string) =>
    report(name, { sink, acceptMs, senders: 1 }, () => runPool(port, mode))
  const builds = await pool('pool that builds', 'builds')
  const ready = await pool('pool of ready bytes', 'ready')
  const ours = (name: string, senders: number) =>
    report(name, { sink, acceptMs, senders }, () => runOurs(port, senders))
  const one = await ours('ours, one worker', 1)
  const two = await ours('ours, two workers', 2)
  const times = (perSecond: number) => (perSecond / one.perSecond).toFixed(2)
  console.log(
    `one worker: ${(one.perSecond / builds.perSecond).toFixed(2)} of the pool that builds (aim 0.8), ${(one.perSecond / ready.perSecond).toFixed(2)} of the pool of ready bytes; two workers: ${times(two.perSecond)} times one (aim 1.5; this machine has room for ${times(two.mostPerSecond)})`,
  )
}

async function runPool(port: string, mode: string): Promise<Measured> {
  const program = new Program('pool', [port, String(connections), String(mails), mode])
  await program.line()
  program.go()
  return measuredSchema.parse(JSON.parse(await program.line()))
}

/** @throws Error where not every row says sent */
async function runOurs(port: string, workers: number): Promise<Measured> {
  const quarter = `${port}-${workers}`
  const editionIds = await queueMails(store, quarter, mails)
  const smtpUrl = `smtp://127.0.0.1:${port}`
  const servers = { databaseUrl: postgres.url, temporalAddress: temporal.address, namespace }
  await using started = await startWorkers(
    {
      ...environmentOf({ ...servers, smtpUrl, secretKey }, folder),
      MAIL_CONNECTIONS: String(connections),
      // Faster than any relay: what the shared pace costs is measured too.
      MAIL_PER_MINUTE: '60000000',
    },
    workers,
  )
  const measured = await deliver({ store, client }, { quarter, editionIds }, started.workers)
  const { sent } = await countDeliveries(store, { mailIds: editionIds })
  if (sent !== mails) throw new Error(`${workers}: ${sent} rows of ${mails} say that their mail was sent`)
  return measured
}

interface Way {
  readonly sink: Program
  readonly acceptMs: number
  readonly senders: number
}

interface Rate {
  readonly perSecond: number
  /** Were the machine busy throughout, at the same processor time for each mail. */
  readonly mostPerSecond: number
}

/** Runs one way of sending and says how it did. @throws Error where the relay's tally isn't what was to be sent */
async function report(
  name: string,
  { sink, acceptMs, senders }: Way,
  run: () => Promise<Measured>,
): Promise<Rate> {
  const others = () => [database, sink.pid].map((pid) => cpuSecondsWithChildren(pid))
  const [before, busySince] = [others(), machineBusy()]
  const { seconds, cpuSeconds, megabytes, grownMegabytes } = await run()
  const [after, busy] = [others(), busySince()]
  sink.go()
  const tally = tallySchema.parse(JSON.parse(await sink.line()))
  if (tally.mails !== mails || tally.twice > 0)
    throw new Error(`${name}: the relay took ${tally.mails} mails of ${mails}, ${tally.twice} of them twice`)
  const perSecond = mails / seconds
  const cpuMs = [cpuSeconds, ...after.map((each, n) => (each ?? 0) - (before[n] ?? 0))]
    .map((each) => ((each * 1000) / mails).toFixed(2).padStart(8))
    .join(' ')
  const relayPerSecond = acceptMs === 0 ? null : (senders * connections * 1000) / acceptMs
  const memory = `${megabytes.toFixed(0).padStart(5)}${grownMegabytes.toFixed(0).padStart(7)}`
  console.log(
    `${name.padEnd(20)}${perSecond.toFixed(0).padStart(8)} ${cpuMs} ${memory}  ${limitText({ perSecond, relayPerSecond, busy })}`,
  )
  return { perSecond, mostPerSecond: perSecond / Math.max(busy, 0.01) }
}
