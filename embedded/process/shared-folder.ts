import { chmodSync, lstatSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Only root writes here, and every account may enter: what root's servers need when the project lies in a closed home. */
const sharedFolder = '/var/lib/plumbline'

/** Makes the shared folder if need be; only for root. */
export function ensureSharedFolder(): string {
  mkdirSync(sharedFolder, { recursive: true })
  // Whatever root's umask is.
  chmodSync(sharedFolder, 0o755)
  return sharedFolder
}

/** Lets every account read a tree, enter its folders and run its programs. */
export function openToAll(path: string): void {
  const stats = lstatSync(path)
  if (stats.isSymbolicLink()) return
  const mayRun = stats.isDirectory() || (stats.mode & 0o100) !== 0
  chmodSync(path, mayRun ? 0o755 : 0o644)
  if (stats.isDirectory()) for (const name of readdirSync(path)) openToAll(join(path, name))
}
