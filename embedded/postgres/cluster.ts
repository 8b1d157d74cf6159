import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import * as fs from 'node:fs'
import { join } from 'node:path'
import { canReach, nobody, runsAsRoot } from '../process/account.ts'
import type { Account } from '../process/child.ts'
import { ensureSharedFolder } from '../process/shared-folder.ts'
import { findPostgresBinaries } from './binaries.ts'
import { EmbeddedPostgresError } from './error.ts'

/** The one role of an embedded PostgreSQL, and the name of its first database. */
export const ownName = 'plumbline'

/** PostgreSQL's data on disk, as `initdb` made it. */
export interface PostgresCluster {
  /** Free of symbolic links: the same text that the running server shows as its data folder. */
  readonly dataFolder: string
  readonly account: Account | null
  readonly password: string
  readonly postgres: string
  /** Whether the data was there already. */
  readonly resumed: boolean
}

/**
 * Opens `<folder>/data`, running `initdb` on first use; of two first starts at once, both get the same data.
 * As root below a closed home, `data` becomes a link into /var/lib/plumbline, since the server's account must reach it.
 * @throws EmbeddedPostgresError when the data belongs to another user, or can't be made
 */
export function openCluster(folder: string): PostgresCluster {
  const link = join(folder, 'data')
  const resumed = fs.existsSync(link)
  if (!resumed) createData(folder, link)
  const dataFolder = fs.realpathSync(link)
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

function createData(folder: string, link: string): void {
  const account = runsAsRoot() ? nobody : null
  // A link to data that somebody removed: they want to start afresh.
  if (fs.lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink()) fs.rmSync(link)
  const closed = !canReach(account, folder)
  const home = closed ? fs.mkdtempSync(join(ensureSharedFolder(), 'data-')) : folder
  // mkdtemp gives 0700; the account must pass through to its own folder below.
  if (closed) fs.chmodSync(home, 0o711)
  const half = fs.mkdtempSync(join(home, 'new-'))
  try {
    if (account) fs.chownSync(half, account.uid, account.gid)
    initialise(half, account)
    publish(half, home, link, closed)
  } finally {
    fs.rmSync(half, { recursive: true, force: true })
  }
}

function initialise(half: string, account: Account | null): void {
  const password = join(half, passwordFile)
  fs.writeFileSync(password, randomBytes(24).toString('base64url'), { mode: 0o600 })
  if (account) fs.chownSync(password, account.uid, account.gid)
  const { initdb } = findPostgresBinaries(account)
  const data = join(half, 'data')
  const made = spawnSync(
    initdb,
    [
      '-D',
      data,
      '-U',
      ownName,
      '-A',
      'scram-sha-256',
      `--pwfile=${password}`,
      '-E',
      'UTF8',
      '--locale=C.UTF-8',
      '--no-instructions',
    ],
    { cwd: '/', encoding: 'utf8', env: { PATH: '/usr/bin:/bin' }, ...account },
  )
  if (made.error ?? made.status !== 0) {
    throw new EmbeddedPostgresError(
      `PostgreSQL's initdb could not make its data in ${half}: ${made.error?.message ?? made.stderr.trim()}`,
      { cause: made.error },
    )
  }
  fs.renameSync(password, join(data, passwordFile))
}

/** Moves finished data to its place in one step, unless another start was first. */
function publish(half: string, home: string, link: string, closed: boolean): void {
  try {
    fs.renameSync(join(half, 'data'), join(home, 'data'))
    if (closed) fs.symlinkSync(join(home, 'data'), link)
  } catch (error) {
    if (!fs.existsSync(link)) throw error
    if (closed) fs.rmSync(home, { recursive: true, force: true })
  }
}
