import { mkdirSync, readFileSync, realpathSync, rmSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type GuardedChild, spawnGuarded } from '../process/child.ts'
import { freePort } from '../process/free-port.ts'
import { lossOf, neverLost } from '../process/loss.ts'
import { commandLineOf, signalProcess } from '../process/processes.ts'
import { openCluster, type PostgresCluster } from './cluster.ts'
import { ensureDatabase, isShuttingDown, urlOf } from './database.ts'
import { EmbeddedPostgresError } from './error.ts'
import {
  type Postmaster,
  readPostmaster,
  readServerRecord,
  removeStaleLock,
  writeServerRecord,
} from './server-file.ts'

export interface PostgresOptions {
  /** Holds the data, `postgres.log` and `server.json`; made on first use. */
  readonly dataDir: string
  /** Told, a line at a time, what happens. */
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
  /** Whether another process of ours runs the server; it ends with that process, not with us. */
  readonly attached: boolean
  /** Rejects with EmbeddedPostgresError once a server of our own has ended, whoever ended it; never resolves. */
  readonly lost: Promise<never>
  readonly stop: () => Promise<void>
}

const startTimeoutMs = 120_000
/** The guardian of an owner that died needs up to 5 s; after this we end its server ourselves. */
const orphanGraceMs = 8_000
const lostRaces = /already in use|pre-existing shared memory|lock file .* already exists/

/**
 * Starts PostgreSQL 18 on loopback, or attaches to the one that already runs on the folder.
 * The server ends with us, even when we are killed (-9); the next start then recovers its data.
 * @throws EmbeddedPostgresError
 */
export async function startPostgres(options: PostgresOptions): Promise<EmbeddedPostgres> {
  const folder = resolve(options.dataDir)
  mkdirSync(folder, { recursive: true, mode: 0o755 })
  const cluster = openCluster(realpathSync(folder))
  tellWhereDataLies(cluster, folder, options.log)
  const place = {
    ...options,
    durable: options.durable ?? true,
    folder,
    cluster,
    logFile: join(folder, 'postgres.log'),
  }
  const startedAt = Date.now()
  let orphanSeenAt: number | null = null
  while (Date.now() - startedAt < startTimeoutMs) {
    const running = readPostmaster(cluster.dataFolder)
    if (running === null) {
      removeStaleLock(cluster.dataFolder)
      const started = await launch(place)
      if (started) return started
    } else if (hasLiveOwner(place, running)) {
      const attached = running.ready ? await attach(place, running) : null
      if (attached) return attached
    } else {
      orphanSeenAt ??= Date.now()
      if (Date.now() - orphanSeenAt > orphanGraceMs) signalProcess(running.pid, 'SIGINT')
    }
    await sleep(100)
  }
  throw new EmbeddedPostgresError(
    `PostgreSQL on ${cluster.dataFolder} was neither ready nor gone after ${startTimeoutMs / 1000} s: see ${place.logFile}.`,
  )
}

function tellWhereDataLies(
  { dataFolder, resumed }: PostgresCluster,
  folder: string,
  log: PostgresOptions['log'],
): void {
  const home = dirname(dataFolder)
  if (resumed || home === realpathSync(folder)) return
  log(
    `PostgreSQL: root's server may not enter ${folder}, so its data lies in ${home}: remove both when you remove one.`,
  )
}

interface Place {
  readonly folder: string
  readonly cluster: PostgresCluster
  readonly logFile: string
  readonly durable: boolean
  readonly log: (line: string) => void
}

function serverFileOf(place: Place): string {
  return join(place.folder, 'server.json')
}

function hasLiveOwner(place: Place, running: Postmaster): boolean {
  const record = readServerRecord(serverFileOf(place))
  return record?.serverPid === running.pid && commandLineOf(record.ownerPid) !== null
}

/** Null when the server ends at this very moment. */
async function attach(place: Place, running: Postmaster): Promise<EmbeddedPostgres | null> {
  const { port } = running
  const url = urlOf(place.cluster.password, port)
  try {
    await ensureDatabase(url)
  } catch (error) {
    if (isShuttingDown(error)) return null
    throw error
  }
  place.log(`PostgreSQL: attached to the server that already runs on port ${port}.`)
  return {
    url,
    port,
    resumed: place.cluster.resumed,
    attached: true,
    lost: neverLost,
    stop: () => Promise.resolve(),
  }
}

/** Starts a server of our own; null when another process took the data or the port first. */
async function launch(place: Place): Promise<EmbeddedPostgres | null> {
  const { cluster, logFile } = place
  const port = await freePort()
  const logStart = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0
  const startedAt = Date.now()
  const child = await spawnServer(place, port)
  const serverPid = await whenReady(place, child, port)
  if (serverPid === null) {
    const said = readFileSync(logFile, 'utf8').slice(logStart).trim()
    if (lostRaces.test(said)) return null
    throw new EmbeddedPostgresError(
      `PostgreSQL ended at its start. It said (more in ${logFile}):\n${said.slice(-2000)}`,
    )
  }
  writeServerRecord(serverFileOf(place), { serverPid, port, ownerPid: process.pid })
  const url = urlOf(cluster.password, port)
  await ensureDatabase(url)
  const how = cluster.resumed ? 'with the data that was there' : 'with new data'
  place.log(
    `PostgreSQL: ready on port ${port} after ${Date.now() - startedAt} ms, ${how} (${cluster.dataFolder}).`,
  )
  return {
    url,
    port,
    resumed: cluster.resumed,
    attached: false,
    lost: lossOf(
      child.exited,
      () =>
        new EmbeddedPostgresError(
          `PostgreSQL ended in the middle of the work: see ${logFile}, and start again.`,
        ),
    ),
    async stop() {
      if (child.hasExited()) return
      rmSync(serverFileOf(place), { force: true })
      await child.stop()
    },
  }
}

async function spawnServer(place: Place, port: number): Promise<GuardedChild> {
  const { cluster, logFile } = place
  try {
    return await spawnGuarded({
      command: cluster.postgres,
      args: [
        '-D',
        cluster.dataFolder,
        ...settingsFor(port, place.durable).flatMap((setting) => ['-c', setting]),
      ],
      env: { PATH: '/usr/bin:/bin' },
      logFile,
      stopSignal: 'INT',
      graceSeconds: 5,
      account: cluster.account,
    })
  } catch (error) {
    throw new EmbeddedPostgresError(
      `PostgreSQL could not be started as the user ${cluster.account?.uid ?? 'that we are'}: start as an ordinary user, or set DATABASE_URL.`,
      { cause: error },
    )
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

/** The server's process number once it takes connections; null when it ended instead. */
async function whenReady(place: Place, child: GuardedChild, port: number): Promise<number | null> {
  const startedAt = Date.now()
  while (!child.hasExited()) {
    const running = readPostmaster(place.cluster.dataFolder)
    if (running?.ready && running.port === port) return running.pid
    if (Date.now() - startedAt > startTimeoutMs) {
      await child.stop()
      throw new EmbeddedPostgresError(
        `PostgreSQL was not ready after ${startTimeoutMs / 1000} s and was stopped: see ${place.logFile}.`,
      )
    }
    await sleep(20)
  }
  return null
}
