import type { Stats } from 'node:fs'
import { lstat, stat } from 'node:fs/promises'

/** What is at a path, links followed; null where nothing is. */
export function statOrNull(path: string): Promise<Stats | null> {
  return nullIfMissing(stat(path))
}

/** What is at a path, a link as itself; null where nothing is. */
export function lstatOrNull(path: string): Promise<Stats | null> {
  return nullIfMissing(lstat(path))
}

/** Whether the system said this of an operation, such as `ENOENT`. */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

async function nullIfMissing(found: Promise<Stats>): Promise<Stats | null> {
  try {
    return await found
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null
    throw error
  }
}
