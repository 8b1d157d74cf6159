import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { commandLineOf } from '../../../embedded/process/processes.mjs'
import { putPostgresFolder } from '../../setup/postgres-folder.ts'
import { makeFolderInMemory } from '../../setup/test-folder.ts'
import { waitUntil } from '../../setup/wait-until.ts'
import { answers, query, type ServerUser, startServerUser } from '../server-users.ts'

let testFolder: string
/** Holds the server's own. */
let folder: string
const users: ServerUser[] = []

beforeEach(async () => {
  testFolder = makeFolderInMemory()
  folder = testFolder
  await putPostgresFolder(join(folder, 'postgres'))
})

afterEach(async () => {
  for (const user of users.splice(0)) await user.kill()
  await waitUntil(() => !isServerThere())
  rmSync(testFolder, { recursive: true, force: true })
})

test('a server lives on when the process that started it leaves, until the last user leaves', async () => {
  const [first, second] = [await start(), await start()]
  expect(second.url).toBe(first.url)
  await first.leave()
  await query(second.url, 'create table kept as select 42 as value')
  const third = await start()
  await second.leave()
  expect(await query(third.url, 'select value from kept')).toEqual([{ value: 42 }])
  await third.leave()
  expect(await answers(third.url)).toBe(false)
  expect(isServerThere()).toBe(false)
})

test('a server lives on when its first user is killed, and ends when its last one is', async () => {
  const [first, second] = [await start(), await start()]
  await query(second.url, 'create table kept as select 42 as value')
  await first.kill()
  expect(await query(second.url, 'select value from kept')).toEqual([{ value: 42 }])
  await second.kill()
  await waitUntil(() => !isServerThere())
  expect(await answers(second.url)).toBe(false)
  expect(await query((await start()).url, 'select value from kept')).toEqual([{ value: 42 }])
})

test('a start at the very moment when the last user leaves gets a server that stays', async () => {
  let current = await start()
  await query(current.url, 'create table kept as select 42 as value')
  for (let round = 0; round < 5; round += 1) {
    const [next] = await Promise.all([start(), leaveSoon(current, round * 60)])
    expect(await query(next.url, 'select value from kept')).toEqual([{ value: 42 }])
    current = next
  }
})

test('every user of a server learns that it was killed', async () => {
  const [first, second] = [await start(), await start()]
  process.kill(serverFile().serverPid, 'SIGKILL')
  for (const user of [first, second])
    expect(await user.said).toMatch(/^lost: PostgreSQL ended .*postgres\.log/)
  expect(await answers((await start()).url)).toBe(true)
})

test('a supervisor that is killed takes its server along, and its users are told', async () => {
  const user = await start()
  process.kill(serverFile().pid, 'SIGKILL')
  expect(await user.said).toMatch(/^lost: PostgreSQL ended/)
  const next = await start()
  expect(await answers(next.url)).toBe(true)
})

test('a server is reached where the path to its folder is too long for a socket', async () => {
  folder = join(folder, 'long'.repeat(30), 'longer'.repeat(30))
  const [first, second] = [await start(), await start()]
  expect(second.url).toBe(first.url)
})

async function start(): Promise<ServerUser> {
  const user = await startServerUser(folder)
  users.push(user)
  return user
}

async function leaveSoon(user: ServerUser, ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms))
  await user.leave()
}

const serverFileSchema = z.object({ pid: z.number(), serverPid: z.number() })

function serverFile(): z.infer<typeof serverFileSchema> {
  return serverFileSchema.parse(JSON.parse(readFileSync(join(folder, 'postgres', 'server.json'), 'utf8')))
}

/** By its own lock file. */
function isServerThere(): boolean {
  try {
    const pid = Number.parseInt(readFileSync(join(folder, 'postgres', 'data', 'postmaster.pid'), 'utf8'), 10)
    return commandLineOf(pid) !== null
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false
    throw error
  }
}
