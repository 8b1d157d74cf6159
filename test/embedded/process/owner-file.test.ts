import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  isOwned,
  readOwner,
  releaseOwnership,
  removeDeadOwner,
  takeOwnership,
  updateOwnership,
  waitForOwnership,
} from '../../../embedded/process/owner-file.mjs'
import { startTimeOf } from '../../../embedded/process/processes.mjs'
import { makeTestFolder } from '../../setup/test-folder.ts'

let file: string

beforeEach(() => {
  file = join(makeTestFolder(), 'owner.json')
})

afterEach(() => rmSync(join(file, '..'), { recursive: true }))

test('only one gets the file, and others can read who and what', () => {
  expect([takeOwnership(file, { port: 1 }), takeOwnership(file)]).toEqual([true, false])
  updateOwnership(file, { port: 2 })
  const startedAt = startTimeOf(process.pid)
  expect(readOwner(file)).toEqual({ pid: process.pid, startedAt, details: { port: 2 } })
  releaseOwnership(file)
  expect(isOwned(file)).toBe(false)
  expect(takeOwnership(file)).toBe(true)
})

test('the file of a running process is neither removed nor given up by another', () => {
  const owner = { pid: process.ppid, startedAt: startTimeOf(process.ppid) }
  writeFileSync(file, JSON.stringify(owner))
  removeDeadOwner(file)
  releaseOwnership(file)
  expect(readOwner(file)).toMatchObject(owner)
})

test.each([
  ['of a process that is gone', () => ({ pid: 4_000_000, startedAt: '1' })],
  ['whose number is another process now', () => ({ pid: process.ppid, startedAt: '1' })],
  ['of an earlier form', () => ({ ownerPid: process.ppid })],
  ['without content, as a full disk leaves it', () => null],
])('a file %s is taken over', async (_which, owner) => {
  const content = owner()
  writeFileSync(file, content === null ? '' : JSON.stringify(content))
  // So was the process that removed it.
  writeFileSync(`${file}.removing`, JSON.stringify({ pid: process.ppid, startedAt: '1' }))
  expect(await waitForOwnership(file)).toEqual({ taken: true, fromDead: true })
  expect(existsSync(`${file}.removing`)).toBe(false)
})

test('waiting ends with the name of who still has the file', async () => {
  takeOwnership(file)
  const waitedFor: number[] = []
  const outcome = await waitForOwnership(file, { timeoutMs: 250, onWait: ({ pid }) => waitedFor.push(pid) })
  expect(outcome).toMatchObject({ taken: false, owner: { pid: process.pid } })
  expect(waitedFor).toEqual([process.pid])
})

test('of many processes that take over a dead one at once, never two have it', async () => {
  writeFileSync(file, JSON.stringify({ pid: process.ppid, startedAt: '1' }))
  const journal = `${file}.journal`
  const code = new URL('../../../embedded/process/owner-file.mjs', import.meta.url).href
  // Each dies as the owner half of the time, so that the next ones take over from the dead again.
  const script = `import { appendFileSync } from 'node:fs'
    import { releaseOwnership, waitForOwnership } from ${JSON.stringify(code)}
    const [file, journal, dies] = process.argv.slice(1)
    await waitForOwnership(file)
    appendFileSync(journal, '+')
    await new Promise((done) => setTimeout(done, 20))
    appendFileSync(journal, '-')
    if (dies === 'true') process.kill(process.pid, 'SIGKILL')
    releaseOwnership(file)`
  const children = Array.from({ length: 12 }, (_, n) =>
    spawn(process.execPath, ['--input-type=module', '-e', script, file, journal, String(n % 2 === 0)], {
      stdio: ['ignore', 'ignore', 'pipe'],
    }),
  )
  const complaints = await Promise.all(children.map(({ stderr }) => text(stderr)))
  expect(complaints.join('')).toBe('')
  expect(readFileSync(journal, 'utf8')).toBe('+-'.repeat(12))
})
