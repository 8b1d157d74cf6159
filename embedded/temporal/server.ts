import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type GuardedChild, spawnGuarded } from '../process/child.ts'
import {
  type Claim,
  dropDeadClaim,
  hasLiveOwner,
  ownClaim,
  readClaim,
  takeClaim,
  updateClaim,
} from '../process/claim.ts'
import { freePort, isFree } from '../process/free-port.ts'
import { lossOf, neverLost } from '../process/loss.ts'
import { commandLineOf, signalProcess } from '../process/processes.ts'
import { EmbeddedTemporalError } from './error.ts'
import { answersAt } from './health.ts'

export interface TemporalOptions {
  /** The Temporal program (see temporal-binary.ts). */
  readonly binary: string
  /** Holds `temporal.db`, `temporal.log` and `server.json`; made on first use. */
  readonly dataDir: string
  /** Told, a line at a time, what happens. */
  readonly log: (line: string) => void
  /** Port of Temporal's web pages, another one if it is taken; null starts none. */
  readonly uiPort: number | null
}

export interface EmbeddedTemporal {
  /** `host:port` for Temporal's clients and workers; the namespace is `default`. */
  readonly address: string
  readonly uiUrl: string | null
  /** Whether the data was there before. */
  readonly resumed: boolean
  /** Whether another process of ours runs the server; it ends with that process, not with us. */
  readonly attached: boolean
  /** Rejects with EmbeddedTemporalError once a server of our own has ended, whoever ended it; never resolves. */
  readonly lost: Promise<never>
  readonly stop: () => Promise<void>
}

const startTimeoutMs = 60_000
/** The guardian of an owner that died needs up to 5 s; after this we end its server ourselves. */
const orphanGraceMs = 8_000

/**
 * Starts Temporal's development server on loopback with its data in a file, or attaches to the one that runs on the folder.
 * The server ends with us, even when we are killed (-9); the next start finds its workflows as they were.
 * @throws EmbeddedTemporalError
 */
export async function startTemporal(options: TemporalOptions): Promise<EmbeddedTemporal> {
  const folder = resolve(options.dataDir)
  mkdirSync(folder, { recursive: true })
  const claimFile = join(folder, 'server.json')
  const startedAt = Date.now()
  while (Date.now() - startedAt < startTimeoutMs) {
    if (takeClaim(claimFile)) return await launchClaimed(options, folder, claimFile)
    const claim = readClaim(claimFile)
    if (claim && hasLiveOwner(claim)) {
      const attached = await attach(options, folder, claim)
      if (attached) return attached
    } else if (claim) {
      await whenGone(claim.serverPid, folder)
      dropDeadClaim(claimFile)
    }
    await sleep(100)
  }
  throw new EmbeddedTemporalError(
    `Another process has taken ${folder} (${claimFile}) and its Temporal doesn't answer: end it and start again. See ${join(folder, 'temporal.log')}.`,
  )
}

/** Two servers on one file would spoil it: waits until the dead owner's is gone. */
async function whenGone(serverPid: number | null, folder: string): Promise<void> {
  const startedAt = Date.now()
  while (serverPid !== null && commandLineOf(serverPid)?.includes(folder)) {
    if (Date.now() - startedAt > orphanGraceMs) signalProcess(serverPid, 'SIGKILL')
    await sleep(50)
  }
}

async function attach(
  { log }: TemporalOptions,
  folder: string,
  claim: Claim,
): Promise<EmbeddedTemporal | null> {
  const { grpc, ui } = claim.ports
  if (grpc === undefined || !(await answersAt(`127.0.0.1:${grpc}`))) return null
  log(`Temporal: attached to the server that already runs on port ${grpc}.`)
  return {
    ...placesOf(grpc, ui),
    resumed: existsSync(databaseOf(folder)),
    attached: true,
    lost: neverLost,
    stop: () => Promise.resolve(),
  }
}

async function launchClaimed(
  options: TemporalOptions,
  folder: string,
  claimFile: string,
): Promise<EmbeddedTemporal> {
  try {
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      const started = await launch(options, folder, claimFile)
      if (started) return started
    }
  } catch (error) {
    rmSync(claimFile, { force: true })
    throw error
  }
  rmSync(claimFile, { force: true })
  throw new EmbeddedTemporalError(
    `Temporal's ports were taken three times over: see ${join(folder, 'temporal.log')}.`,
  )
}

/** Null when another process took a port between our look and the server's. */
async function launch(
  options: TemporalOptions,
  folder: string,
  claimFile: string,
): Promise<EmbeddedTemporal | null> {
  const startedAt = Date.now()
  const logFile = join(folder, 'temporal.log')
  const resumed = existsSync(databaseOf(folder))
  const grpc = await freePort()
  const ui =
    options.uiPort === null ? undefined : (await isFree(options.uiPort)) ? options.uiPort : await freePort()
  const logStart = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0
  const child = await spawnGuarded({
    command: options.binary,
    args: argumentsFor(folder, grpc, ui),
    // Its own home: a person's Temporal settings must not change how ours runs.
    env: { PATH: '/usr/bin:/bin', HOME: folder },
    logFile,
    stopSignal: 'TERM',
    graceSeconds: 5,
    account: null,
  })
  const claim = { ...ownClaim(), serverPid: child.serverPid }
  updateClaim(claimFile, claim)
  if (!(await whenReady(child, grpc, logFile))) {
    const said = readFileSync(logFile, 'utf8').slice(logStart).trim()
    if (/address already in use|can't set .*port/i.test(said)) return null
    throw new EmbeddedTemporalError(
      `Temporal ended at its start. It said (more in ${logFile}):\n${said.slice(-2000)}`,
    )
  }
  updateClaim(claimFile, { ...claim, ports: ui === undefined ? { grpc } : { grpc, ui } })
  const how = resumed ? 'with the data that was there' : 'with new data'
  options.log(`Temporal: ready on port ${grpc} after ${Date.now() - startedAt} ms, ${how} (${folder}).`)
  const stop = async (): Promise<void> => {
    if (!child.hasExited()) await child.stop()
    rmSync(claimFile, { force: true })
  }
  const lost = lossOf(
    child.exited,
    () =>
      new EmbeddedTemporalError(`Temporal ended in the middle of the work: see ${logFile}, and start again.`),
  )
  return { ...placesOf(grpc, ui), resumed, attached: false, lost, stop }
}

function argumentsFor(folder: string, grpc: number, ui: number | undefined): string[] {
  const pages = ui === undefined ? ['--headless'] : ['--ui-port', String(ui), '--ui-ip', '127.0.0.1']
  const place = ['--ip', '127.0.0.1', '--port', String(grpc), '--db-filename', databaseOf(folder)]
  return ['server', 'start-dev', ...place, ...pages, '--log-level', 'error']
}

async function whenReady(child: GuardedChild, port: number, logFile: string): Promise<boolean> {
  const startedAt = Date.now()
  while (!child.hasExited()) {
    if (await answersAt(`127.0.0.1:${port}`)) return true
    if (Date.now() - startedAt > startTimeoutMs) {
      await child.stop()
      throw new EmbeddedTemporalError(
        `Temporal did not answer within ${startTimeoutMs / 1000} s and was stopped: see ${logFile}.`,
      )
    }
    await sleep(30)
  }
  return false
}

function databaseOf(folder: string): string {
  return join(folder, 'temporal.db')
}

function placesOf(grpc: number, ui: number | undefined): Pick<EmbeddedTemporal, 'address' | 'uiUrl'> {
  return { address: `127.0.0.1:${grpc}`, uiUrl: ui === undefined ? null : `http://127.0.0.1:${ui}` }
}
