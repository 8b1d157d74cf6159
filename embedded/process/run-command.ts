import { execFile } from 'node:child_process'

export interface RunResult {
  /** Standard output, trimmed. */
  readonly output: string
  /** Null on success; else the reason in one line. */
  readonly failure: string | null
}

export interface RunOptions {
  readonly timeoutMs: number
  readonly cwd?: string
  /** Set beside the environment that we have ourselves. */
  readonly env?: Readonly<Record<string, string>>
}

/** Runs a program to its end; a failing or missing program is a result, not an exception. */
export function run(program: string, args: readonly string[], options: RunOptions): Promise<RunResult> {
  const { promise, resolve } = Promise.withResolvers<RunResult>()
  const { timeoutMs, cwd, env } = options
  const limits = { timeout: timeoutMs, killSignal: 'SIGKILL', maxBuffer: 16_000_000 } as const
  execFile(
    program,
    args,
    { ...limits, ...(cwd ? { cwd } : {}), env: { ...process.env, ...env } },
    (error, stdout, stderr) => {
      resolve({ output: stdout.trim(), failure: error ? reasonOf(error, stderr, timeoutMs) : null })
    },
  )
  return promise
}

function reasonOf(error: Error, stderr: string, timeoutMs: number): string {
  if ('code' in error && error.code === 'ENOENT') return 'there is no such program'
  if ('killed' in error && error.killed) return `no result within ${timeoutMs / 1000} s`
  const lastLine = stderr.trim().split('\n').at(-1)
  return lastLine || error.message.split('\n')[0] || 'it failed without a word'
}
