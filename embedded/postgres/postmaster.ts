import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** PostgreSQL's own lock file in its data folder: lines of pid, folder, start, port, …, state. */
export function lockFileOf(dataFolder: string): string {
  return join(dataFolder, 'postmaster.pid')
}

/** Whether the server with this pid accepts connections. */
export function isReady(dataFolder: string, serverPid: number): boolean {
  const lines = readIfThere(lockFileOf(dataFolder)).split('\n')
  return Number(lines[0]) === serverPid && lines[7]?.trim() === 'ready'
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    throw error
  }
}
