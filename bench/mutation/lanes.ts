import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { Mutant } from './mutants.ts'

export interface Lane extends AsyncDisposable {
  /** @returns the test file that failed; null where all passed */
  readonly run: (mutant: Mutant, tests: readonly string[]) => Promise<string | null>
}

/** A mutant may never end: it has ten times what the tests take on the code as it is, and this at least. */
const leastPatienceMs = 30_000

const verdictSchema = z.object({ noticedBy: z.string().nullable() })

/** Opens a process that runs tests on mutants. @throws Error when the tests fail without any mutant */
export async function openLane(tests: readonly string[]): Promise<Lane> {
  let child = await start()
  const startedAt = performance.now()
  const failing = await ask(null, tests, Number.POSITIVE_INFINITY)
  if (failing !== null) throw new Error(`${failing} fails on the code as it is; mend it first`)
  const timeoutMs = Math.max(leastPatienceMs, 10 * (performance.now() - startedAt))

  return {
    run: (mutant, related) => ask(mutant, related, timeoutMs),
    async [Symbol.asyncDispose]() {
      const exited = once(child, 'exit')
      child.kill('SIGKILL')
      await exited
    },
  }

  async function ask(
    mutant: Mutant | null,
    related: readonly string[],
    withinMs: number,
  ): Promise<string | null> {
    const ended = new AbortController()
    const answered = once(child, 'message', { signal: ended.signal })
    child.send({ mutant, tests: related })
    const late = Number.isFinite(withinMs)
      ? sleep(withinMs, null, { signal: ended.signal }).catch(() => null)
      : new Promise<null>(() => undefined)
    const first = await Promise.race([answered, late])
    if (first === null) answered.catch(() => null)
    ended.abort()
    if (first !== null) return verdictSchema.parse(first[0]).noticedBy
    child.kill('SIGKILL')
    child = await start()
    return 'no end'
  }
}

async function start(): Promise<ChildProcess> {
  const child = fork(join(import.meta.dirname, 'lane.ts'), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  await once(child, 'message')
  return child
}
