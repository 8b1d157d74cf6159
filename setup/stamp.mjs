import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * A hash of the files' contents; a missing file counts too.
 * @param {readonly string[]} files
 */
export function fingerprintOf(files) {
  const hash = createHash('sha256').update(`${process.platform}-${process.arch}`)
  for (const file of files) hash.update(existsSync(file) ? readFileSync(file) : 'missing').update('\0')
  return hash.digest('hex')
}

/**
 * Whether a step was last done for this fingerprint. The stamp is then dated now: `plumbline` asks only whether it is newer
 * than the lists of libraries, which a checkout dates anew.
 * @param {string} stampFile
 * @param {string} fingerprint
 */
export function isDone(stampFile, fingerprint) {
  if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== fingerprint) return false
  const now = new Date()
  try {
    utimesSync(stampFile, now, now)
  } catch (error) {
    // Installed by another user, or read-only: then each start compares the fingerprint.
    if (!['EACCES', 'EPERM', 'EROFS'].includes(error.code)) throw error
  }
  return true
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
