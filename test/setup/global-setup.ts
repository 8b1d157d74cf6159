import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startPostgres } from '../../worker/embedded/postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The database that `createTestDatabase` copies; nothing may stay connected to it. */
    templateDatabaseUrl: string
  }
}

/** Starts one PostgreSQL for the whole run, on a folder of its own, and ends it afterwards. */
export default async function startServers(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-test-'))
  const postgres = await startPostgres({
    dataDir: join(folder, 'postgres'),
    log: () => undefined,
    durable: false,
  })
  project.provide('templateDatabaseUrl', postgres.url)
  return async () => {
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
