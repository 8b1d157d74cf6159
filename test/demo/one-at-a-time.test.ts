import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DemoRunsError, takeDemoFolder } from '../../demo/one-at-a-time.ts'
import { makeTestFolder } from '../setup/test-folder.ts'

let file: string

beforeEach(() => {
  file = join(makeTestFolder(), 'demo.json')
})

afterEach(() => rmSync(join(file, '..'), { recursive: true }))

test('a second demo on the same folder waits for the first, and gives up with words that help', async () => {
  await takeDemoFolder(file, expect.fail, 0)
  const said: string[] = []
  const second = takeDemoFolder(file, (line) => said.push(line), 300)
  await expect(second).rejects.toThrow(DemoRunsError)
  await expect(second).rejects.toThrow('PLUMBLINE_DEMO_DIR')
  expect(said).toEqual([expect.stringContaining(`process ${process.pid}`)])
})

test('a second demo goes on as soon as the first has ended', async () => {
  await takeDemoFolder(file, expect.fail, 0)
  await takeDemoFolder(file, () => rmSync(file), 5_000)
  expect(existsSync(file)).toBe(true)
})

test('a demo that was killed holds up nobody, even when another process has its number by now', async () => {
  await takeDemoFolder(file, expect.fail, 0)
  writeFileSync(file, readFileSync(file, 'utf8').replace(String(process.pid), String(process.ppid)))
  await takeDemoFolder(file, expect.fail, 0)
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ pid: process.pid })
})
