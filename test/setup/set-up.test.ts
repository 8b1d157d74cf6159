import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, expect, test } from 'vitest'
import { commandLineOf } from '../../embedded/process/processes.mjs'
import { waitUntil } from './wait-until.ts'

const started: ChildProcess[] = []

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL')
})

test("runs a program with its arguments on the project's own Node, and ends with its exit code", async () => {
  const setUp = start('ends', 'one', 'two words')
  const [said, [code]] = await Promise.all([text(setUp.stdout), once(setUp, 'exit')])
  const { node, rest } = JSON.parse(said)
  expect([Number.parseInt(node, 10) >= 24, rest, code]).toEqual([true, ['one', 'two words'], 7])
})

test('keeps servers on this machine out of reach of a proxy, beside what the environment names', async () => {
  const setUp = start('ends')
  const { noProxy } = JSON.parse(await text(setUp.stdout))
  expect(noProxy).toBe('intranet.example,localhost,127.0.0.1')
})

test('passes a signal on once, though npm repeats it, so that the program ends in order', async () => {
  const setUp = start('watches')
  await firstLine(setUp)
  setUp.kill('SIGINT')
  setTimeout(() => setUp.kill('SIGINT'), 100)
  const [said, [code]] = await Promise.all([text(setUp.stdout), once(setUp, 'exit')])
  expect([said.trim(), code]).toEqual(['ended in order', 5])
})

test('ends a program that knows nothing of all this by a signal, and ends with 128 + its number', async () => {
  const setUp = start('ignores')
  await firstLine(setUp)
  setUp.kill('SIGTERM')
  const [code] = await once(setUp, 'exit')
  expect(code).toBe(128 + 15)
})

test('leaves no program behind when it is killed with -9', async () => {
  const setUp = start('watches')
  const pid = Number(await firstLine(setUp))
  expect(commandLineOf(pid)).toContain('parent-exit-program.ts')
  setUp.kill('SIGKILL')
  await waitUntil(() => commandLineOf(pid) === null)
})

test('ends its program when the process that started it is killed, as npm may be', async () => {
  const setUp = join(import.meta.dirname, '..', '..', 'setup', 'setup.mjs')
  const parent = spawn('/bin/sh', ['-c', `node "${setUp}" test/setup/parent-exit-program.ts watches; true`], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, npm_lifecycle_event: '' },
  })
  started.push(parent)
  const pid = Number(await firstLine(parent))
  parent.kill('SIGKILL')
  await waitUntil(() => commandLineOf(pid) === null)
})

function start(...args: string[]): ReturnType<typeof spawnSetUp> {
  const child = spawnSetUp(args)
  started.push(child)
  return child
}

function spawnSetUp(args: readonly string[]) {
  const setUp = join(import.meta.dirname, '..', '..', 'setup', 'setup.mjs')
  return spawn(process.execPath, [setUp, 'test/setup/parent-exit-program.ts', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, no_proxy: 'intranet.example' },
  })
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('The program was started without a pipe to read.')
  const [said] = await once(child.stdout, 'data')
  return String(said).trim()
}
