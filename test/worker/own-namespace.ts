import { randomUUID } from 'node:crypto'
import { Client, Connection } from '@temporalio/client'
import { msToTs } from '@temporalio/common/lib/time.js'
import { type KeyRing, keyRingFromText, newKeyText } from '../../adapters/secrets.ts'
import { sealedDataConverter } from '../../worker/parts/temporal/data-converter.ts'
import { testTemporalAddress } from '../setup/temporal.ts'
import { waitUntil } from '../setup/wait-until.ts'

/** A namespace of its own on the test run's Temporal: whoever makes schedules true deletes those of others beside it. */
export async function openOwnNamespace(): Promise<{
  readonly client: Client
  /** Seal what the client sends. */
  readonly keys: KeyRing
  readonly address: string
  readonly namespace: string
  close(): Promise<void>
}> {
  const address = await testTemporalAddress()
  const connection = await Connection.connect({ address })
  const namespace = `own-${randomUUID()}`
  await connection.workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod: msToTs('1 day'),
  })
  const keys = keyRingFromText(newKeyText())
  const client = new Client({
    connection,
    namespace,
    dataConverter: sealedDataConverter(keys, namespace, 'client'),
  })
  // The server's own parts hear of a new namespace within a second or two.
  await waitUntil(async () => {
    try {
      for await (const _ of client.schedule.list()) break
      return true
    } catch (error) {
      if (error instanceof Error && /not found/i.test(`${error.message} ${String(error.cause)}`)) return false
      throw error
    }
  })
  return { client, keys, address, namespace, close: () => connection.close() }
}
