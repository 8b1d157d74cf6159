import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { createTestDatabase } from '../setup/database.ts'
import { makeTestFolder } from '../setup/test-folder.ts'

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
  /** Runs `plumbline …` to its end, with nothing in its environment but this and what a process needs. */
  run(words: readonly string[], environment?: Readonly<Record<string, string>>): Promise<Ended>
  close(): Promise<void>
}

/** The real command line, as processes of their own on a database and a data folder of their own. */
export async function openCommandLine(
  shared: Readonly<Record<string, string>> = {},
): Promise<CommandLineProcess> {
  const database = await createTestDatabase()
  const folder = makeTestFolder()
  const environment = { DATABASE_URL: database.url, PLUMBLINE_DATA_DIR: join(folder, 'data'), ...shared }
  return {
    folder,
    databaseUrl: database.url,
    run: (words, more = {}) => runCommand(words, { ...environment, ...more }, folder),
    async close() {
      await database.drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Runs cli/main.ts once; it has no terminal, so that nothing can be asked. */
export async function runCommand(
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
  cwd: string,
): Promise<Ended> {
  const { PATH, HOME, TEMPORAL_CLI_PATH } = process.env
  const child = spawn(process.execPath, [join(projectFolder, 'cli', 'main.ts'), ...words], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH, HOME, TEMPORAL_CLI_PATH, ...environment },
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    stdout += chunk
  })
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk
  })
  await once(child, 'close')
  return { exitCode: child.exitCode, stdout, stderr }
}
