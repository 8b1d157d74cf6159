import { chmodSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findTemporalBinary } from '../../../embedded/temporal/binary.ts'
import { TemporalPathError } from '../../../embedded/temporal/error.ts'
import type { CliSource } from '../../../embedded/temporal/sources.ts'
import { makeTestFolder } from '../../setup/test-folder.ts'

let folder: string
let said: string[]
const path = process.env['PATH']

beforeEach(() => {
  folder = makeTestFolder()
  said = []
  // No Temporal of this machine may answer for the fakes here.
  process.env['PATH'] = '/nowhere'
})

afterEach(() => {
  process.env['PATH'] = path
  rmSync(folder, { recursive: true })
})

test('takes the program that is named, and tries nothing else when it does not run', async () => {
  const named = program('named', 'temporal version 0.0.0-DEV (Server 1.29.1, UI 2.42.1)')
  expect(await find({ explicitPath: named })).toBe(named)
  const missing = find({ explicitPath: join(folder, 'missing') })
  await expect(missing).rejects.toThrow(TemporalPathError)
  await expect(missing).rejects.toThrow('missing, which')
})

test('refuses a program that is too old or another one of that name, and says so', async () => {
  await expect(
    find({ explicitPath: program('old', 'temporal version 1.2.0 (Server 1.26.2)') }),
  ).rejects.toThrow('its server is 1.26, and 1.27 or newer is needed')
  await expect(find({ explicitPath: program('other', 'temporal 3, a calendar') })).rejects.toThrow(
    'a calendar',
  )
})

test('takes one from the PATH before anything is fetched', async () => {
  const onPath = program('temporal', 'temporal version 1.9.1 (Server 1.32.0, UI 2.54.1)')
  process.env['PATH'] = `/nowhere:${folder}`
  expect(await find({ sources: [failing('a site', 'unplugged')] })).toBe(onPath)
})

test('fetches from the first source that works, keeps it, and fetches nothing the next time', async () => {
  const sources = [
    failing('a site', 'no such host'),
    giving('an index', 'temporal version 1.9.1 (Server 1.32.0, UI 2.54.1)'),
  ]
  const found = await find({ sources })
  expect(found).toBe(join(folder, 'cache', 'temporal-1.9.1', 'temporal'))
  expect(said.join('\n')).toMatch(
    /from a site \(1 MB\)[\s\S]*not to be had from a site[\s\S]*from an index \(1 MB\)/,
  )
  expect(await find({ sources: [failing('a site', 'unplugged')] })).toBe(found)
  expect(readdirSync(join(folder, 'cache'))).toEqual(['temporal-1.9.1'])
})

test('keeps a cache whole when several processes fetch at once', async () => {
  const sources = [giving('an index', 'temporal version 1.9.1 (Server 1.32.0, UI 2.54.1)')]
  const found = await Promise.all([1, 2, 3, 4].map(() => find({ sources })))
  expect(new Set(found).size).toBe(1)
  expect(await find({ sources: [failing('an index', 'unplugged')] })).toBe(found[0])
})

test('does not keep what does not run', async () => {
  await expect(find({ sources: [giving('an index', 'cannot execute: wrong format')] })).rejects.toThrow(
    'an index: it answers',
  )
  expect(existsSync(join(folder, 'cache', 'temporal-1.9.1', 'temporal'))).toBe(false)
})

test('says in one error what was tried, why each way failed, and what to do', async () => {
  const sources = [failing('a site', 'no such host'), failing('an index', 'no python3')]
  await expect(find({ sources })).rejects.toThrow(
    /a site: no such host\n- an index: no python3\n.*TEMPORAL_CLI_PATH.*TEMPORAL_ADDRESS/,
  )
})

function find(options: { explicitPath?: string; sources?: readonly CliSource[] }): Promise<string> {
  const cacheFolder = join(folder, 'cache')
  return findTemporalBinary({ explicitPath: null, cacheFolder, log: (line) => said.push(line), ...options })
}

function program(name: string, answer: string, place = folder): string {
  const file = join(place, name)
  writeFileSync(file, `#!/bin/sh\necho '${answer}'\n`)
  chmodSync(file, 0o755)
  return file
}

function giving(name: string, answer: string): CliSource {
  return {
    name,
    version: '1.9.1',
    size: '1 MB',
    fetch: (place) => Promise.resolve({ file: program('fetched', answer, place), failure: null }),
  }
}

function failing(name: string, failure: string): CliSource {
  return { name, version: '1.9.1', size: '1 MB', fetch: () => Promise.resolve({ file: null, failure }) }
}
