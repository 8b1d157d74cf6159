import { Connection } from '@temporalio/client'
import { expect, test } from 'vitest'
import { clientRetries } from '../../../../worker/parts/temporal/client-retries.ts'

/** Leaves the loop no turn, as a busy machine does. */
function keepBusy(ms: number): void {
  for (const end = performance.now() + ms; performance.now() < end; );
}

test('no retry fires once the connection is closed, however busy the process is', async () => {
  const thrown: unknown[] = []
  const note = (error: unknown) => thrown.push(error)
  process.on('uncaughtExceptionMonitor', note)
  for (const busyMs of [0, 40, 150]) {
    const retries = clientRetries()
    const connection = Connection.lazy({ address: '127.0.0.1:9', interceptors: retries.interceptors })
    const calls = Array.from({ length: 20 }, () =>
      connection.withDeadline(Date.now() + 2_000, () => connection.workflowService.getSystemInfo({})),
    )
    const settled = Promise.allSettled(calls)
    await new Promise((resolve) => setTimeout(resolve, 60))
    keepBusy(busyMs)
    await retries.stop()
    await connection.close()
    expect((await settled).every(({ status }) => status === 'rejected')).toBe(true)
  }
  await new Promise((resolve) => setTimeout(resolve, 200))
  process.off('uncaughtExceptionMonitor', note)
  expect(thrown).toEqual([])
})
