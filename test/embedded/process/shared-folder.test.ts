import { chmodSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openToAll } from '../../../embedded/process/shared-folder.ts'
import { makeTestFolder } from '../../setup/test-folder.ts'

let folder: string

beforeEach(() => {
  folder = makeTestFolder()
})

afterEach(() => rmSync(folder, { recursive: true }))

test("programs copied under root's narrow umask can be run by any account, and nothing else can", () => {
  const copied = join(folder, 'native', 'bin')
  mkdirSync(copied, { recursive: true })
  writeFileSync(join(copied, 'postgres'), '')
  writeFileSync(join(copied, 'postgres.bki'), '')
  for (const [path, mode] of [
    [join(copied, 'postgres'), 0o700],
    [join(copied, 'postgres.bki'), 0o600],
    [copied, 0o700],
  ] as const)
    chmodSync(path, mode)
  openToAll(join(folder, 'native'))
  expect([copied, join(copied, 'postgres'), join(copied, 'postgres.bki')].map(modeOf)).toEqual([
    0o755, 0o755, 0o644,
  ])
})

function modeOf(path: string): number {
  return statSync(path).mode & 0o777
}
