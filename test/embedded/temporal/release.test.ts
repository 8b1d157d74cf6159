import { createHash } from 'node:crypto'
import { accessSync, constants, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkedProgram, knownHash } from '../../../embedded/temporal/release.ts'
import { makeTestFolder } from '../../setup/test-folder.ts'

let file: string

beforeEach(() => {
  file = join(makeTestFolder(), 'temporal')
  writeFileSync(file, 'the program', { mode: 0o600 })
})

afterEach(() => rmSync(join(file, '..'), { recursive: true }))

test('a download with the known hash can be run', async () => {
  const hash = createHash('sha256').update('the program').digest('hex')
  expect(await checkedProgram(file, hash)).toEqual({ file, failure: null })
  accessSync(file, constants.X_OK)
})

test('a download that was changed by one letter is refused, with both hashes', async () => {
  const hash = createHash('sha256').update('the programs').digest('hex')
  const { failure } = await checkedProgram(file, hash)
  expect(failure).toMatch(
    /not the one that we know as 1\.9\.1: its SHA-256 is [0-9a-f]{64}, not [0-9a-f]{64}$/,
  )
  expect(failure).toContain(hash)
})

test('every kind of machine that Plumbline runs on has its own known hash, and no other has one', () => {
  const machines = ['linux-x64', 'linux-arm64', 'darwin-arm64', 'darwin-x64']
  const hashes = machines.map((machine) => knownHash(machine))
  expect(hashes).toEqual(machines.map(() => expect.stringMatching(/^[0-9a-f]{64}$/)))
  expect(new Set(hashes).size).toBe(machines.length)
  expect(knownHash('linux-riscv64')).toBeNull()
})
