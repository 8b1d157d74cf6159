import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { SetupError } from './platform.mjs'
import { fingerprintOf, isDone, markDone } from './stamp.mjs'

/** @param {string} projectFolder */
export function isInstalled(projectFolder) {
  return isDone(stampOf(projectFolder), fingerprintOf(listsOf(projectFolder)))
}

/**
 * Installs the libraries of package-lock.json, running no package's scripts.
 * `npm install` and not `npm ci`: the latter refuses a lock file made where some platforms' packages weren't to be seen.
 * @param {string} projectFolder
 * @param {(line: string) => void} say
 */
export function installLibraries(projectFolder, say) {
  const lists = listsOf(projectFolder)
  const before = fingerprintOf(lists)
  const first = !existsSync(join(projectFolder, 'node_modules'))
  say(first ? 'installing libraries (about 1 minute, 1.3 GB)' : 'bringing the libraries up to date')
  const startedAt = Date.now()
  runNpm(projectFolder)
  say(`libraries installed in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`)
  if (fingerprintOf(lists) !== before) reportChangedLock(say)
  markDone(stampOf(projectFolder), fingerprintOf(lists))
}

/** @param {string} projectFolder */
function runNpm(projectFolder) {
  const args = [
    'install',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    '--include=dev',
    '--include=optional',
  ]
  // Under `npm run` this is the very npm that runs us.
  const npm = process.env.npm_execpath
  const [program, first] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []]
  // Standard output belongs to the program that runs after us.
  const done = spawnSync(program, [...first, ...args], {
    cwd: projectFolder,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, npm_config_cache: cacheFolder(projectFolder) },
  })
  if (done.error)
    throw new SetupError(
      `npm could not be started (${done.error.message}): install npm 9 or newer and start again.`,
    )
  if (done.status !== 0) {
    throw new SetupError(
      'npm could not install the libraries (its words are above): mend that and start again.',
    )
  }
}

/**
 * npm's own cache, or the project's where that can't be written (a read-only home).
 * @param {string} projectFolder
 */
function cacheFolder(projectFolder) {
  const usual = process.env.npm_config_cache ?? join(homedir(), '.npm')
  try {
    mkdirSync(usual, { recursive: true })
    accessSync(usual, constants.W_OK)
    return usual
  } catch {
    return join(projectFolder, '.plumbline', 'cache', 'npm')
  }
}

/** @param {(line: string) => void} say */
function reportChangedLock(say) {
  const what = 'npm changed package-lock.json: it did not fit package.json'
  if (process.env.CI === 'true')
    throw new SetupError(`${what}. Run "npm install --ignore-scripts" and commit the lock file.`)
  say(`${what}. Look at the change, and commit it.`)
}

/** @param {string} projectFolder */
function listsOf(projectFolder) {
  return [join(projectFolder, 'package.json'), join(projectFolder, 'package-lock.json')]
}

/** @param {string} projectFolder */
function stampOf(projectFolder) {
  return join(projectFolder, 'node_modules', '.plumbline-setup')
}
