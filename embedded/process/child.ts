import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { signalProcess } from './processes.ts'

/** The unprivileged account that a server runs as when we are root; null runs it as ourselves. */
export interface Account {
  readonly uid: number
  readonly gid: number
}

export interface GuardedCommand {
  readonly command: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  /** Standard output and error are appended here. */
  readonly logFile: string
  /** What asks the server to end: PostgreSQL shuts down fast on INT, most others on TERM. */
  readonly stopSignal: 'INT' | 'TERM'
  /** After this, KILL. */
  readonly graceSeconds: number
  readonly account: Account | null
}

/** A server that ends when we do, even when we are killed with -9 (see guardian.sh). */
export interface GuardedChild {
  readonly serverPid: number
  readonly hasExited: () => boolean
  /** Settles when the server is gone: its exit code, 128 + n after signal n. */
  readonly exited: Promise<number>
  /** Ends the server and waits until it is gone; may be called again. */
  readonly stop: () => Promise<void>
}

/** Without its comments: the text is an argument, and whoever lists processes sees it. */
const guardianScript = readFileSync(new URL('./guardian.sh', import.meta.url), 'utf8').replace(
  /^\s*#.*\n/gm,
  '',
)
const logLimitBytes = 5_000_000

/**
 * Starts a server under a guardian; it doesn't keep our own process alive.
 * @throws Error of `spawn` when not even the shell can be started (no `/bin/sh`, no right to change the account)
 */
export async function spawnGuarded(command: GuardedCommand): Promise<GuardedChild> {
  rotateLog(command.logFile)
  const log = openSync(command.logFile, 'a', 0o600)
  // The script goes along as text and the folder is `/`: the account may be unable to enter ours.
  const args = ['-c', guardianScript, 'guardian', command.stopSignal, String(command.graceSeconds)]
  const guardian = spawn('/bin/sh', [...args, command.command, ...command.args], {
    cwd: '/',
    env: { ...command.env },
    stdio: ['pipe', log, log, 'pipe'],
    // A process group of its own: Ctrl-C in the terminal reaches us, and we end the server in order.
    detached: true,
    ...command.account,
  })
  closeSync(log)
  const exited = exitOf(guardian, command.stopSignal)
  await once(guardian, 'spawn')
  const serverPid = await readServerPid(guardian)
  guardian.unref()
  const lifeline = guardian.stdin
  // A server that ends by itself closes the other end; that is told by `exited`.
  lifeline?.on('error', () => undefined)
  if (lifeline && 'unref' in lifeline && typeof lifeline.unref === 'function') lifeline.unref()

  let gone = false
  void exited.then(() => {
    gone = true
  })
  return {
    serverPid,
    exited,
    hasExited: () => gone,
    async stop() {
      guardian.ref()
      lifeline?.end()
      await exited
    },
  }
}

function exitOf(guardian: ChildProcess, stopSignal: 'INT' | 'TERM'): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>()
  guardian.once('exit', (code, signal) => {
    // A guardian that was itself killed can't end its server any more; the group still can be reached.
    if (signal !== null && guardian.pid !== undefined) signalProcess(-guardian.pid, `SIG${stopSignal}`)
    resolve(code ?? 128)
  })
  return promise
}

async function readServerPid(guardian: ChildProcess): Promise<number> {
  const report = guardian.stdio[3]
  if (!(report instanceof Readable)) throw new Error('The guardian was started without its report pipe.')
  const pid = Number(await text(report))
  if (!(pid > 0)) throw new Error('The guardian ended before it started its server.')
  return pid
}

/** Keeps one older log, so that a server that runs for years doesn't fill the disk. */
function rotateLog(logFile: string): void {
  const size = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0
  if (size > logLimitBytes) renameSync(logFile, `${logFile}.1`)
}
