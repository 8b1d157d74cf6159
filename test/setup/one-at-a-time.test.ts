import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeTestFolder } from './test-folder.ts'
import { waitUntil } from './wait-until.ts'

let project: string
let lock: string
const started: ChildProcess[] = []

beforeEach(() => {
  project = makeTestFolder()
  mkdirSync(join(project, '.plumbline'))
  lock = join(project, '.plumbline', 'setup.lock')
})

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL')
  rmSync(project, { recursive: true })
})

test('a second set-up waits for the first, and says for whom', async () => {
  start(60_000)
  await waitUntil(() => existsSync(lock))
  const second = start(0)
  const [said] = await once(second.stderr, 'data')
  expect(String(said)).toContain(`waiting for another set-up of this project (process ${started[0]?.pid}`)
})

test('a set-up that was killed holds up nobody', async () => {
  const killed = start(60_000)
  await waitUntil(() => existsSync(lock))
  killed.kill('SIGKILL')
  await once(killed, 'exit')
  expect(existsSync(lock)).toBe(true)
  expect(await text(start(0).stderr)).toBe('done')
  expect(existsSync(lock)).toBe(false)
})

test.each([
  ['whose number is another process now', () => JSON.stringify({ pid: process.pid, startedAt: '1' })],
  ['without words, as a full disk leaves it', () => ''],
])('a lock %s holds up nobody', async (_which, words) => {
  writeFileSync(lock, words())
  expect(await text(start(0).stderr)).toBe('done')
})

function start(stepMs: number) {
  const code = new URL('../../setup/one-at-a-time.mjs', import.meta.url).href
  const script = `import { oneAtATime } from ${JSON.stringify(code)}
    await oneAtATime(process.argv[1], console.error, () => new Promise((done) => setTimeout(done, ${stepMs})))
    process.stderr.write('done')`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, project], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  started.push(child)
  return child
}
