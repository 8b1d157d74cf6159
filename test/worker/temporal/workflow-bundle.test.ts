import { chmodSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { workflowBundle } from '../../../worker/temporal/workflow-bundle.ts'
import { makeTestFolder } from '../../setup/test-folder.ts'

const folder = join(makeTestFolder(), 'workflows')
let bundles: readonly string[]

beforeAll(async () => {
  bundles = await Promise.all([workflowBundle(folder), workflowBundle(folder)])
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

it('is made whole by two that start at once, kept for their user alone, and read by the next', async () => {
  const [one, other] = bundles
  expect(one).toBe(other)
  expect(one).toContain('quarterReport')
  const [name = '', ...others] = readdirSync(folder)
  expect(others).toEqual([])
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600)
  writeFileSync(join(folder, name), 'the one that was kept')
  expect(await workflowBundle(folder)).toBe('the one that was kept')
})

it('is made again where others could have written it, and takes the place of old ones', async () => {
  const [name = ''] = readdirSync(folder)
  const file = join(folder, name)
  writeFileSync(file, 'from somebody else')
  chmodSync(file, 0o620)
  const old = join(folder, 'old.js')
  writeFileSync(old, '')
  const eightDaysAgo = Date.now() / 1000 - 8 * 86_400
  utimesSync(old, eightDaysAgo, eightDaysAgo)
  expect(await workflowBundle(folder)).toContain('quarterReport')
  expect(readFileSync(file, 'utf8')).not.toContain('somebody else')
  expect(readdirSync(folder)).toEqual([name])
})
