import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort, isFree } from '../process/free-port.ts'
import { lossOf } from '../process/loss.ts'
import { DataFolderError, openOwnFolder } from '../process/own-folder.ts'
import { joinServer, ServerStartError, type SharedServer } from '../process/shared-server.ts'
import { EmbeddedTemporalError } from './error.ts'
import { answersAt } from './health.ts'

export interface TemporalOptions {
  /** The Temporal program (see binary.ts). */
  readonly binary: string
  /** Holds `temporal.db`, `temporal.log` and `server.json`; made on first use. */
  readonly dataDir: string
  /** Called with a line at a time about what happens. */
  readonly log: (line: string) => void
  /** Port of Temporal's web pages, another one if it is taken; null starts none. Only a start decides, not who joins later. */
  readonly uiPort: number | null
}

export interface EmbeddedTemporal {
  /** `host:port` for Temporal's clients and workers; the namespace is `default`. */
  readonly address: string
  readonly uiUrl: string | null
  /** Whether the data was there before. */
  readonly resumed: boolean
  /** Whether the server ran already, for another process. */
  readonly attached: boolean
  /** Rejects with EmbeddedTemporalError once the server has ended, or we have left it; never resolves. */
  readonly lost: Promise<never>
  /** Leaves the server; it ends when nobody else uses it, and then this waits for its end. */
  readonly stop: () => Promise<void>
}

/** How long another process may keep the folder without a server that can be joined. */
const joinTimeoutMs = 120_000
/** A server that lives and takes no requests may be on a busy machine: as long as those wait who connect to it. */
const startTimeoutMs = 600_000
const sayEveryMs = 10_000
/** In the server's folder, which it runs in: Temporal reads the name as part of a URI, where `#`, `?` and `%` of a path would count. */
const databaseFile = 'temporal.db'
/**
 * Beside the database: each task queue of its data is one queue and not Temporal's usual four, which cost a server of ours a third of
 * its start. Data that began without it may hold a task in one of the others, which would wait for ever.
 */
const undividedMark = 'undivided-queues'
/** In bytes: SQLite takes paths of 512, and appends to them. */
const longestFolder = 480

/**
 * Starts Temporal's development server on loopback with its data in a file, or joins the one that runs on the folder.
 * It ends with its last user, even when that is killed (-9); the next start finds its workflows as they were.
 * @throws EmbeddedTemporalError, DataFolderError
 */
export async function startTemporal(options: TemporalOptions): Promise<EmbeddedTemporal> {
  const folder = openOwnFolder(options.dataDir)
  if (Buffer.byteLength(folder) > longestFolder)
    throw new DataFolderError(
      `${folder} can't be used: its path is longer than the ${longestFolder} bytes that Temporal's database takes; choose a shorter one, or set TEMPORAL_ADDRESS`,
    )
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    const started = await joinOrStart(options, folder)
    if (started !== null) return started
  }
  throw new EmbeddedTemporalError(
    `Temporal's ports were taken three times over: see ${join(folder, 'temporal.log')}.`,
  )
}

/** Null when another process took a port between our look and the server's. */
async function joinOrStart(options: TemporalOptions, folder: string): Promise<EmbeddedTemporal | null> {
  const startedAt = performance.now()
  const logFile = join(folder, 'temporal.log')
  const resumed = existsSync(join(folder, databaseFile))
  const server = await joinShared(options, folder, logFile)
  const { grpc = 0, ui } = server.ports
  const address = `127.0.0.1:${grpc}`
  if (!(await whenReady(server, address, { logFile, log: options.log }))) {
    const said = readFileSync(logFile, 'utf8').slice(server.logStart).trim()
    if (/address already in use|can't set .*port/i.test(said)) return null
    throw new EmbeddedTemporalError(
      `Temporal ended at its start. Its last lines (more in ${logFile}):\n${said.slice(-2000)}`,
    )
  }
  options.log(
    server.isNew
      ? `Temporal: ready on port ${grpc} after ${Math.round(performance.now() - startedAt)} ms, ` +
          `with ${resumed ? 'the data that was there' : 'new data'} (${folder}).`
      : `Temporal: joined the server that already runs on port ${grpc}.`,
  )
  return {
    address,
    uiUrl: ui === undefined ? null : `http://127.0.0.1:${ui}`,
    resumed,
    attached: !server.isNew,
    lost: lossOf(
      server.ended,
      () =>
        new EmbeddedTemporalError(
          `Temporal ended in the middle of the work: see ${logFile}, and start again.`,
        ),
    ),
    stop: server.leave,
  }
}

async function joinShared(
  { binary, uiPort, log }: TemporalOptions,
  folder: string,
  logFile: string,
): Promise<SharedServer> {
  const orderOf = async () => {
    log('Temporal: starting.')
    const grpc = await freePort()
    const ui = uiPort === null ? undefined : (await isFree(uiPort)) ? uiPort : await freePort()
    return {
      program: {
        command: resolve(binary),
        args: [...argumentsFor(grpc, ui), ...(hasUndividedQueues(folder) ? undivided : [])],
        cwd: folder,
        // Its own home: a person's Temporal settings must not change how ours runs.
        env: { PATH: '/usr/bin:/bin', HOME: folder },
        logFile,
        // Its orderly end takes 1 to 2 s. What it answered is committed in SQLite by then, as after any crash.
        stopSignal: 'KILL',
        graceSeconds: 5,
        account: null,
      },
      ports: { grpc, ...(ui !== undefined && { ui }) },
      pidFile: null,
    } as const
  }
  try {
    return await joinServer(folder, orderOf, joinTimeoutMs)
  } catch (error) {
    if (!(error instanceof ServerStartError)) throw error
    throw new EmbeddedTemporalError(`Temporal can't be started: ${error.message}.`, { cause: error })
  }
}

/** Also marks data that begins now. @throws ServerStartError */
function hasUndividedQueues(folder: string): boolean {
  const mark = join(folder, undividedMark)
  try {
    if (!existsSync(join(folder, databaseFile))) writeFileSync(mark, '', { mode: 0o600 })
  } catch (error) {
    throw new ServerStartError(error instanceof Error ? error.message : String(error), { cause: error })
  }
  return existsSync(mark)
}

const undivided = ['Read', 'Write'].flatMap((way) => [
  '--dynamic-config-value',
  `matching.numTaskqueue${way}Partitions=1`,
])

function argumentsFor(grpc: number, ui: number | undefined): string[] {
  const pages = ui === undefined ? ['--headless'] : ['--ui-port', String(ui), '--ui-ip', '127.0.0.1']
  const place = ['--ip', '127.0.0.1', '--port', String(grpc), '--db-filename', databaseFile]
  return ['server', 'start-dev', ...place, ...pages, '--log-level', 'error']
}

/** Waits until the server takes requests; false when it ended instead. */
async function whenReady(
  server: SharedServer,
  address: string,
  { logFile, log }: { readonly logFile: string; readonly log: (line: string) => void },
): Promise<boolean> {
  const startedAt = performance.now()
  let saidAt = startedAt
  while (!server.hasEnded()) {
    if (await answersAt(address)) return true
    const now = performance.now()
    if (now - saidAt > sayEveryMs) {
      saidAt = now
      log(`Temporal: not ready after ${Math.round((now - startedAt) / 1000)} s: see ${logFile}.`)
    }
    if (now - startedAt > startTimeoutMs) {
      await server.leave()
      throw new EmbeddedTemporalError(
        `Temporal took no requests within ${startTimeoutMs / 1000} s: see ${logFile}.`,
      )
    }
    await sleep(30)
  }
  return false
}
