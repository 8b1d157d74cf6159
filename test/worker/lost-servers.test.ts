import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { putPostgresFolder } from '../setup/postgres-folder.ts'
import { makeFolderInMemory } from '../setup/test-folder.ts'
import { startWorkerProcess } from './worker-process.ts'

let folder: string

beforeEach(async () => {
  folder = makeFolderInMemory()
  await putPostgresFolder(join(folder, 'postgres'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

// That a killed supervisor takes its server along is shown in test/embedded/process/shared-server.test.ts.
test.each([
  ['postgres', 'server', 'PostgreSQL ended'],
  ['temporal', 'supervisor', 'Temporal ended'],
] as const)(
  'a worker whose %s %s is killed says so in one line, and exits with 69',
  async (server, process_, words) => {
    const worker = startWorkerProcess({ PLUMBLINE_DATA_DIR: folder })
    try {
      await worker.untilSaid('"msg":"ready"')
      const { pid, serverPid } = serverFileOf(server)
      process.kill(process_ === 'server' ? serverPid : pid, 'SIGKILL')
      expect(await worker.exited).toBe(69)
      const beside = worker
        .said()
        .split('\n')
        .filter((line) => line !== '' && !line.startsWith('{'))
      expect(beside).toEqual([expect.stringContaining(words)])
    } finally {
      worker.child.kill('SIGKILL')
    }
  },
)

const serverFileSchema = z.object({ pid: z.number(), serverPid: z.number() })

function serverFileOf(server: string): z.infer<typeof serverFileSchema> {
  return serverFileSchema.parse(JSON.parse(readFileSync(join(folder, server, 'server.json'), 'utf8')))
}
