import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { migrate } from '../../adapters/store/sql/migrate.ts'
import { startPostgres } from '../../embedded/postgres/server.ts'
import { findTemporalBinary } from '../../embedded/temporal/binary.ts'
import { startTemporal } from '../../embedded/temporal/server.ts'
import { dropLeftFolders } from './left-folders.ts'
import { makeFolderInMemory } from './test-folder.ts'

export interface ServerDesk {
  readonly url: string
  readonly close: () => Promise<void>
}

interface RunningServer {
  /** What a test connects to, or copies. */
  readonly place: string
  readonly stop: () => Promise<void>
}

/**
 * Starts the servers that tests ask for, each once and on the first asking, over HTTP on loopback:
 * test files run in processes of their own, and a run of pure tests shouldn't start any.
 */
export async function openServerDesk(): Promise<ServerDesk> {
  dropLeftFolders()
  const folder = makeFolderInMemory()
  const starters: Record<string, () => Promise<RunningServer>> = {
    '/postgres': () => startTemplate(join(folder, 'postgres')),
    '/postgres-folder': () => prepareFolder(join(folder, 'prepared')),
    '/temporal': () => startTestTemporal(join(folder, 'temporal')),
  }
  const running = new Map<string, Promise<RunningServer>>()
  const desk = createServer((request, response) => {
    // A connection that is kept may be closed just when the next test file asks.
    response.setHeader('connection', 'close')
    const path = request.url ?? ''
    const start = starters[path]
    if (!start) return response.writeHead(404).end(`There is no server ${path}.`)
    const server = running.get(path) ?? start()
    running.set(path, server)
    server.then(
      ({ place }) => response.end(place),
      (error: unknown) => response.writeHead(500).end(error instanceof Error ? error.stack : String(error)),
    )
    return response
  })
  desk.listen(0, '127.0.0.1')
  await once(desk, 'listening')
  const address = desk.address()
  if (address === null || typeof address === 'string') throw new Error('The server desk got no TCP port.')
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      desk.close()
      desk.closeAllConnections()
      const settled = await Promise.allSettled(running.values())
      await Promise.all(settled.map((server) => (server.status === 'fulfilled' ? server.value.stop() : null)))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The migrated database that `createTestDatabase` copies. */
async function startTemplate(dataDir: string): Promise<RunningServer> {
  const postgres = await startPostgres({ dataDir, log: () => undefined, durable: false })
  await migrate(postgres.url)
  return { place: postgres.url, stop: postgres.stop }
}

/** What `putPostgresFolder` copies. */
async function prepareFolder(dataDir: string): Promise<RunningServer> {
  const { stop } = await startTemplate(dataDir)
  await stop()
  return { place: dataDir, stop: () => Promise.resolve() }
}

async function startTestTemporal(dataDir: string): Promise<RunningServer> {
  const explicitPath = process.env['TEMPORAL_CLI_PATH'] ?? null
  const binary = await findTemporalBinary({ explicitPath, log: console.error })
  const temporal = await startTemporal({
    binary,
    dataDir,
    log: () => undefined,
    uiPort: null,
  })
  return { place: temporal.address, stop: temporal.stop }
}
