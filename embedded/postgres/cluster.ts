import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { type Account, canReach, nobody, runsAsRoot } from '../process/account.ts'
import { findPostgresBinaries } from './binaries.ts'
import { EmbeddedPostgresError } from './error.ts'

/** The one role of an embedded PostgreSQL, and the name of its first database. */
export const ownName = 'plumbline'

/** PostgreSQL's data on disk, as `initdb` made it. */
export interface PostgresCluster {
  /** Absolute, free of symbolic links. The server must run in it: see `dataArgument`. */
  readonly dataFolder: string
  /** Null: as ourselves. */
  readonly account: Account | null
  readonly password: string
  readonly postgres: string
  /** Whether the data was there already. */
  readonly resumed: boolean
}

/**
 * What PostgreSQL's `-D` is told, with the data folder as working folder. Where Linux's /proc is, that is a name for the
 * working folder itself: so root's server, which runs as another account, needs no way to it through our closed folders,
 * and the path may have any length.
 */
export function dataArgument(dataFolder: string): string {
  return hasProc() ? '/proc/self/cwd' : dataFolder
}

function hasProc(): boolean {
  return fs.existsSync('/proc/self/cwd')
}

/**
 * Opens `<folder>/data`, running `initdb` on first use; of two first starts at once, both get the same data.
 * @param durable false: not even the new data is forced to disk
 * @throws EmbeddedPostgresError when the data belongs to another user, or can't be made
 */
export function openCluster(folder: string, durable: boolean): PostgresCluster {
  const data = join(folder, 'data')
  const resumed = fs.existsSync(data)
  if (!resumed) createData(folder, data, durable)
  const dataFolder = fs.realpathSync(data)
  const account = accountFor(dataFolder)
  const { postgres } = findPostgresBinaries(account)
  return { dataFolder, account, password: readPassword(dataFolder), postgres, resumed }
}

/** Data that an ordinary user began stays theirs when root starts it. */
function accountFor(dataFolder: string): Account | null {
  const { uid, gid } = fs.statSync(dataFolder)
  if (runsAsRoot()) return { uid, gid }
  if (uid === process.getuid?.()) return null
  throw new EmbeddedPostgresError(
    `The database in ${dataFolder} belongs to another user (uid ${uid}): start as that user or as root, or choose another folder.`,
  )
}

/** Lies inside the data, so that both always come and go together; PostgreSQL leaves files that it doesn't know alone. */
const passwordFile = 'plumbline.password'

function readPassword(dataFolder: string): string {
  try {
    return fs.readFileSync(join(dataFolder, passwordFile), 'utf8').trim()
  } catch (error) {
    throw new EmbeddedPostgresError(
      `${dataFolder} isn't a database of Plumbline (no readable ${passwordFile}): choose another folder, or move it away.`,
      { cause: error },
    )
  }
}

function createData(folder: string, data: string, durable: boolean): void {
  const account = runsAsRoot() ? nobody : null
  if (account !== null && !hasProc() && !canReach(account, folder)) {
    throw new EmbeddedPostgresError(
      `PostgreSQL refuses to run as root, and no other account may enter ${folder}: start as an ordinary user, or set DATABASE_URL.`,
    )
  }
  // A link to data that was removed: start afresh.
  if (fs.lstatSync(data, { throwIfNoEntry: false })?.isSymbolicLink()) fs.rmSync(data)
  const half = fs.mkdtempSync(join(folder, 'new-'))
  try {
    const made = initialise(half, account, durable)
    moveInto(made, data)
  } finally {
    fs.rmSync(half, { recursive: true, force: true })
  }
}

/** @returns the finished data, in a folder below `half` */
function initialise(half: string, account: Account | null, durable: boolean): string {
  const [password, data] = [join(half, passwordFile), join(half, 'data')]
  fs.writeFileSync(password, randomBytes(24).toString('base64url'), { mode: 0o600 })
  fs.mkdirSync(data, { mode: 0o700 })
  if (account) for (const path of [half, password, data]) fs.chownSync(path, account.uid, account.gid)
  const { initdb } = findPostgresBinaries(account)
  const options = [
    '-U',
    ownName,
    '-A',
    'scram-sha-256',
    '-E',
    'UTF8',
    '--locale=C.UTF-8',
    '--no-instructions',
    ...(durable ? [] : ['--no-sync']),
  ]
  const made = spawnSync(initdb, ['-D', dataArgument(data), `--pwfile=../${passwordFile}`, ...options], {
    cwd: data,
    encoding: 'utf8',
    env: { PATH: '/usr/bin:/bin' },
    ...account,
  })
  if (made.error ?? made.status !== 0) {
    const reason = /No space left on device/.test(made.stderr ?? '')
      ? 'there is no space left; free some, or choose another folder (PLUMBLINE_DATA_DIR)'
      : (made.error?.message ?? made.stderr.trim())
    throw new EmbeddedPostgresError(`PostgreSQL's initdb could not make its data in ${half}: ${reason}`, {
      cause: made.error,
    })
  }
  fs.renameSync(password, join(data, passwordFile))
  return data
}

/** Moves finished data to its place in one step, unless another start was first. */
function moveInto(made: string, data: string): void {
  try {
    fs.renameSync(made, data)
  } catch (error) {
    if (!fs.existsSync(data)) throw error
  }
}
