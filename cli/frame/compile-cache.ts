import { mkdirSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { openCacheFolder } from '../../embedded/process/cache-folder.ts'
import { DataFolderError } from '../../embedded/process/own-folder.ts'

/** Keeps compiled code from one start to the next, in the user's own cache folder; Node's default is open to all of /tmp. */
export function keepCompiledCode(): void {
  try {
    const folder = join(openCacheFolder(), 'node')
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    enableCompileCache(folder)
  } catch (error) {
    // Commands start more slowly, and that is all.
    if (!(error instanceof DataFolderError)) throw error
  }
}
