/** `npm run migration -- give tickets a due date`: writes the migration that prisma/schema declares. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '../adapters/store/sql/migrate.ts'
import { startPostgres } from '../embedded/postgres/server.ts'
import { writeMigration } from './write-migration.ts'

const sentence = process.argv.slice(2).join(' ')
if (sentence.trim() === '') {
  console.error('Say what the migration does: npm run migration -- give tickets a due date')
  process.exit(2)
}
const dataDir = mkdtempSync(join(tmpdir(), 'plumbline-migration-'))
try {
  const postgres = await startPostgres({ dataDir, log: () => undefined, durable: false })
  try {
    await migrate(postgres.url)
    const prismaFolder = join(import.meta.dirname, '..', 'prisma')
    const file = await writeMigration({ databaseUrl: postgres.url, prismaFolder, sentence, now: new Date() })
    console.log(
      file ?? 'The migrations already make what prisma/schema declares: declare the change there first.',
    )
  } finally {
    await postgres.stop()
  }
} finally {
  rmSync(dataDir, { recursive: true, force: true })
}
