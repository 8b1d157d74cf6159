import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * What the files hold, in one word; a missing file counts as such.
 * @param {readonly string[]} files
 */
export function fingerprintOf(files) {
  const hash = createHash('sha256').update(`${process.platform}-${process.arch}`)
  for (const file of files) hash.update(existsSync(file) ? readFileSync(file) : 'missing').update('\0')
  return hash.digest('hex')
}

/**
 * Whether a step was last done for this fingerprint.
 * @param {string} stampFile
 * @param {string} fingerprint
 */
export function isDone(stampFile, fingerprint) {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === fingerprint
}

/**
 * @param {string} stampFile
 * @param {string} fingerprint
 */
export function markDone(stampFile, fingerprint) {
  mkdirSync(dirname(stampFile), { recursive: true })
  // A new file in its place: a copy of the folder by hard links keeps its own stamp.
  writeFileSync(`${stampFile}.new`, fingerprint)
  renameSync(`${stampFile}.new`, stampFile)
}
