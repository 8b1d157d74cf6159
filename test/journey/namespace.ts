import { randomUUID } from 'node:crypto'
import { Client, Connection } from '@temporalio/client'
import { msToTs } from '@temporalio/common/lib/time.js'
import type { KeyRing } from '../../adapters/secrets.ts'
import { sealedDataConverter } from '../../worker/parts/temporal/data-converter.ts'
import { testTemporalAddress } from '../setup/temporal.ts'

export interface OwnNamespace {
  readonly address: string
  readonly namespace: string
  readonly client: Client
  close(): Promise<void>
}

/** A namespace of its own on the shared Temporal server, or another one: workflows of the same ids, and workers of the same queue, run side by side. */
export async function openNamespace(
  keys: KeyRing,
  temporalAddress: string | null = null,
): Promise<OwnNamespace> {
  const address = temporalAddress ?? (await testTemporalAddress())
  const connection = await Connection.connect({ address })
  const namespace = `journey-${randomUUID()}`
  await connection.workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod: msToTs('1 day'),
  })
  return {
    address,
    namespace,
    client: new Client({
      connection,
      namespace,
      dataConverter: sealedDataConverter(keys, namespace, 'client'),
    }),
    close: () => connection.close(),
  }
}
