import { readFileSync } from 'node:fs'

/**
 * What Linux tells of a process. Null for one that is gone, and for all where the system has no /proc.
 * @param {number} pid
 * @returns {{ name: string, parent: number, beginning: string } | null}
 */
export function lookAt(pid) {
  const [, name, parent, beginning] = /\((.*)\) \S+ (\d+)(?: \S+){17} (\d+)/.exec(statOf(pid)) ?? []
  return name === undefined ? null : { name, parent: Number(parent), beginning }
}

/** @param {number} pid */
function statOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ESRCH') return ''
    throw error
  }
}

/** @param {number} pid */
export function isAlive(pid) {
  if (!(pid > 0)) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
