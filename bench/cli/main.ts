/**
 * How long commands take from their start to their end, beside bare Node in the same run:
 *   npm run bench -- cli [RUNS]
 * Figures of a busy machine mean little; the ratios mean more.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from '../../embedded/postgres/server.ts'
import { findTemporalBinary } from '../../embedded/temporal/binary.ts'
import { startTemporal } from '../../embedded/temporal/server.ts'
import { tinyAsOfAt, tinyCompany } from '../../test/journey/company.ts'
import { startTrackers, type Trackers } from '../../test/journey/scene.ts'

type Environment = Readonly<Record<string, string>>

const program = join(import.meta.dirname, '..', '..', 'cli', 'main.ts')
const runs = Number(process.argv[2] ?? 5)
const silent = (): void => undefined

/** What a command may take, in seconds. */
interface Measured {
  readonly name: string
  readonly words: readonly string[]
  readonly environment: Environment
  readonly aimSeconds: number
}

async function main(): Promise<void> {
  await using stack = new AsyncDisposableStack()
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'))
  stack.defer(() => rmSync(folder, { recursive: true, force: true }))
  const trackers = await startTrackers(tinyCompany(), () => tinyAsOfAt)
  stack.use(trackers)
  const embedded = { PLUMBLINE_DATA_DIR: join(folder, 'embedded') }
  const outside = await startServers(folder, stack)
  for (const environment of [embedded, outside]) await connectAndSync(environment, trackers)
  console.log(
    `${'command'.padEnd(34)} ${'median s'.padStart(8)} ${'aim s'.padStart(6)} ${'x bare Node'.padStart(12)}`,
  )
  for (const each of measuredCommands(embedded, outside)) await report(each)
}

function measuredCommands(embedded: Environment, outside: Environment): Measured[] {
  return [
    { name: '--version', words: ['--version'], environment: embedded, aimSeconds: 0.3 },
    { name: '--help', words: ['--help'], environment: embedded, aimSeconds: 0.3 },
    { name: 'connections, embedded', words: ['connections'], environment: embedded, aimSeconds: 1.5 },
    { name: 'explain, embedded', words: ['explain', 'HAR-3'], environment: embedded, aimSeconds: 1.5 },
    { name: 'idle sync, outside servers', words: ['sync'], environment: outside, aimSeconds: 2.5 },
    { name: 'idle sync, embedded', words: ['sync'], environment: embedded, aimSeconds: 4 },
  ]
}

async function report({ name, words, environment, aimSeconds }: Measured): Promise<void> {
  const seconds: number[] = []
  const bare: number[] = []
  for (let run = 0; run < runs; run++) {
    bare.push(await secondsOf(['-e', '0'], environment))
    seconds.push(await secondsOf([program, ...words], environment))
  }
  const figure = median(seconds)
  console.log(
    `${name.padEnd(34)} ${figure.toFixed(2).padStart(8)} ${String(aimSeconds).padStart(6)} ${(figure / median(bare)).toFixed(1).padStart(12)}`,
  )
}

async function startServers(folder: string, stack: AsyncDisposableStack): Promise<Environment> {
  const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), log: silent })
  stack.defer(() => postgres.stop())
  const binary = await findTemporalBinary({
    explicitPath: process.env['TEMPORAL_CLI_PATH'] ?? null,
    log: silent,
  })
  const temporal = await startTemporal({
    binary,
    dataDir: join(folder, 'temporal'),
    log: silent,
    uiPort: null,
  })
  stack.defer(() => temporal.stop())
  return {
    PLUMBLINE_DATA_DIR: join(folder, 'outside'),
    DATABASE_URL: postgres.url,
    TEMPORAL_ADDRESS: temporal.address,
  }
}

async function connectAndSync(environment: Environment, trackers: Trackers): Promise<void> {
  const { jira, linear, jiraAccount, linearKey } = trackers
  const secrets = { JIRA_API_TOKEN: jiraAccount.apiToken, LINEAR_API_KEY: linearKey }
  const jiraOptions = ['--name', 'jira', '--url', jira.url, '--email', jiraAccount.email]
  for (const words of [
    ['connect', 'jira', ...jiraOptions],
    ['connect', 'linear', '--name', 'linear', '--url', linear.url],
    ['sync'],
  ]) {
    await secondsOf([program, ...words], { ...environment, ...secrets })
  }
}

/** @throws Error where the program failed: its time would be that of something else */
async function secondsOf(args: readonly string[], environment: Environment): Promise<number> {
  const { PATH = '', HOME = '' } = process.env
  const startedAt = performance.now()
  const child = spawn(process.execPath, args, {
    env: { PATH, HOME, ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  await once(child, 'exit')
  if (child.exitCode !== 0) throw new Error(`${args.join(' ')} ended with ${child.exitCode}`)
  return (performance.now() - startedAt) / 1000
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

await main()
