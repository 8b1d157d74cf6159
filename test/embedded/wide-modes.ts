import { lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** The folder and all in it that others than the owner may read, write or enter, as `644 path`. */
export function wideModesIn(folder: string): readonly string[] {
  return [
    folder,
    ...readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  ]
    .map((path) => ({ path, stats: lstatSync(path, { throwIfNoEntry: false }) }))
    .filter(({ stats }) => stats !== undefined && !stats.isSymbolicLink() && (stats.mode & 0o077) !== 0)
    .map(({ path, stats }) => `${((stats?.mode ?? 0) & 0o777).toString(8)} ${path}`)
}
