import { chmodSync, existsSync, mkdtempSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Makes a folder below the system's temporary one that all may enter, as root's PostgreSQL must; what its test leaves goes with the run. */
export function makeTestFolder(): string {
  return makeFolderIn(tmpdir())
}

/** Where Linux keeps files in memory. */
const memoryPlace = '/dev/shm'
export const testFolderPlaces = [memoryPlace, tmpdir()]
/** What the servers of a test run need, with room to spare: a database of 10 MB for each file that runs, and PostgreSQL's log. */
const serversBytes = 4 * 2 ** 30

/**
 * Makes such a folder in memory where Linux has room there, else below the temporary one: a database is a thousand files, and a
 * disk's file system takes longer to make and remove them than all that tests do with them.
 */
export function makeFolderInMemory(): string {
  return makeFolderIn(hasRoom(memoryPlace) ? memoryPlace : tmpdir())
}

function hasRoom(folder: string): boolean {
  if (!existsSync(folder)) return false
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize > serversBytes
}

function makeFolderIn(place: string): string {
  const folder = mkdtempSync(join(place, `plumbline-test-${process.pid}-`))
  chmodSync(folder, 0o755)
  return folder
}
