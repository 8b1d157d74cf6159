import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../process/free-port.ts'
import { lossOf } from '../process/loss.ts'
import { openOwnFolder } from '../process/own-folder.ts'
import { joinServer, ServerStartError, type SharedServer } from '../process/shared-server.ts'
import { dataArgument, openCluster, type PostgresCluster } from './cluster.ts'
import { ensureDatabase, isShuttingDown, urlOf } from './database.ts'
import { EmbeddedPostgresError } from './error.ts'
import { isReady, lockFileOf } from './postmaster.ts'

export interface PostgresOptions {
  /** Holds the data, `postgres.log` and `server.json`; made on first use. */
  readonly dataDir: string
  /** Called with a line at a time about what happens. */
  readonly log: (line: string) => void
  /** False only for data that nobody would miss (tests): faster, and a crash of the machine may spoil it. */
  readonly durable?: boolean
}

export interface EmbeddedPostgres {
  /** `postgresql://` with the password: not for logs. */
  readonly url: string
  readonly port: number
  /** Whether the data was there before. */
  readonly resumed: boolean
  /** Whether the server ran already, for another process. */
  readonly attached: boolean
  /** Rejects with EmbeddedPostgresError once the server has ended, or we have left it; never resolves. */
  readonly lost: Promise<never>
  /** Leaves the server; it ends when nobody else uses it, and then this waits for its end. */
  readonly stop: () => Promise<void>
}

/** How long another process may keep the folder without a server that can be joined. */
const joinTimeoutMs = 120_000
/** How often a server is started anew that ended for a reason that passes. */
const maxStarts = 600
const sayEveryMs = 10_000
/** Log lines of a server that found its port taken, or processes of its killed predecessor still running. */
const retryable = /already in use|pre-existing shared memory|lock file .* already exists/

/**
 * Starts PostgreSQL 18 on loopback, or joins the one that already runs on the folder. It ends with its last user, even when
 * that is killed (-9); the next start then recovers its data.
 * @throws EmbeddedPostgresError, DataFolderError
 */
export async function startPostgres(options: PostgresOptions): Promise<EmbeddedPostgres> {
  const { durable = true } = options
  const folder = openOwnFolder(options.dataDir)
  const place = {
    folder,
    cluster: openCluster(folder, durable),
    logFile: join(folder, 'postgres.log'),
    durable,
    log: options.log,
  }
  for (let start = 1; start <= maxStarts; start += 1) {
    const started = await joinOrStart(place)
    if (started !== null) return started
    await sleep(100)
  }
  throw new EmbeddedPostgresError(
    `PostgreSQL on ${place.cluster.dataFolder} ended at each of ${maxStarts} starts: see ${place.logFile}.`,
  )
}

interface Place {
  readonly folder: string
  readonly cluster: PostgresCluster
  readonly logFile: string
  readonly durable: boolean
  readonly log: (line: string) => void
}

/** Null where the server ended for a reason that passes. */
async function joinOrStart(place: Place): Promise<EmbeddedPostgres | null> {
  const { cluster, logFile } = place
  const startedAt = performance.now()
  const server = await joinShared(place)
  if (!(await whenReady(place, server))) {
    const said = readFileSync(logFile, 'utf8').slice(server.logStart).trim()
    if (retryable.test(said)) return null
    throw new EmbeddedPostgresError(
      `PostgreSQL ended at its start. Its last lines (more in ${logFile}):\n${said.slice(-2000)}`,
    )
  }
  const port = server.ports['sql'] ?? 0
  const url = urlOf(cluster.password, port)
  try {
    await ensureDatabase(url)
  } catch (error) {
    await server.leave()
    if (error instanceof EmbeddedPostgresError && isShuttingDown(error.cause)) return null
    throw error
  }
  place.log(
    server.isNew
      ? `PostgreSQL: ready on port ${port} after ${Math.round(performance.now() - startedAt)} ms, ` +
          `with ${cluster.resumed ? 'the data that was there' : 'new data'} (${cluster.dataFolder}).`
      : `PostgreSQL: joined the server that already runs on port ${port}.`,
  )
  return {
    url,
    port,
    resumed: cluster.resumed,
    attached: !server.isNew,
    lost: lossOf(
      server.ended,
      () =>
        new EmbeddedPostgresError(
          `PostgreSQL ended in the middle of the work: see ${logFile}, and start again.`,
        ),
    ),
    stop: server.leave,
  }
}

async function joinShared({ folder, cluster, logFile, durable, log }: Place): Promise<SharedServer> {
  const orderOf = async () => {
    log('PostgreSQL: starting.')
    const port = await freePort()
    const settings = settingsFor(port, durable).flatMap((setting) => ['-c', setting])
    return {
      program: {
        command: cluster.postgres,
        args: ['-D', dataArgument(cluster.dataFolder), ...settings],
        cwd: cluster.dataFolder,
        env: { PATH: '/usr/bin:/bin' },
        logFile,
        stopSignal: 'INT',
        graceSeconds: 5,
        account: cluster.account,
      },
      ports: { sql: port },
      pidFile: lockFileOf(cluster.dataFolder),
    } as const
  }
  try {
    return await joinServer(folder, orderOf, joinTimeoutMs)
  } catch (error) {
    if (!(error instanceof ServerStartError)) throw error
    throw new EmbeddedPostgresError(`PostgreSQL can't be started: ${error.message}.`, { cause: error })
  }
}

function settingsFor(port: number, durable: boolean): string[] {
  return [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    'unix_socket_directories=',
    'max_connections=100',
    'timezone=UTC',
    'log_timezone=UTC',
    // Errors of statements come back to us; in the log they would leave pieces of tickets and mails.
    'log_min_messages=log',
    'log_min_error_statement=panic',
    ...(durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'autovacuum=off']),
  ]
}

/** Waits until the server takes connections, as long as it lives: a recovery may take minutes. False when it ended instead. */
async function whenReady({ cluster, logFile, log }: Place, server: SharedServer): Promise<boolean> {
  const startedAt = performance.now()
  let saidAt = startedAt
  while (!server.hasEnded()) {
    if (isReady(cluster.dataFolder, server.serverPid)) return true
    const now = performance.now()
    if (now - saidAt > sayEveryMs) {
      saidAt = now
      log(`PostgreSQL: not ready after ${Math.round((now - startedAt) / 1000)} s: see ${logFile}.`)
    }
    await sleep(20)
  }
  return false
}
