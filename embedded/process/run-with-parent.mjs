// @ts-check
/** Programs that end when we do, even when we are killed with -9 (see end-with-parent.sh). */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { isGroupAlive, signalProcess } from './processes.mjs'

/**
 * @typedef {object} ProgramOrder
 * @property {string} command
 * @property {readonly string[]} args
 * @property {Readonly<Record<string, string>>} env
 * @property {string} cwd
 * @property {string} logFile standard output and error are appended here
 * @property {'INT' | 'TERM' | 'KILL'} stopSignal what asks the program to end: PostgreSQL shuts down fast on INT, most others on TERM, and KILL is for those that lose nothing by it
 * @property {number} graceSeconds after this, KILL
 * @property {{ readonly uid: number, readonly gid: number } | null} account null: as ourselves
 *
 * @typedef {object} ParentBoundProgram
 * @property {number} serverPid
 * @property {number} groupId the process group that the program and its shell are
 * @property {Promise<void>} exited settles when both are gone
 * @property {() => void} stop asks the program to end
 */

/** Without its comments: the text is an argument, and whoever lists processes sees it. */
const script = readFileSync(new URL('./end-with-parent.sh', import.meta.url), 'utf8').replace(
  /^\s*#.*\n/gm,
  '',
)
const logLimitBytes = 5_000_000

/**
 * The arguments for /bin/sh that run a program under end-with-parent.sh. Its standard input must be a pipe, on which the
 * program starts at the first line, and its descriptor 3 one too.
 * @param {'INT' | 'TERM' | 'KILL'} stopSignal
 * @param {number} graceSeconds
 * @param {string} command
 * @param {readonly string[]} args
 */
export function shellArguments(stopSignal, graceSeconds, command, args) {
  // As text and not as a file: the account may be unable to enter our folder.
  return ['-c', script, 'end-with-parent', stopSignal, String(graceSeconds), command, ...args]
}

/**
 * Starts a program in a process group of its own: Ctrl-C in the terminal doesn't reach it.
 * @param {ProgramOrder} order
 * @param {(groupId: number) => void} beforeStart called before the program runs
 * @returns {Promise<ParentBoundProgram>}
 * @throws Error of `spawn` when not even the shell can be started
 */
export async function startWithParent(order, beforeStart) {
  const { command, args, cwd, env, account, stopSignal, graceSeconds, logFile } = order
  rotateLog(logFile)
  const log = openSync(logFile, 'a', 0o600)
  const shell = spawn('/bin/sh', shellArguments(stopSignal, graceSeconds, command, args), {
    cwd,
    env: { ...env },
    stdio: ['pipe', log, log, 'pipe'],
    detached: true,
    ...account,
  })
  closeSync(log)
  const exited = whenGone(shell, stopSignal, graceSeconds)
  // A shell that can't be started fails both.
  exited.catch(() => undefined)
  await once(shell, 'spawn')
  const [input, , , pidPipe] = shell.stdio
  const groupId = shell.pid
  if (!input || !pidPipe || !('read' in pidPipe) || groupId === undefined)
    throw new Error('The shell was started without its pipes.')
  // A program that ends by itself closes the other end.
  input.on('error', () => undefined)
  beforeStart(groupId)
  input.write('go\n')
  const serverPid = Number(await text(pidPipe))
  return { serverPid, groupId, exited, stop: () => void input.end() }
}

/**
 * @param {import('node:child_process').ChildProcess} shell
 * @param {'INT' | 'TERM' | 'KILL'} stopSignal
 * @param {number} graceSeconds
 */
async function whenGone(shell, stopSignal, graceSeconds) {
  const [, signal] = await once(shell, 'exit')
  const groupId = shell.pid
  // A shell that was itself killed can't end its program any more; the group still can be reached.
  if (signal === null || groupId === undefined) return
  signalProcess(-groupId, `SIG${stopSignal}`)
  const killAt = performance.now() + graceSeconds * 1_000
  while (isGroupAlive(groupId)) {
    if (performance.now() > killAt) signalProcess(-groupId, 'SIGKILL')
    await sleep(20)
  }
}

/**
 * Keeps one older log, so that a server that runs for years doesn't fill the disk.
 * @param {string} logFile
 */
function rotateLog(logFile) {
  const size = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0
  if (size > logLimitBytes) renameSync(logFile, `${logFile}.1`)
}
