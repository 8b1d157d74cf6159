import { Connection } from '@temporalio/client'
import { expect, test } from 'vitest'
import { testTemporalAddress } from './temporal.ts'

test('lends a Temporal server with the namespace default, the same one at each asking', async () => {
  const [address, again] = await Promise.all([testTemporalAddress(), testTemporalAddress()])
  expect(again).toBe(address)
  const connection = await Connection.connect({ address })
  const { namespaceInfo } = await connection.workflowService.describeNamespace({ namespace: 'default' })
  await connection.close()
  expect(namespaceInfo?.name).toBe('default')
})
