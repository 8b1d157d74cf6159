import { Connection } from '@temporalio/client'
import { expect, test } from 'vitest'
import { testTemporalAddress } from './temporal.ts'

test('provides one Temporal server with the namespace default, the same on each call', async () => {
  const [address, again] = await Promise.all([testTemporalAddress(), testTemporalAddress()])
  expect(again).toBe(address)
  const connection = await Connection.connect({ address })
  const { namespaceInfo } = await connection.workflowService.describeNamespace({ namespace: 'default' })
  await connection.close()
  expect(namespaceInfo?.name).toBe('default')
})
