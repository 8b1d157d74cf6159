import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** Killed at the end, if it still runs. */
export interface ChildWorker extends AsyncDisposable {
  readonly pid: number | null
  /** `kill -9`: no goodbye to Temporal, the database or the relay. */
  kill(): Promise<void>
}

/** Starts worker-process.ts, and waits until it takes work. */
export async function startChildWorker(environment: Readonly<Record<string, string>>): Promise<ChildWorker> {
  const script = fileURLToPath(new URL('worker-process.ts', import.meta.url))
  const { PATH, NODE_COMPILE_CACHE } = process.env
  const child = spawn(process.execPath, [script], {
    env: { PATH, NODE_COMPILE_CACHE, ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  const ended = once(child, 'exit')
  const ready = once(child.stdout, 'data')
  await Promise.race([
    ready,
    ended.then(() => {
      throw new Error(`The worker ended before it was ready. It said:\n${said.slice(-2000)}`)
    }),
  ])
  return {
    pid: child.pid ?? null,
    kill: () => kill(child, ended),
    [Symbol.asyncDispose]: () => kill(child, ended),
  }
}

async function kill(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  child.kill('SIGKILL')
  await ended
}
