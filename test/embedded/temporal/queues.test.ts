import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { Connection } from '@temporalio/client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findTemporalBinary } from '../../../embedded/temporal/binary.ts'
import { startTemporal } from '../../../embedded/temporal/server.ts'
import { makeFolderInMemory } from '../../setup/test-folder.ts'

let folder: string

beforeEach(() => {
  folder = makeFolderInMemory()
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('a queue of new data is one, and stays one at the next start', async () => {
  expect(await partsOfAQueue()).toBe(1)
  expect(await partsOfAQueue()).toBe(1)
})

test('queues of data that began divided stay so: tasks may wait in each part', async () => {
  await partsOfAQueue()
  rmSync(join(folder, 'undivided-queues'))
  expect(await partsOfAQueue()).toBe(4)
})

/** Starts a server on the folder, asks it, and ends it. */
async function partsOfAQueue(): Promise<number> {
  const binary = await findTemporalBinary({
    explicitPath: process.env['TEMPORAL_CLI_PATH'] ?? null,
    log: console.error,
  })
  const server = await startTemporal({ dataDir: folder, log: () => undefined, binary, uiPort: null })
  const connection = await Connection.connect({ address: server.address })
  const { workflowTaskQueuePartitions } = await connection.workflowService.listTaskQueuePartitions({
    namespace: 'default',
    taskQueue: { name: 'plumbline' },
  })
  await connection.close()
  await server.stop()
  return workflowTaskQueuePartitions.length
}
