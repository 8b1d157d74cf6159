import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import { SchemaEngine } from '@prisma/schema-engine-wasm'
import { catalogAdapter } from './catalog-adapter.ts'

const prismaFolder = join(import.meta.dirname, '..', 'prisma')

/**
 * The SQL that would turn a database into what the schema in prisma/ declares; '' when they agree.
 * Prisma's own engine compares them, as WebAssembly: the one its command line uses is a binary from outside npm.
 * Prisma's table of applied migrations, which no schema declares, is no drift.
 */
export async function schemaDrift(databaseUrl: string, folder = prismaFolder): Promise<string> {
  const files = globSync('**/*.prisma', { cwd: folder })
    .sort()
    .map((path) => ({ path, content: readFileSync(join(folder, path), 'utf8') }))
  const factory = bindMigrationAwareSqlAdapterFactory(catalogAdapter(databaseUrl))
  const engine = await SchemaEngine.new({ datamodels: undefined }, () => undefined, factory)
  const database = { tag: 'schemaDatasource', files, configDir: folder } as const
  const declared = { tag: 'schemaDatamodel', files } as const
  const filters = { externalTables: [], externalEnums: [] }
  const { stdout } = await engine.diff({
    from: database,
    to: declared,
    script: true,
    exitCode: null,
    filters,
  })
  engine.free()
  const sql = stdout?.trim() ?? ''
  return sql === '-- This is an empty migration.' ? '' : sql
}
