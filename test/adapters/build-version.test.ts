import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { buildVersion, digestOf } from '../../adapters/build-version.ts'
import { makeTestFolder } from '../setup/test-folder.ts'

test('a build is named by its version and what figures are computed by', async () => {
  expect(await buildVersion()).toMatch(/^\d+\.\d+\.\d+\+[0-9a-f]{16}$/)
  expect(await digestOf(join(import.meta.dirname, '..', '..'))).toBe((await buildVersion()).split('+')[1])
})

test('another formula, a file of another name and another library make another build; a page does not', async () => {
  const folder = makeTestFolder()
  const write = (file: string, text: string) => writeFileSync(join(folder, file), text)
  for (const name of ['activities', 'adapters', 'domain/effort', 'web'])
    mkdirSync(join(folder, name), { recursive: true })
  write('package-lock.json', '{}')
  write('domain/effort/weights.ts', 'const dayWeight = 8')
  const first = await digestOf(folder)
  write('web/page.ts', 'a page')
  write('domain/effort/notes.md', 'notes')
  expect(await digestOf(folder)).toBe(first)
  const copy = makeTestFolder()
  cpSync(folder, copy, { recursive: true })
  expect(await digestOf(copy), 'the same in another place').toBe(first)

  const changes: Record<string, () => void> = {
    'another formula': () => write('domain/effort/weights.ts', 'const dayWeight = 9'),
    'one file more': () => write('adapters/slices.ts', ''),
    'a file of another name': () => {
      rmSync(join(folder, 'adapters/slices.ts'))
      write('adapters/steps.ts', '')
    },
    'another library': () => write('package-lock.json', '{ "packages": {} }'),
  }
  const seen = new Set([first])
  for (const [what, change] of Object.entries(changes)) {
    change()
    const digest = await digestOf(folder)
    expect(seen.has(digest), what).toBe(false)
    seen.add(digest)
  }
  rmSync(folder, { recursive: true })
  rmSync(copy, { recursive: true })
})
