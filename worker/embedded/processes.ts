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
