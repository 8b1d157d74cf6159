import { accessSync, constants, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** Plumbline's own folder. */
const projectFolder = join(import.meta.dirname, '..', '..')

/**
 * The user's cache folder for what Plumbline downloads, or the project's own where that can't be written (a read-only home).
 * The system's convention (`XDG_CACHE_HOME`) and no setting of ours, so it is read here.
 * @throws Error of the file system when not even the project's can be made
 */
export function openCacheFolder(
  cacheHome = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'),
): string {
  const preferred = join(cacheHome, 'plumbline')
  if (isWritable(preferred)) return preferred
  const fallback = join(projectFolder, '.plumbline', 'cache')
  mkdirSync(fallback, { recursive: true })
  return fallback
}

function isWritable(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error) return false
    throw error
  }
}
