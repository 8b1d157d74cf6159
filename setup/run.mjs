import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { constants, homedir } from 'node:os'
import { join } from 'node:path'
import { onNpmExit } from './npm-watch.mjs'

/** The longest wait for the program once npm is gone. */
const graceMs = 15_000
/** Signals this close together count as one. */
const echoMs = 1_000

/**
 * Runs a program with our terminal until it ends, and ends as it did.
 * It ends with us: it holds the other end of a pipe of ours (descriptor 3, see embedded/process/parent-exit.ts), which the
 * kernel closes even when we are killed with -9; and we end when npm does.
 * @param {string} node
 * @param {readonly string[]} args
 */
export function runProgram(node, args) {
  const child = spawn(node, args, {
    stdio: ['inherit', 'inherit', 'inherit', 'pipe'],
    env: {
      NODE_COMPILE_CACHE: compileCacheFolder(process.env),
      ...process.env,
      ...loopbackWithoutProxy(process.env),
      PLUMBLINE_PARENT_PIPE: '3',
    },
  })
  child.once('error', (error) => {
    console.error(
      `plumbline: ${node} could not be started (${error.message}). On Alpine Linux use another system: its libraries differ.`,
    )
    process.exit(1)
  })
  child.once('exit', (code, signal) =>
    process.exit(code ?? 128 + (constants.signals[signal ?? 'SIGTERM'] ?? 0)),
  )
  let watches = false
  let passedAt = 0
  child.stdio[3].once('data', () => {
    watches = true
  })
  child.stdio[3].on('error', () => undefined)
  // Ctrl-C, and a signal to a whole group, reach the program without us, and twice would mean "at once" to it: one that
  // watches the pipe is asked by closing it, the first time. One Ctrl-C reaches us twice: from the terminal and from npm.
  const pass = (signal) => {
    if (Date.now() - passedAt < echoMs) return
    passedAt = Date.now()
    if (watches) child.stdio[3].destroy()
    else child.kill(signal)
    watches = false
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, pass)
  onNpmExit(() => {
    pass('SIGTERM')
    setTimeout(() => child.kill('SIGKILL'), graceMs).unref()
  })
}

/**
 * Where Node keeps compiled code from one start to the next (cli/frame/compile-cache.ts keeps the command line's there too):
 * it saves a third of a start's time. Undefined where none can be made.
 * @param {NodeJS.ProcessEnv} env
 */
function compileCacheFolder({ XDG_CACHE_HOME }) {
  const folder = join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'plumbline', 'node')
  try {
    // Code comes from it: for its owner alone.
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    return folder
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined
    throw error
  }
}

/**
 * Servers of ours on this machine are never reached through a company's proxy. Each program reads its own spelling.
 * @param {NodeJS.ProcessEnv} env
 */
function loopbackWithoutProxy(env) {
  const { NO_PROXY, no_proxy, no_grpc_proxy } = env
  const direct = (list) => [list, 'localhost', '127.0.0.1'].filter(Boolean).join(',')
  return {
    NO_PROXY: direct(NO_PROXY ?? no_proxy),
    no_proxy: direct(no_proxy ?? NO_PROXY),
    ...(no_grpc_proxy && { no_grpc_proxy: direct(no_grpc_proxy) }),
  }
}
