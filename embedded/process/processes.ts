import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

/** The words that a process was started with, joined by spaces; null when there is no such process. */
export function commandLineOf(pid: number): string | null {
  if (existsSync('/proc/self/cmdline')) {
    try {
      const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim()
      // A zombie has none: it's gone but for its parent's asking.
      return words === '' ? null : words
    } catch (error) {
      if (isGone(error)) return null
      throw error
    }
  }
  const listed = spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' })
  return listed.status === 0 ? listed.stdout.trim() : null
}

/**
 * When a process began, in the system's own words; null when there is no such process. With the number it names one process
 * for good: numbers come round again, in a container at each start.
 */
export function beginningOf(pid: number): string | null {
  if (commandLineOf(pid) === null) return null
  if (!existsSync('/proc/self/stat')) {
    return spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim() || null
  }
  try {
    // Fields after the name, which may hold anything but ends with the last bracket: the 22nd of all is the start.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')
    return fields?.[19] ?? null
  } catch (error) {
    if (isGone(error)) return null
    throw error
  }
}

/** Sends a signal; a process that is already gone is no failure. */
export function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if (!isGone(error)) throw error
  }
}

/** ESRCH: the process went between two looks, or before the first. */
function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')
}
