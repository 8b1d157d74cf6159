import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { createTestDatabase } from '../setup/database.ts'
import { makeTestFolder } from '../setup/test-folder.ts'
import { type EndedInProcess, runInProcess } from './run-in-process.ts'

const projectFolder = join(import.meta.dirname, '..', '..')

export interface Ended {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface CommandLineProcess {
  /** Also the working folder of every command. */
  readonly folder: string
  readonly databaseUrl: string
  /** What every command is run with. */
  readonly environment: Readonly<Record<string, string>>
  /** Runs `plumbline …` to its end, with nothing in its environment but this and what a process needs. */
  run(words: readonly string[], environment?: Readonly<Record<string, string>>): Promise<Ended>
  /** Runs it in this process, where one of its own would prove nothing more (run-in-process.ts). */
  runHere(words: readonly string[], environment?: Readonly<Record<string, string>>): Promise<EndedInProcess>
  /** Starts one, to be signalled while it runs. */
  start(words: readonly string[], environment?: Readonly<Record<string, string>>): StartedCommand
  close(): Promise<void>
}

/** The real command line, on a database and a data folder of its own. */
export async function openCommandLine(
  shared: Readonly<Record<string, string>> = {},
): Promise<CommandLineProcess> {
  const database = await createTestDatabase()
  const folder = makeTestFolder()
  const environment = { DATABASE_URL: database.url, PLUMBLINE_DATA_DIR: join(folder, 'data'), ...shared }
  return {
    folder,
    databaseUrl: database.url,
    environment,
    run: (words, more = {}) => runCommand(words, { ...environment, ...more }, { cwd: folder }),
    runHere: (words, more = {}) => runInProcess(words, { environment: { ...environment, ...more } }),
    start: (words, more = {}) => startCommand(words, { ...environment, ...more }, { cwd: folder }),
    async close() {
      await database.drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export interface RunOptions {
  readonly cwd: string
  /** Defaults to cli/main.ts. */
  readonly program?: string
}

/** Runs the command line once; it has no terminal, so that nothing can be asked. */
export async function runCommand(
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
  options: RunOptions,
): Promise<Ended> {
  return await startCommand(words, environment, options).ended
}

export interface StartedCommand {
  /** Resolves once it has said this on stderr; fails where it ends without. */
  said(text: string): Promise<void>
  signal(signal: NodeJS.Signals): void
  readonly ended: Promise<Ended>
}

function startCommand(
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
  { cwd, program = join(projectFolder, 'cli', 'main.ts') }: RunOptions,
): StartedCommand {
  const { PATH, HOME, TEMPORAL_CLI_PATH, NODE_COMPILE_CACHE } = process.env
  const child = spawn(process.execPath, [program, ...words], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH,
      HOME,
      TEMPORAL_CLI_PATH,
      NODE_COMPILE_CACHE,
      PLUMBLINE_ENV_FILE: '/dev/null',
      ...environment,
    },
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk
  })
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk
  })
  const closed = once(child, 'close')
  return {
    said: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (stderr.includes(text)) resolve()
        }
        child.stderr.on('data', look)
        look()
        const fail = (): void => reject(new Error(`It ended before it said "${text}":\n${stderr}`))
        closed.then(fail, fail)
      }),
    signal: (signal) => child.kill(signal),
    ended: closed.then(() => ({ exitCode: child.exitCode, stdout, stderr })),
  }
}
