import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Runs the steps while no other set-up of this project does: two npm scripts started at once must not both install.
 * @param {string} projectFolder
 * @param {(line: string) => void} say
 * @param {() => void} steps
 */
export function oneAtATime(projectFolder, say, steps) {
  const folder = join(projectFolder, '.plumbline')
  mkdirSync(folder, { recursive: true })
  const lock = join(folder, 'setup.lock')
  let told = false
  while (!take(lock)) {
    if (!told) say('waiting for another set-up of this project')
    told = true
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500)
  }
  try {
    steps()
  } finally {
    rmSync(lock, { force: true })
  }
}

/**
 * @param {string} lock
 * @returns {boolean} false while another live process has it
 */
function take(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
  }
  if (!isAlive(ownerOf(lock))) rmSync(lock, { force: true })
  return false
}

/** @param {string} lock */
function ownerOf(lock) {
  try {
    return Number(readFileSync(lock, 'utf8'))
  } catch (error) {
    if (error.code === 'ENOENT') return 0
    throw error
  }
}

/** @param {number} pid */
function isAlive(pid) {
  if (!(pid > 0)) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
