import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startPostgres } from '../../../embedded/postgres/server.ts'
import { putPostgresFolder } from '../../setup/postgres-folder.ts'
import { makeFolderInMemory } from '../../setup/test-folder.ts'
import { openCommandLine, runCommand } from '../command-line.ts'

const forTryingOut = 'embedded, for trying out: PostgreSQL, Temporal, mailbox'

test('whoever starts an embedded server is told once that it is for trying out; scripts and who joins it are not', async () => {
  const cwd = makeFolderInMemory()
  onTestFinished(() => rmSync(cwd, { recursive: true, force: true }))
  const dataDir = join(cwd, 'data')
  await putPostgresFolder(join(dataDir, 'postgres'))
  const run = (...words: string[]) => runCommand(words, { PLUMBLINE_DATA_DIR: dataDir }, { cwd })
  const plain = await run('connections')
  expect(plain.stderr.split(forTryingOut)).toHaveLength(2)
  const script = await run('connections', '--json')
  expect([script.exitCode, script.stderr]).toEqual([0, ''])

  const postgres = await startPostgres({ dataDir: join(dataDir, 'postgres'), log: () => undefined })
  const joined = await run('connections')
  await postgres.stop()
  expect([joined.exitCode, joined.stderr]).toEqual([0, ''])
})

test('a sync opens Temporal while the database is still being opened', async () => {
  await using database = await startMute()
  await using temporal = await startMute()
  const line = await openCommandLine({
    DATABASE_URL: `postgresql://plumbline@127.0.0.1:${database.port}/plumbline`,
    TEMPORAL_ADDRESS: `127.0.0.1:${temporal.port}`,
  })
  const command = line.start(['sync'])
  // Neither is answered, so whichever were opened second would never be.
  await Promise.all([database.called, temporal.called])
  command.signal('SIGKILL')
  await command.ended
  await line.close()
})

test('a command that fails does not wait for a Temporal that it no longer needs', async () => {
  await using temporal = await startMute()
  const line = await openCommandLine({ TEMPORAL_ADDRESS: `127.0.0.1:${temporal.port}` })
  const ended = await line.run(['sync'])
  expect(ended.exitCode).toBe(1)
  expect(ended.stderr).toContain('there is no connection yet')
  // As it would say towards the end of the longest time.
  expect(ended.stderr).not.toMatch(/no answer for (5[6-9]|6\d) s/)
  await line.close()
})

/** A server that takes connections and never answers. */
async function startMute(): Promise<AsyncDisposable & { port: number; called: Promise<unknown> }> {
  const server = createServer((socket) => void socket.on('error', () => undefined).resume())
  const called = once(server, 'connection')
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('it listens on a TCP port')
  return {
    port: address.port,
    called,
    [Symbol.asyncDispose]: async () => {
      server.close()
      await once(server, 'close')
    },
  }
}
