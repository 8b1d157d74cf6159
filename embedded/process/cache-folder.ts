import { accessSync, constants, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { DataFolderError } from './own-folder.ts'

/** Plumbline's own folder. */
const projectFolder = join(import.meta.dirname, '..', '..')

/**
 * The user's cache folder for what Plumbline downloads, or the project's own where that can't be written (a read-only home).
 * The system's convention (`XDG_CACHE_HOME`) and no setting of ours, so it is read here.
 * @throws DataFolderError where not even the project's can be written
 */
export function openCacheFolder(
  cacheHome = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'),
  ownFolder = projectFolder,
): string {
  const folders = [join(cacheHome, 'plumbline'), join(ownFolder, '.plumbline', 'cache')]
  const writable = folders.find(isWritable)
  if (writable !== undefined) return writable
  throw new DataFolderError(
    `what is downloaded can be kept neither in ${folders.join(' nor in ')}: set XDG_CACHE_HOME to a folder that this user may write`,
  )
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
