import { spawn } from 'node:child_process'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { isOwned } from './owner-file.mjs'
import { withSocketPath } from './socket-path.mjs'
import type { SupervisorOrder } from './supervisor.mjs'

/** A server that all processes on its folder share: it ends when the last of them has left or was killed. */
export interface SharedServer {
  readonly serverPid: number
  /** TCP ports by use. */
  readonly ports: Readonly<Record<string, number>>
  /** Bytes in the log file before this server wrote to it. */
  readonly logStart: number
  /** Whether it was started for us; else it ran already. */
  readonly isNew: boolean
  readonly hasEnded: () => boolean
  /** Settles when the server is gone, or we have left it. */
  readonly ended: Promise<void>
  /** Waits until the server is gone where nobody else uses it; may be called again. */
  readonly leave: () => Promise<void>
}

/** The server can't be started; the message is the reason, in the system's words. */
export class ServerStartError extends Error {
  override readonly name = 'ServerStartError'
}

const welcomeSchema = z.object({
  serverPid: z.number(),
  ports: z.record(z.string(), z.number()),
  logStart: z.number(),
})

const reportSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('ready') }),
  z.object({ state: z.literal('owned') }),
  z.object({ state: z.literal('failed'), reason: z.string() }),
])

/**
 * Joins the server that runs on a folder, or starts it. That it runs doesn't mean that it takes requests yet.
 * @param folder absolute, without links; holds the owner file `server.json` and the socket
 * @param orderOf called for each start: ports that were free may be taken by now
 * @throws ServerStartError
 */
export async function joinServer(
  folder: string,
  orderOf: () => Promise<Omit<SupervisorOrder, 'folder'>>,
  timeoutMs: number,
): Promise<SharedServer> {
  const startedAt = performance.now()
  let isNew = false
  while (performance.now() - startedAt < timeoutMs) {
    const joined = await tryToJoin(folder, isNew)
    if (joined !== null) return joined
    if (isOwned(join(folder, 'server.json'))) await sleep(50)
    else isNew = await startSupervisor({ folder, ...(await orderOf()) })
  }
  throw new ServerStartError(
    `another process has ${folder} (see server.json there), and its server could not be joined within ${timeoutMs / 1000} s`,
  )
}

/** Null where no server runs, or it stops at this moment. */
async function tryToJoin(folder: string, isNew: boolean): Promise<SharedServer | null> {
  const socket = await withSocketPath(folder, 'users.sock', connected)
  if (socket === null) return null
  const { promise: closed, resolve: close } = Promise.withResolvers<void>()
  // Reset or ended: 'close' follows either. (events.once would reject at the error.)
  socket.once('close', () => close())
  socket.on('error', () => undefined)
  const welcome = await firstLine(socket)
  if (welcome === null) return null
  socket.resume()
  socket.unref()
  let hasEnded = false
  const ended = closed.then(() => {
    hasEnded = true
  })
  return {
    ...welcomeSchema.parse(JSON.parse(welcome)),
    isNew,
    ended,
    hasEnded: () => hasEnded,
    async leave() {
      socket.ref()
      socket.end()
      await ended
    },
  }
}

async function connected(path: string): Promise<Socket | null> {
  const { promise, resolve } = Promise.withResolvers<Socket | null>()
  const socket = connect(path)
  socket.once('connect', () => resolve(socket))
  // No socket, nobody behind it, or a file system without sockets: then the start says so.
  socket.once('error', () => resolve(null))
  return await promise
}

/** Null where the stream ends before. */
async function firstLine(stream: Readable): Promise<string | null> {
  let received = ''
  const { promise, resolve } = Promise.withResolvers<string | null>()
  stream.setEncoding('utf8').on('data', (chunk) => {
    received += String(chunk)
    const end = received.indexOf('\n')
    if (end >= 0) resolve(received.slice(0, end))
  })
  stream.once('close', () => resolve(null))
  return await promise
}

/** @returns false where another process was quicker. @throws ServerStartError */
async function startSupervisor(order: SupervisorOrder): Promise<boolean> {
  const supervisor = spawn(process.execPath, [join(import.meta.dirname, 'supervisor.mjs')], {
    cwd: '/',
    // A session of its own: Ctrl-C in our terminal must not end the server under others.
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {},
  })
  // It ended before it read its order; what it wrote says why.
  supervisor.stdin.on('error', () => undefined)
  supervisor.stdin.end(JSON.stringify(order))
  let complaint = ''
  supervisor.stderr.setEncoding('utf8').on('data', (chunk) => {
    complaint += String(chunk)
  })
  // Not even started: too many processes, no memory.
  supervisor.once('error', (error) => {
    complaint += error.message
  })
  const line = await firstLine(supervisor.stdout)
  if (line === null) throw new ServerStartError(`its supervisor ended: ${complaint.trim()}`)
  const report = reportSchema.parse(JSON.parse(line))
  supervisor.unref()
  for (const stream of [supervisor.stdout, supervisor.stderr]) stream.destroy()
  if (report.state === 'failed') throw new ServerStartError(report.reason)
  return report.state === 'ready'
}
