import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { takeDemoFolder } from '../../demo/one-at-a-time.ts'
import { demoPorts } from '../../demo/ports.ts'
import { announceSite, findRunningSite } from '../../demo/running-site.ts'
import { makeTestFolder } from '../setup/test-folder.ts'

let folder: string

beforeEach(() => {
  folder = makeTestFolder()
})

afterEach(() => rmSync(folder, { recursive: true }))

const site = { origin: 'http://127.0.0.1:7411', clockAheadMs: -5_000 }

test('the site of a running demo is found once it is announced', async () => {
  const file = join(folder, 'demo.json')
  expect(findRunningSite(file)).toBeNull()
  await takeDemoFolder(file, expect.fail, 0)
  expect(findRunningSite(file)).toBeNull()
  announceSite(file, site)
  expect(findRunningSite(file)).toEqual(site)
})

test('the site of a demo that was killed is not found', () => {
  const file = join(folder, 'demo.json')
  writeFileSync(file, JSON.stringify({ pid: process.pid, startedAt: 'another time', ...site }))
  expect(findRunningSite(file)).toBeNull()
})

test('the ports stay as they were, and a folder of a demo without pages gets one for them', async () => {
  const file = join(folder, 'ports.json')
  const first = await demoPorts(file)
  expect(await demoPorts(file)).toEqual(first)
  const { jira, linear } = first
  writeFileSync(file, JSON.stringify({ jira, linear }))
  expect(await demoPorts(file)).toMatchObject({ jira, linear, site: expect.any(Number) })
})
