import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Stands in node_modules while the libraries are installed. npm takes any package whose package.json is there for whole, so what a
 * killed one has left can't be brought up to date. `npm ci` takes it away with the rest, and begins anew itself.
 */
const markName = '.plumbline-unfinished'
/** npm writes it last. */
const npmsRecord = '.package-lock.json'

/**
 * Whether an installation, ours or npm's own, began and didn't end.
 * @param {string} modulesFolder
 */
export function isUnfinished(modulesFolder) {
  return isMarked(modulesFolder) || (isFilled(modulesFolder) && !existsSync(join(modulesFolder, npmsRecord)))
}

/** @param {string} modulesFolder */
export function isMarked(modulesFolder) {
  return existsSync(join(modulesFolder, markName))
}

/** @param {string} modulesFolder */
export function markUnfinished(modulesFolder) {
  mkdirSync(modulesFolder, { recursive: true })
  const mark = openSync(join(modulesFolder, markName), 'w')
  // Before anything else reaches the disk: a power cut leaves the mark too.
  fsyncSync(mark)
  closeSync(mark)
}

/** @param {string} modulesFolder */
export function markFinished(modulesFolder) {
  rmSync(join(modulesFolder, markName), { force: true })
}

/**
 * Removes everything but the mark: a removal that is itself killed leaves it.
 * @param {string} modulesFolder
 */
export function removeLibraries(modulesFolder) {
  for (const name of readdirSync(modulesFolder))
    if (name !== markName) rmSync(join(modulesFolder, name), { recursive: true, force: true })
}

/** @param {string} modulesFolder */
function isFilled(modulesFolder) {
  return existsSync(modulesFolder) && readdirSync(modulesFolder).some((name) => !name.startsWith('.'))
}
