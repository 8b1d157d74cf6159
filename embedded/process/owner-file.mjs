// @ts-check
/**
 * Owner files: a file that names the one process which may do something at a time. Everything of ours that must not run
 * twice at once uses them: the set-up, the demo, each embedded server. Plain JavaScript: setup/ runs on a bare Node.
 *
 * The file is made by a hard link, whole and only where nothing is, so of two processes one gets it. It holds the owner's
 * process number and start time: a number alone may be another process' by now. A dead owner's file is removed by who
 * holds `<file>.removing`, so that nobody removes the file of a process that took over in between.
 */
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { codeOf, startTimeOf } from './processes.mjs'

/**
 * @typedef {object} Owner
 * @property {number} pid 0 where the file can't be understood
 * @property {string | null} startedAt see startTimeOf
 * @property {Readonly<Record<string, unknown>>} details whatever the owner says besides
 */

/**
 * Takes the file for this process.
 * @param {string} file
 * @param {Readonly<Record<string, unknown>>} [details] JSON values that others may read
 * @returns {boolean} false while it is another's, even a dead one's (see removeDeadOwner)
 */
export function takeOwnership(file, details = {}) {
  const whole = writeAside(file, details)
  try {
    linkSync(whole, file)
    return true
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
    return false
  } finally {
    rmSync(whole)
  }
}

/**
 * Replaces the details in a file of our own, in one step.
 * @param {string} file
 * @param {Readonly<Record<string, unknown>>} details
 */
export function updateOwnership(file, details) {
  renameSync(writeAside(file, details), file)
}

/**
 * Gives up a file of our own; another's stays.
 * @param {string} file
 */
export function releaseOwnership(file) {
  const owner = readOwner(file)
  if (owner?.pid === process.pid && isRunning(owner)) rmSync(file, { force: true })
}

/**
 * @param {string} file
 * @returns {Owner | null} null when there is none
 */
export function readOwner(file) {
  const text = readIfThere(file)
  if (text === null) return null
  const { pid, startedAt, ...details } = parseObject(text)
  return {
    pid: typeof pid === 'number' ? pid : 0,
    startedAt: typeof startedAt === 'string' ? startedAt : null,
    details,
  }
}

/**
 * Whether the very process that took the file still runs.
 * @param {Owner} owner
 */
export function isRunning({ pid, startedAt }) {
  const actual = startTimeOf(pid)
  return actual !== null && actual === startedAt
}

/**
 * Whether a running process has the file.
 * @param {string} file
 */
export function isOwned(file) {
  const owner = readOwner(file)
  return owner !== null && isRunning(owner)
}

/**
 * Removes the file of a dead owner; that of a running one stays.
 * @param {string} file
 */
export function removeDeadOwner(file) {
  const removing = `${file}.removing`
  if (!takeOwnership(removing)) {
    if (!isOwned(removing)) rmSync(removing, { force: true })
    return
  }
  try {
    if (!isOwned(file)) rmSync(file, { force: true })
  } finally {
    rmSync(removing, { force: true })
  }
}

/**
 * @typedef {object} WaitOptions
 * @property {(owner: Owner) => void} [onWait] called once, when a running process has the file
 * @property {number} [timeoutMs] defaults to no limit
 *
 * @typedef {{ readonly taken: true, readonly fromDead: boolean } | { readonly taken: false, readonly owner: Owner }} Outcome
 */

/**
 * Takes the file for this process as soon as no running process has it.
 * @param {string} file
 * @param {WaitOptions} [options]
 * @returns {Promise<Outcome>} `fromDead`: a killed process had it, and may have left half of its work;
 *   `owner`: who still has it after `timeoutMs`
 */
export async function waitForOwnership(file, { onWait, timeoutMs = Number.POSITIVE_INFINITY } = {}) {
  const startedAt = performance.now()
  let [fromDead, told] = [false, false]
  for (;;) {
    if (takeOwnership(file)) return { taken: true, fromDead }
    const owner = readOwner(file)
    if (owner === null) continue
    if (!isRunning(owner)) {
      removeDeadOwner(file)
      fromDead = true
      continue
    }
    if (performance.now() - startedAt > timeoutMs) return { taken: false, owner }
    if (!told) onWait?.(owner)
    told = true
    await sleep(100)
  }
}

/**
 * @param {string} file
 * @param {Readonly<Record<string, unknown>>} details
 */
function writeAside(file, details) {
  const aside = `${file}.${process.pid}`
  const owner = { pid: process.pid, startedAt: startTimeOf(process.pid), ...details }
  writeFileSync(aside, `${JSON.stringify(owner)}\n`, { mode: 0o600 })
  return aside
}

/**
 * @param {string} text
 * @returns {Record<string, unknown>} empty where the text is none: a full disk may leave a file without content
 */
function parseObject(text) {
  try {
    /** @type {unknown} */
    const value = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch (error) {
    if (error instanceof SyntaxError) return {}
    throw error
  }
}

/** @param {string} file */
function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}
