import { readdirSync, readFileSync } from 'node:fs'
import { availableParallelism, cpus } from 'node:os'

/** What processes took of the machine; null where it has no /proc. */
export interface ProcessUse {
  readonly cpuSeconds: number
  readonly megabytes: number
}

/** Ticks of /proc, and bytes of a page: those of Linux on every machine that it is built for today. */
const ticksPerSecond = 100
const pageBytes = 4_096

/** What one process has taken so far, without those that it started; null where it can't be seen. */
export function useOf(pid: number): ProcessUse | null {
  const fields = fieldsOf(pid)
  if (fields === null) return null
  const [userTicks = 0, systemTicks = 0] = fields.slice(11, 13)
  const pages = fields[21] ?? 0
  return {
    cpuSeconds: (userTicks + systemTicks) / ticksPerSecond,
    megabytes: (pages * pageBytes) / 1e6,
  }
}

/** The processor time of a process and of all that it started and still runs, or that has ended; null where it can't be seen. */
export function cpuSecondsWithChildren(pid: number): number | null {
  const own = fieldsOf(pid)
  if (own === null) return null
  const ended = own.slice(13, 15).reduce((sum, ticks) => sum + ticks, 0) / ticksPerSecond
  const running = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && fieldsOf(Number(name))?.[1] === pid)
    .reduce((sum, name) => sum + (useOf(Number(name))?.cpuSeconds ?? 0), 0)
  return (useOf(pid)?.cpuSeconds ?? 0) + ended + running
}

/** The fields of /proc/PID/stat from the third on (proc_pid_stat(5)): the second may hold spaces. */
function fieldsOf(pid: number): number[] | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    return stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number)
  } catch {
    // No such process any more, or no /proc.
    return null
  }
}

/** How much of the machine was busy since an instant, from 0 to 1. */
export function machineBusy(): () => number {
  const before = machineTimes()
  return () => {
    const after = machineTimes()
    const all = after.all - before.all
    return all === 0 ? 0 : 1 - (after.idle - before.idle) / all
  }
}

function machineTimes(): { readonly idle: number; readonly all: number } {
  const times = cpus().map((cpu) => cpu.times)
  const idle = times.reduce((sum, each) => sum + each.idle, 0)
  const all = times.reduce(
    (sum, { user, nice, sys, idle: still, irq }) => sum + user + nice + sys + still + irq,
    0,
  )
  return { idle, all }
}

export interface Limits {
  readonly perSecond: number
  /** What the relay could take at most, each connection waiting for it in turn; null where it takes mails at once. */
  readonly relayPerSecond: number | null
  /** From 0 to 1. */
  readonly busy: number
}

/** What kept a run from being faster. */
export function limitText({ perSecond, relayPerSecond, busy }: Limits): string {
  if (relayPerSecond !== null && perSecond >= 0.9 * relayPerSecond)
    return `the relay (${relayPerSecond.toFixed(0)} mails/s over these connections)`
  const cores = `${availableParallelism()} cores ${(busy * 100).toFixed(0)} % busy`
  return busy >= 0.9 ? `the machine: ${cores}` : `replies that are waited for: ${cores}`
}
