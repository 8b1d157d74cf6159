import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { waitUntil } from '../setup/wait-until.ts'

const projectFolder = join(import.meta.dirname, '..', '..')

/** `npm start` as a process of its own, without the set-up before it. */
export interface WorkerProcess {
  readonly child: ChildProcess
  /** What it has written until now. */
  said(): string
  /** Waits until it has said so. */
  untilSaid(words: string): Promise<void>
  /** Its exit code, once it has ended. */
  readonly exited: Promise<number | null>
}

/** Starts start/main.ts with nothing in its environment but this and what a process needs. */
export function startWorkerProcess(
  environment: Readonly<Record<string, string>>,
  words: readonly string[] = [],
): WorkerProcess {
  const { PATH, HOME, TEMPORAL_CLI_PATH, NODE_COMPILE_CACHE } = process.env
  const child = spawn(process.execPath, ['start/main.ts', ...words], {
    cwd: projectFolder,
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
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk
    })
  }
  let isClosed = false
  const exited = once(child, 'close').then(() => {
    isClosed = true
    return child.exitCode
  })
  return {
    child,
    said: () => text,
    async untilSaid(words) {
      // A process that has ended may have said more than was read of it; closed is what was read to its end.
      await waitUntil(() => text.includes(words) || isClosed)
      if (!text.includes(words)) throw new Error(`It ended before it said "${words}":\n${text}`)
    },
    exited,
  }
}
