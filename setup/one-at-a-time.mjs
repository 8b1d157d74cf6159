import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isAlive, lookAt } from './processes.mjs'

/**
 * Runs the steps while no other set-up of this project does: two npm scripts started at once must not both install.
 * @param {string} projectFolder
 * @param {(line: string) => void} say
 * @param {() => Promise<void>} steps
 */
export async function oneAtATime(projectFolder, say, steps) {
  const folder = join(projectFolder, '.plumbline')
  mkdirSync(folder, { recursive: true })
  const lock = join(folder, 'setup.lock')
  let told = false
  while (!take(lock)) {
    const owner = ownerOf(lock)
    if (owner === null) continue
    if (!isStillRunning(owner)) {
      drop(lock)
      continue
    }
    if (!told) say(`waiting for another set-up of this project (process ${owner.pid}, ${lock})`)
    told = true
    await sleep(500)
  }
  try {
    await steps()
  } finally {
    rmSync(lock, { force: true })
  }
}

/**
 * @param {string} lock
 * @returns {boolean} false while another process has it, even a dead one
 */
function take(lock) {
  const half = `${lock}.${process.pid}`
  writeFileSync(half, JSON.stringify({ pid: process.pid, beginning: beginningOf(process.pid) }))
  try {
    // A hard link is made whole, and only where nothing is: of two processes, one gets it.
    linkSync(half, lock)
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    return false
  } finally {
    rmSync(half)
  }
}

/** @param {string} lock */
function ownerOf(lock) {
  try {
    const { pid, beginning } = JSON.parse(readFileSync(lock, 'utf8'))
    return { pid, beginning }
  } catch (error) {
    if (error.code === 'ENOENT') return null
    // A full disk may have left a lock without its words.
    if (error instanceof SyntaxError) return { pid: 0, beginning: null }
    throw error
  }
}

/** Another process may have a dead one's number by now, so its beginning must be the same. */
function isStillRunning({ pid, beginning }) {
  return isAlive(pid) && beginningOf(pid) === beginning
}

/** @param {number} pid */
function beginningOf(pid) {
  return lookAt(pid)?.beginning ?? null
}

/**
 * Removes a dead process's lock, and only that: another set-up may have removed it first and taken its place.
 * @param {string} lock
 */
function drop(lock) {
  const aside = `${lock}.dead.${process.pid}`
  try {
    renameSync(lock, aside)
  } catch (error) {
    if (error.code === 'ENOENT') return
    throw error
  }
  const owner = ownerOf(aside)
  if (owner && isStillRunning(owner)) renameSync(aside, lock)
  else rmSync(aside)
}
