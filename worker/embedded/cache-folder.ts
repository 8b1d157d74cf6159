import { accessSync, constants, mkdirSync } from 'node:fs'
import { join } from 'node:path'

export interface CachePlaces {
  /** `XDG_CACHE_HOME`, when set. */
  readonly xdgCacheHome: string | undefined
  readonly homeFolder: string
  readonly projectFolder: string
}

/**
 * The user's cache folder for what Plumbline downloads, or the project's own where that can't be written (a read-only home).
 * @throws Error of the file system when not even the project's can be made
 */
export function openCacheFolder(places: CachePlaces): string {
  const preferred = join(places.xdgCacheHome || join(places.homeFolder, '.cache'), 'plumbline')
  if (isWritable(preferred)) return preferred
  const fallback = join(places.projectFolder, '.plumbline', 'cache')
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
