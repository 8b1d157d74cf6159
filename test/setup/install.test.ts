import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { commandLineOf } from '../../embedded/process/processes.mjs'
import { makeTestFolder } from './test-folder.ts'
import { waitUntil } from './wait-until.ts'

let project: string

const code = new URL('../../setup/install.mjs', import.meta.url).href
const script = `import { installLibraries, isInstalled } from ${JSON.stringify(code)}
  if (!isInstalled(process.argv[1])) await installLibraries(process.argv[1], console.error)`

beforeEach(() => {
  project = makeTestFolder()
  // Without libraries, npm asks no registry.
  writeFileSync(join(project, 'package.json'), '{"name":"example","version":"1.0.0"}')
  writeLock('1.0.0')
})

afterEach(() => rmSync(project, { recursive: true }))

test('installs once, says what it does, and again only when a list of libraries changed', () => {
  const { said } = install()
  expect(said).toMatch(
    /installing libraries \(about 1 minute, 1.0 GB\)[\s\S]*libraries installed in \d+\.\d s/,
  )
  expect(said).not.toContain('end-with-parent')
  expect(install().said).toBe('')
  writeFileSync(join(project, 'package.json'), '{"name":"example","version":"1.0.0","description":"changed"}')
  expect(install().said).toContain('bringing the libraries up to date')
})

test('leaves the lock file as it is, whatever this npm would write', () => {
  writeLock('0.9.0')
  const before = readFileSync(join(project, 'package-lock.json'), 'utf8')
  expect(install({ CI: 'true' }).status).toBe(0)
  expect(readFileSync(join(project, 'package-lock.json'), 'utf8')).toBe(before)
  expect(install().said).toBe('')
})

test('leaves no npm behind when it is killed with -9', async () => {
  const pid = await killInTheMiddle()
  await waitUntil(() => commandLineOf(pid) === null)
})

test('begins anew after an installation that was killed, and after that has nothing to do', async () => {
  const pid = await killInTheMiddle()
  await waitUntil(() => commandLineOf(pid) === null)
  expect(existsSync(join(project, 'node_modules', 'half', 'package.json'))).toBe(true)
  const { said } = install()
  expect(said).toMatch(/was cut short[\s\S]*installing libraries/)
  expect(existsSync(join(project, 'node_modules', 'half'))).toBe(false)
  expect(install().said).toBe('')
})

test('begins anew where an update was killed, though the lists are again those that were installed', async () => {
  install()
  writeFileSync(join(project, 'package.json'), '{"name":"example","version":"1.0.0","description":"changed"}')
  await killInTheMiddle()
  writeFileSync(join(project, 'package.json'), '{"name":"example","version":"1.0.0"}')
  expect(install().said).toContain('was cut short')
})

test("begins anew where npm's own installation was cut short, and takes over one that was not", () => {
  putLibrary('half')
  expect(install().said).toContain('was cut short')
  rmSync(join(project, 'node_modules'), { recursive: true })
  putLibrary('whole')
  writeFileSync(join(project, 'node_modules', '.package-lock.json'), '{}')
  expect(install().said).toContain('bringing the libraries up to date')
})

test('keeps the libraries that were there when npm fails by itself, and tries again', () => {
  install()
  writeFileSync(join(project, 'package.json'), '{"name":"example","version":"1.0.0","description":"changed"}')
  putNpm('exit 1')
  const failed = install(ownNpm())
  expect([failed.status, failed.said]).toEqual([1, expect.stringContaining('npm could not install')])
  expect(install().said).toContain('bringing the libraries up to date')
})

/** Kills an installation whose npm has unpacked half of a library; gives npm's process number. */
async function killInTheMiddle(): Promise<number> {
  const pidFile = join(project, 'npm.pid')
  putNpm(`mkdir -p node_modules/half
echo '{"name":"half","version":"1.0.0"}' > node_modules/half/package.json
echo $$ > '${pidFile}.half'; mv '${pidFile}.half' '${pidFile}'; exec sleep 60`)
  const installing = spawn(process.execPath, ['--input-type=module', '-e', script, project], {
    stdio: 'ignore',
    env: { ...process.env, ...ownNpm() },
  })
  await waitUntil(() => existsSync(pidFile))
  const pid = Number(readFileSync(pidFile, 'utf8'))
  // It has none for a moment while it turns into `sleep`.
  await waitUntil(() => commandLineOf(pid) !== null)
  installing.kill('SIGKILL')
  return pid
}

function putNpm(program: string): void {
  writeFileSync(join(project, 'npm'), `#!/bin/sh\n${program}\n`, { mode: 0o755 })
}

/** The environment in which the set-up finds the npm that was put. */
function ownNpm(): Record<string, string> {
  return { npm_execpath: '', PATH: `${project}:${process.env['PATH']}` }
}

function putLibrary(name: string): void {
  const folder = join(project, 'node_modules', name)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), `{"name":"${name}","version":"1.0.0"}`)
}

/** As a process of its own: set-up code is plain JavaScript, and reads whether it runs in CI. */
function install(env: Record<string, string> = { CI: '' }): { said: string; status: number | null } {
  const ran = spawnSync(process.execPath, ['--input-type=module', '-e', script, project], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  })
  return { said: ran.stderr, status: ran.status }
}

function writeLock(version: string): void {
  const packages = { '': { name: 'example', version } }
  writeFileSync(
    join(project, 'package-lock.json'),
    `${JSON.stringify({ name: 'example', version, lockfileVersion: 3, requires: true, packages }, null, 2)}\n`,
  )
}
