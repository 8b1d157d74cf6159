import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'

/** What a program took, from its start to its end. */
export interface Taken {
  readonly seconds: number
  /** Its largest memory; null where the system doesn't tell. */
  readonly megabytes: number | null
}

/** Runs a program with the options of this one. @throws Error where it failed: its figures would be those of something else */
export async function run(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Taken> {
  const { PATH = '', HOME = '' } = process.env
  const startedAt = performance.now()
  const child = spawn(process.execPath, [...process.execArgv, ...args], {
    env: { PATH, HOME, ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const errors = text(child.stderr)
  const ended = once(child, 'exit')
  const megabytes = await peakOf(child, ended)
  if (child.exitCode !== 0) throw new Error(`a program ended with ${child.exitCode}: ${await errors}`)
  return { seconds: (performance.now() - startedAt) / 1000, megabytes }
}

/** The kernel keeps the peak of a process until it ends, so it is read again and again. */
async function peakOf({ pid, exitCode }: ChildProcess, ended: Promise<unknown>): Promise<number | null> {
  const path = `/proc/${pid}/status`
  let peak: number | null = null
  const isOver = ended.then(() => true)
  for (let over = exitCode !== null; !over; over = await Promise.race([isOver, sleep(50, false)])) {
    const kilobytes = existsSync(path) ? /VmHWM:\s+(\d+)/.exec(readFileSync(path, 'utf8'))?.[1] : undefined
    if (kilobytes !== undefined) peak = Number(kilobytes) / 1024
  }
  return peak
}
