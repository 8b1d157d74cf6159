import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { schemaDrift } from './schema-drift.ts'

export interface MigrationToWrite {
  /** A database that has all migrations so far. */
  readonly databaseUrl: string
  /** Holds `schema/` and `migrations/`. */
  readonly prismaFolder: string
  /** What it does, as a sentence: "give tickets a due date". */
  readonly sentence: string
  readonly now: Date
}

/**
 * Writes the migration that brings the tables to what the schema declares. Check constraints and triggers, which the schema
 * can't declare, and the filling of new columns are added to it by hand.
 * @returns its file; null where nothing is declared that isn't there already
 */
export async function writeMigration(input: MigrationToWrite): Promise<string | null> {
  const sql = await schemaDrift(input.databaseUrl, input.prismaFolder)
  if (sql === '') return null
  const words = input.sentence.toLowerCase().match(/[a-z0-9]+/g) ?? []
  const minute = input.now.toISOString().replace(/\D/g, '').slice(0, 12)
  const folder = join(input.prismaFolder, 'migrations', [minute, ...words].join('_'))
  mkdirSync(folder)
  const file = join(folder, 'migration.sql')
  writeFileSync(file, `${sql}\n`)
  return file
}
