// @ts-check
/** Looking at processes by their numbers. Plain JavaScript: setup/ uses it before anything is installed. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, readlinkSync } from 'node:fs'

/**
 * @typedef {object} ProcessStat
 * @property {string} name
 * @property {number} parent
 * @property {string} startedAt in clock ticks since the system's start
 */

/**
 * What Linux's /proc says about a process; null for one that is gone (a zombie too), and for all where there is no /proc.
 * @param {number} pid
 * @returns {ProcessStat | null}
 */
export function readStat(pid) {
  const [, name, state, parent, startedAt] =
    /\((.*)\) (\S+) (\d+)(?: \S+){17} (\d+)/s.exec(readIfThere(`/proc/${pid}/stat`)) ?? []
  if (name === undefined || startedAt === undefined || state === 'Z') return null
  return { name, parent: Number(parent), startedAt }
}

/**
 * When a process started, in the system's own notation; null when there is no such process. With its number it names one
 * process for good: numbers are reused, in a container at each start.
 * @param {number} pid
 * @returns {string | null}
 */
export function startTimeOf(pid) {
  if (!(pid > 0)) return null
  if (existsSync('/proc/self/stat')) return readStat(pid)?.startedAt ?? null
  return psColumn(pid, 'lstart')
}

/**
 * A process' arguments, joined by spaces; null when there is no such process.
 * @param {number} pid
 * @returns {string | null}
 */
export function commandLineOf(pid) {
  if (!existsSync('/proc/self/cmdline')) return psColumn(pid, 'args')
  // A zombie has none: it is gone, and its parent hasn't looked yet.
  return readIfThere(`/proc/${pid}/cmdline`).split('\0').join(' ').trim() || null
}

/**
 * Whether a process is there and has a folder as its working folder (on systems without /proc: names it in its arguments).
 * @param {number} pid
 * @param {string} folder free of symbolic links
 */
export function runsIn(pid, folder) {
  if (!existsSync('/proc/self/cwd')) return commandLineOf(pid)?.includes(folder) === true
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === folder
  } catch (error) {
    if (['ENOENT', 'ESRCH', 'EACCES'].includes(String(codeOf(error)))) return false
    throw error
  }
}

/**
 * Whether any process of a group is left.
 * @param {number} groupId the process number of the group's first process
 */
export function isGroupAlive(groupId) {
  try {
    process.kill(-groupId, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

/**
 * Sends a signal; a process that is already gone is no failure.
 * @param {number} pid negative for a process group
 * @param {NodeJS.Signals} signal
 */
export function signalProcess(pid, signal) {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if (codeOf(error) !== 'ESRCH') throw error
  }
}

/**
 * @param {number} pid
 * @param {string} column
 */
function psColumn(pid, column) {
  const listed = spawnSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' })
  return (listed.status === 0 && listed.stdout.trim()) || null
}

/** @param {string} file */
function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ESRCH') return ''
    throw error
  }
}

/**
 * The system's code for what went wrong, such as `ENOENT`; undefined for any other error.
 * @param {unknown} error
 */
export function codeOf(error) {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
