import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore, type Store } from '../../adapters/store/sql/client.ts'
import { migrate } from '../../adapters/store/sql/migrate.ts'
import { startPostgres } from '../../embedded/postgres/server.ts'
import { type Size, storeCompany } from './company.ts'

/** A made-up company of a size on a PostgreSQL of its own; all of it is gone when the stack is disposed. */
export async function openCompany(
  stack: AsyncDisposableStack,
  size: Size,
): Promise<{ readonly store: Store; readonly databaseUrl: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'))
  stack.defer(() => rmSync(folder, { recursive: true, force: true }))
  const postgres = await startPostgres({
    dataDir: join(folder, 'postgres'),
    log: () => undefined,
    durable: false,
  })
  stack.defer(() => postgres.stop())
  await migrate(postgres.url)
  const store = await openStore({ databaseUrl: postgres.url })
  stack.defer(() => store.close())
  await storeCompany(store, size)
  return { store, databaseUrl: postgres.url }
}
