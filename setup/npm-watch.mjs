import { readStat } from '../embedded/process/processes.mjs'

/** The parent at our start: an npm that is killed during the installation must be noticed too. */
const parent = process.ppid
const npm = process.env.npm_lifecycle_event ? parentOfShell(parent) : null

/**
 * Calls back once when npm is gone: killed, it doesn't tell us. We are then handed to another parent; where a shell stands
 * between, it is npm that vanishes.
 * @param {() => void} callback
 * @returns {() => void} ends the watch
 */
export function onNpmExit(callback) {
  const poll = setInterval(() => {
    if (process.ppid === parent && (npm === null || parentOfShell(parent) === npm)) return
    clearInterval(poll)
    callback()
  }, 500)
  poll.unref()
  return () => clearInterval(poll)
}

/**
 * The parent of a shell, on Linux; null for any other process, for one that is gone, and where it can't be seen.
 * @param {number} pid
 */
function parentOfShell(pid) {
  const seen = readStat(pid)
  return seen && /^(ba|da|z|k)?sh$/.test(seen.name) ? seen.parent : null
}
