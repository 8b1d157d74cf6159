/**
 * Makes a bare clone ready, then runs a program of Plumbline with its own Node: every npm script goes through here.
 *   node setup/setup.mjs FILE.ts [ARGUMENT...]
 * It must run on Node 20 with nothing installed, so it imports nothing but Node's own modules; a second run adds 0.1 s.
 */
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { installLibraries, isInstalled } from './install.mjs'
import { nodeOptions } from './node-options.mjs'
import { onNpmExit } from './npm-watch.mjs'
import { oneAtATime } from './one-at-a-time.mjs'
import { checkMachine, findNode, SetupError } from './platform.mjs'
import { runProgram } from './run.mjs'

const projectFolder = dirname(dirname(fileURLToPath(import.meta.url)))

/** @param {string} line */
function say(line) {
  console.error(`plumbline set-up: ${line}`)
}

async function prepare() {
  if (isInstalled(projectFolder)) return
  const endWatch = onNpmExit(() => process.exit(1))
  await oneAtATime(projectFolder, say, async () => {
    if (!isInstalled(projectFolder)) await installLibraries(projectFolder, say)
  })
  endWatch()
}

try {
  const [file, ...args] = process.argv.slice(2)
  if (!file) throw new SetupError('name the program to run: node setup/setup.mjs FILE.ts [ARGUMENT...]')
  checkMachine()
  await prepare()
  runProgram(findNode(projectFolder), [...nodeOptions, resolve(projectFolder, file), ...args])
} catch (error) {
  if (!(error instanceof SetupError)) throw error
  say(error.message)
  process.exitCode = 1
}
