// @ts-check
/**
 * Runs one server for all processes that use it, and ends it when the last of them is gone. A process of its own, started
 * by shared-server.ts with a SupervisorOrder on standard input; it outlives whoever started it.
 *
 * Every user holds a connection to the socket `users.sock` in the server's folder, which the kernel closes even on kill -9.
 * A connection that got a welcome counts; one that comes while the server stops gets none, and its process starts anew.
 * Plain JavaScript: without types to strip, Node is ready 40 ms sooner.
 */
import { once } from 'node:events'
import { readFileSync, rmSync, statSync, writeSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  isRunning,
  readOwner,
  releaseOwnership,
  removeDeadOwner,
  takeOwnership,
  updateOwnership,
} from './owner-file.mjs'
import { isGroupAlive, runsIn, signalProcess, startTimeOf } from './processes.mjs'
import { startWithParent } from './run-with-parent.mjs'
import { withSocketPath } from './socket-path.mjs'

/** @import { Socket } from 'node:net' */
/** @import { ParentBoundProgram, ProgramOrder } from './run-with-parent.mjs' */

/**
 * @typedef {object} SupervisorOrder
 * @property {string} folder holds `server.json` (the owner file) and `users.sock`
 * @property {ProgramOrder} program
 * @property {Readonly<Record<string, number>>} ports told to every user
 * @property {string | null} pidFile the server's own lock file, removed where it names no running server of this kind
 *
 * @typedef {{ readonly state: 'ready' }
 *   | { readonly state: 'owned' }
 *   | { readonly state: 'failed', readonly reason: string }} SupervisorReport
 *   `owned`: another supervisor has the folder
 *
 * @typedef {object} Welcome
 * @property {number} serverPid
 * @property {Readonly<Record<string, number>>} ports
 * @property {number} logStart bytes in the log file before this server wrote to it
 */

/** A start whose process was killed at once: nobody will come. */
const firstUserTimeoutMs = 10_000
/** What a killed supervisor ran ends within the program's grace time; after this much more it is killed. */
const orphanGraceMs = 3_000

/** @param {SupervisorOrder} order */
async function supervise(order) {
  const ownerFile = join(order.folder, 'server.json')
  if (!(await takeFolder(ownerFile, order))) return report({ state: 'owned' })
  try {
    const refusal = removeLeftovers(order)
    if (refusal !== null) return report({ state: 'failed', reason: refusal })
    const logStart = statSync(order.program.logFile, { throwIfNoEntry: false })?.size ?? 0
    const program = await startWithParent(order.program, (groupId) =>
      updateOwnership(ownerFile, { groupId, groupStartedAt: startTimeOf(groupId) }),
    )
    const { serverPid, groupId } = program
    updateOwnership(ownerFile, {
      groupId,
      groupStartedAt: startTimeOf(groupId),
      serverPid,
      ports: order.ports,
    })
    await serveUsers(order.folder, program, { serverPid, ports: order.ports, logStart })
  } catch (error) {
    // The system's own errors: no right, no space, no sockets on this file system.
    if (!(error instanceof Error && 'syscall' in error)) throw error
    report({ state: 'failed', reason: error.message })
  } finally {
    releaseOwnership(ownerFile)
  }
}

/**
 * Takes the folder unless a running supervisor has it. Waits until the server of a killed one is gone: two servers on the
 * same data would spoil it.
 * @param {string} ownerFile
 * @param {SupervisorOrder} order
 */
async function takeFolder(ownerFile, order) {
  while (!takeOwnership(ownerFile)) {
    const owner = readOwner(ownerFile)
    if (owner === null) continue
    if (isRunning(owner)) return false
    await whenGroupGone(owner.details, order.program.graceSeconds * 1_000 + orphanGraceMs)
    removeDeadOwner(ownerFile)
  }
  return true
}

/**
 * @param {Readonly<Record<string, unknown>>} details
 * @param {number} killAfterMs
 */
async function whenGroupGone({ groupId, groupStartedAt }, killAfterMs) {
  if (typeof groupId !== 'number') return
  const startedAt = performance.now()
  const isThere = () => {
    const actual = startTimeOf(groupId)
    // A number isn't reused while a group has it: another process with it means that the group is gone.
    return actual === null ? isGroupAlive(groupId) : actual === groupStartedAt
  }
  while (isThere()) {
    if (performance.now() - startedAt > killAfterMs) signalProcess(-groupId, 'SIGKILL')
    await sleep(20)
  }
}

/**
 * @param {SupervisorOrder} order
 * @returns {string | null} why the server can't be started
 */
function removeLeftovers({ folder, program, pidFile }) {
  rmSync(join(folder, 'users.sock'), { force: true })
  if (pidFile === null || statSync(pidFile, { throwIfNoEntry: false }) === undefined) return null
  const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10)
  if (pid > 0 && runsIn(pid, program.cwd))
    return `another one (process ${pid}) already runs on this data: end it, and start again`
  rmSync(pidFile, { force: true })
  return null
}

/**
 * Settles when the server is gone and every user knows.
 * @param {string} folder
 * @param {ParentBoundProgram} program
 * @param {Welcome} welcome
 */
async function serveUsers(folder, program, welcome) {
  /** @type {Set<Socket>} */
  const users = new Set()
  /** @type {Set<Socket>} */
  const connections = new Set()
  let stopping = false
  const stop = () => {
    if (stopping) return
    stopping = true
    listener.close()
    program.stop()
  }
  const listener = createServer({ allowHalfOpen: true }, (socket) => {
    connections.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => connections.delete(socket))
    if (stopping) return void socket.destroy()
    users.add(socket)
    const leave = () => {
      users.delete(socket)
      // The last one to leave is let go when the server is gone.
      if (users.size === 0) stop()
      if (!stopping) socket.end()
    }
    socket.once('end', leave)
    socket.once('close', leave)
    socket.resume()
    socket.write(`${JSON.stringify(welcome)}\n`)
  })
  await withSocketPath(folder, 'users.sock', async (path) => {
    listener.listen(path)
    await once(listener, 'listening')
  })
  setTimeout(() => users.size === 0 && stop(), firstUserTimeoutMs).unref()
  report({ state: 'ready' })
  await program.exited
  stopping = true
  listener.close()
  releaseOwnership(join(folder, 'server.json'))
  for (const socket of connections) socket.destroy()
}

/** @param {SupervisorReport} message */
function report(message) {
  try {
    writeSync(1, `${JSON.stringify(message)}\n`)
  } catch (error) {
    // The process that started us is gone; others may use the server.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) throw error
  }
}

process.umask(0o077)
// Signals meant for a whole group (a service manager's stop): we end with our users.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => undefined)
/** @type {unknown} */
const order = JSON.parse(await text(process.stdin))
await supervise(/** @type {SupervisorOrder} */ (order))
process.exit(0)
