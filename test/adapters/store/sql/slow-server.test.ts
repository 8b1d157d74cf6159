import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { openStore } from '../../../../adapters/store/sql/client.ts'
import { createTestDatabase, type TestDatabase } from '../../../setup/database.ts'

let database: TestDatabase
const sockets: Socket[] = []
const children: ChildProcess[] = []

beforeAll(async () => {
  database = await createTestDatabase()
})
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => {
  vi.useRealTimers()
  for (const socket of sockets.splice(0)) socket.destroy()
  for (const child of children.splice(0)) child.kill('SIGKILL')
})
afterAll(() => database.drop())

function urlAt(port: number): string {
  const url = new URL(database.url)
  url.port = String(port)
  return url.href
}

/** What becomes of a store whose server takes its first connection, and says nothing on it for so long. */
async function openedAfter(silentMs: number): Promise<'opened' | 'unavailable'> {
  const { hostname, port } = new URL(database.url)
  const passOn = (socket: Socket): void => {
    const onward = connect(Number(port), hostname)
    for (const each of [socket, onward]) sockets.push(each.on('error', () => undefined))
    socket.pipe(onward).pipe(socket)
  }
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const place = server.address()
  const opening = openStore({ databaseUrl: urlAt(typeof place === 'object' ? (place?.port ?? 0) : 0) })
  const ended = opening.then(
    () => 'opened' as const,
    () => 'unavailable' as const,
  )
  const [first] = await once(server, 'connection')
  // By then the store has seen that it is connected.
  await turnOfTheLoop()
  await turnOfTheLoop()
  await vi.advanceTimersByTimeAsync(silentMs)
  server.on('connection', passOn)
  passOn(first)
  const end = await ended
  if (end === 'opened') await (await opening).close()
  server.close()
  return end
}

test('a server that is slow to begin a session, as on a busy machine, is waited for, and not for ever', async () => {
  expect([await openedAfter(24_999), await openedAfter(25_000)]).toEqual(['opened', 'unavailable'])
})

// Elsewhere a full queue of connections answers differently.
test.skipIf(process.platform !== 'linux')('a host that takes no connection is away after 10 s', async () => {
  const port = await portThatTakesNone()
  let hasEnded = false
  const opening = openStore({ databaseUrl: urlAt(port) }).finally(() => {
    hasEnded = true
  })
  const refused = expect(opening).rejects.toThrow(/check that PostgreSQL runs/)
  await vi.advanceTimersByTimeAsync(9_999)
  await turnOfTheLoop()
  expect(hasEnded).toBe(false)
  await vi.advanceTimersByTimeAsync(1)
  await refused
})

/** Of a program that listens and then stands still, with its queue of connections full. */
async function portThatTakesNone(): Promise<number> {
  const child = spawn(process.execPath, ['-e', standsStill], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  const [said] = await once(child.stdout, 'data')
  const port = Number(said)
  for (let taken = 0; taken < 2; taken += 1) {
    const socket = connect(port, '127.0.0.1')
    sockets.push(socket)
    await once(socket, 'connect')
  }
  return port
}

const standsStill = `
const server = require('node:net').createServer()
server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
  require('node:fs').writeSync(1, String(server.address().port))
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
})`
