import { accessSync, constants, existsSync, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { SetupError } from './platform.mjs'
import { makePostgresLinks } from './postgres-links.mjs'
import { runToEnd } from './run-to-end.mjs'
import { fingerprintOf, isDone, markDone } from './stamp.mjs'
import { isMarked, isUnfinished, markFinished, markUnfinished, removeLibraries } from './unfinished.mjs'

/** @param {string} projectFolder */
export function isInstalled(projectFolder) {
  if (isMarked(modulesOf(projectFolder))) return false
  return isDone(stampOf(projectFolder), fingerprintOf(listsOf(projectFolder)))
}

/**
 * Installs the libraries of package-lock.json, running no package's scripts.
 * `npm install` and not `npm ci`: the latter removes and copies everything again, which takes a minute at each change.
 * @param {string} projectFolder
 * @param {(line: string) => void} say
 */
export async function installLibraries(projectFolder, say) {
  const lists = listsOf(projectFolder)
  const modules = modulesOf(projectFolder)
  const anew = isUnfinished(modules)
  const first = anew || !existsSync(modules)
  if (anew) say('an earlier installation was cut short: its libraries are removed')
  say(first ? 'installing libraries (about 1 minute, 1.0 GB)' : 'bringing the libraries up to date')
  const startedAt = Date.now()
  markUnfinished(modules)
  if (anew) removeLibraries(modules)
  const code = await runNpm(projectFolder)
  // An npm that fails by itself takes back what it has changed.
  if (!first && code !== 0 && code < 128) markFinished(modules)
  if (code !== 0) throw npmFailure(code)
  makePostgresLinks(projectFolder)
  say(`libraries installed in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`)
  markDone(stampOf(projectFolder), fingerprintOf(lists))
  markFinished(modules)
}

/**
 * @param {string} projectFolder
 * @returns {Promise<number>} its exit code
 */
async function runNpm(projectFolder) {
  const args = [
    'install',
    '--ignore-scripts',
    // Older npms write lock files without some of what newer ones write: ours stays as it is.
    '--no-save',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    '--include=dev',
    '--include=optional',
  ]
  // Under `npm run` this is the very npm that runs us; yarn and pnpm name themselves here, and don't know package-lock.json.
  const npm = process.env.npm_execpath
  const [program, first] = npm?.endsWith('npm-cli.js') ? [process.execPath, [npm]] : ['npm', []]
  return await runToEnd(program, [...first, ...args], {
    cwd: projectFolder,
    env: { ...process.env, npm_config_cache: cacheFolder(projectFolder) },
  })
}

/** @param {number} code */
function npmFailure(code) {
  if (code === 127) return new SetupError('npm is not on the PATH: install npm 9 or newer and start again.')
  return new SetupError(
    'npm could not install the libraries (its words are above): mend that and start again.',
  )
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

/** @param {string} projectFolder */
function listsOf(projectFolder) {
  return [join(projectFolder, 'package.json'), join(projectFolder, 'package-lock.json')]
}

/** @param {string} projectFolder */
function modulesOf(projectFolder) {
  return join(projectFolder, 'node_modules')
}

/** @param {string} projectFolder */
function stampOf(projectFolder) {
  return join(modulesOf(projectFolder), '.plumbline-setup')
}
