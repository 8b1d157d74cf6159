import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { cpuSecondsOf, type ProcessKind, ProcessWatch } from './process-watch.ts'

/** What a program took, from its start to its end. */
export interface Taken {
  readonly seconds: number
  /** Its own largest memory, without that of the programs that it started; null where the system doesn't tell. */
  readonly megabytes: number | null
  /** Processor time of it and of the programs that it started, up to 50 ms before their end; empty where the system doesn't tell. */
  readonly cpuSeconds: ReadonlyMap<ProcessKind, number>
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
  const taken = await watch(child, ended)
  if (child.exitCode !== 0) throw new Error(`a program ended with ${child.exitCode}: ${await errors}`)
  return { seconds: (performance.now() - startedAt) / 1000, ...taken }
}

/** The kernel keeps the figures of a process until it ends, so they are read again and again. */
async function watch(
  { pid, exitCode }: ChildProcess,
  ended: Promise<unknown>,
): Promise<Pick<Taken, 'megabytes' | 'cpuSeconds'>> {
  const path = `/proc/${pid}/status`
  let peak: number | null = null
  const processes = new ProcessWatch(pid ?? 0)
  const isOver = ended.then(() => true)
  for (let over = exitCode !== null; !over; over = await Promise.race([isOver, sleep(50, false)])) {
    const kilobytes = existsSync(path) ? /VmHWM:\s+(\d+)/.exec(readFileSync(path, 'utf8'))?.[1] : undefined
    if (kilobytes !== undefined) peak = Number(kilobytes) / 1024
    processes.look()
  }
  return { megabytes: peak, cpuSeconds: processes.cpuSeconds() }
}

/** Processor time that a running process took meanwhile; 0 where the system doesn't tell. */
export async function cpuSecondsDuring(
  pid: number | undefined,
  work: () => Promise<unknown>,
): Promise<number> {
  const before = cpuSecondsOf(pid ?? 0) ?? 0
  await work()
  return (cpuSecondsOf(pid ?? 0) ?? before) - before
}
