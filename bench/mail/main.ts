/**
 * How fast mails go out with all of their accounting, beside the mail library's pool in the same run, which keeps no account:
 *   npm run bench -- mail [--quick] [--connections 4]
 * 10,000 readers of ten editions (1,000 with --quick), to a relay on this machine that takes mails at once, and to one that takes
 * 20 ms for each. Aims: 0.8 of the pool with one worker, 1.5 times one worker with two until the relay or the cores limit them, the
 * same memory in both halves, every mail in the relay's tally as often as its row says. Figures of a busy machine mean little; the
 * ratios and the CPU time of a mail mean more.
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
import { queueMails } from './mails.ts'

const { values: options } = parseArgs({
  options: { quick: { type: 'boolean' }, connections: { type: 'string', default: '4' } },
})
const mails = options.quick === true ? 1_000 : 10_000
const connections = Number(options.connections)
const measuredSchema = z.object({
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
    this.#child = spawn(process.execPath, [join(import.meta.dirname, `${name}.ts`), ...args], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]()
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

/** How fast one way of sending was. */
interface Run {
  readonly perSecond: number
}

await using stack = new AsyncDisposableStack()
const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'))
stack.defer(() => rmSync(folder, { recursive: true, force: true }))
const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), log: () => undefined })
stack.defer(() => postgres.stop())
await migrate(postgres.url)
const store = await openStore({ databaseUrl: postgres.url })
stack.defer(() => store.close())

for (const [relay, acceptMs] of [
  ['takes mails at once', 0],
  ['takes 20 ms for each', 20],
] as const) {
  const sink = new Program('sink', [String(acceptMs)])
  stack.defer(() => sink.end())
  const port = await sink.line()
  console.log(`\nA relay that ${relay}, ${connections} connections for each sender, ${mails} mails`)
  console.log('                         mails/s  CPU ms    MB  grown')
  const builds = await report('pool that builds', [poolOf(port, 'builds')], sink)
  const ready = await report('pool of ready bytes', [poolOf(port, 'ready')], sink)
  const one = await reportOurs('ours, one worker', { port, workers: 1, sink })
  const two = await reportOurs('ours, two workers', { port, workers: 2, sink })
  console.log(
    `one worker: ${(one.perSecond / builds.perSecond).toFixed(2)} of the pool that builds (aim 0.8), ${(one.perSecond / ready.perSecond).toFixed(2)} of the pool of ready bytes; two workers: ${(two.perSecond / one.perSecond).toFixed(2)} times one (aim 1.5)`,
  )
}

function poolOf(port: string, mode: string): Program {
  return new Program('pool', [port, String(connections), String(mails), mode])
}

interface OurRun {
  readonly port: string
  readonly workers: number
  readonly sink: Program
}

/** @throws Error as `report` does, and where not every row says sent */
async function reportOurs(name: string, { port, workers, sink }: OurRun): Promise<Run> {
  const editionIds = await queueMails(store, `${port}-${workers}`, mails)
  const args = [postgres.url, port, String(connections), ...editionIds]
  const programs = Array.from({ length: workers }, () => new Program('ours', args))
  const run = await report(name, programs, sink)
  const { sent } = await countDeliveries(store, { mailIds: editionIds })
  if (sent !== mails) throw new Error(`${name}: ${sent} rows of ${mails} say that their mail was sent`)
  return run
}

/** Runs programs at once and says how they did. @throws Error where the relay's tally isn't what was to be sent */
async function report(name: string, programs: readonly Program[], sink: Program): Promise<Run> {
  for (const program of programs) await program.line()
  for (const program of programs) program.go()
  const figures = await Promise.all(
    programs.map(async (program) => measuredSchema.parse(JSON.parse(await program.line()))),
  )
  sink.go()
  const tally = tallySchema.parse(JSON.parse(await sink.line()))
  if (tally.mails !== mails || tally.twice > 0)
    throw new Error(`${name}: the relay took ${tally.mails} mails of ${mails}, ${tally.twice} of them twice`)
  const perSecond = mails / Math.max(...figures.map(({ seconds }) => seconds))
  const cpuMs = (figures.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0) * 1000) / mails
  const megabytes = Math.max(...figures.map((each) => each.megabytes))
  const grown = Math.max(...figures.map((each) => each.grownMegabytes))
  console.log(
    `${name.padEnd(22)}${perSecond.toFixed(0).padStart(10)}${cpuMs.toFixed(2).padStart(8)}${megabytes.toFixed(0).padStart(6)}${grown.toFixed(0).padStart(7)}`,
  )
  return { perSecond }
}
