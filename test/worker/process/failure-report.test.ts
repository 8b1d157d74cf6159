import { Connection, ServiceError } from '@temporalio/client'
import { TransportError } from '@temporalio/worker'
import { expect, test } from 'vitest'
import { EmbeddedTemporalError } from '../../../embedded/temporal/error.ts'
import { reportOf } from '../../../worker/process/failure-report.ts'

test('what ended the work is reported, not what failed when its parts were closed after that', async () => {
  const lost = new EmbeddedTemporalError('Temporal ended in the middle of the work.')
  async function work(): Promise<void> {
    await using stack = new AsyncDisposableStack()
    for (const part of ['client', 'worker'])
      stack.defer(() => Promise.reject(new Error(`${part}: transport error`)))
    throw lost
  }
  const thrown = await work().catch((error: unknown) => error)
  expect(thrown).toBeInstanceOf(SuppressedError)
  expect(reportOf(thrown)).toEqual(reportOf(lost))
  expect(reportOf(thrown)).toMatchObject({ exitCode: 69, stack: null })
})

test('what failed alone, when parts were closed, is reported', async () => {
  async function work(): Promise<void> {
    await using stack = new AsyncDisposableStack()
    stack.defer(() => Promise.reject(new TypeError('no such part')))
  }
  const thrown = await work().catch((error: unknown) => error)
  expect(reportOf(thrown)).toMatchObject({ name: 'TypeError', message: 'no such part', exitCode: 70 })
})

test('a Temporal that is away is told in words, whichever of its libraries noticed', async () => {
  const connection = Connection.lazy({ address: '127.0.0.1:1' })
  const asked = connection.withDeadline(Date.now() + 1_000, () =>
    connection.workflowService.getSystemInfo({}),
  )
  const fromClient = await asked.catch((error: unknown) => error)
  await connection.close()
  if (!(fromClient instanceof Error)) throw new Error('Something answers on port 1.')
  for (const error of [
    fromClient,
    new ServiceError('Failed to start Workflow', { cause: fromClient }),
    new TransportError('broken pipe'),
  ])
    expect(reportOf(error)).toMatchObject({
      name: 'TemporalUnavailableError',
      message: expect.stringMatching(/^Temporal does not answer \(.*TEMPORAL_ADDRESS$/),
      exitCode: 69,
      stack: null,
    })
})

test('a question that Temporal finds fault with is a bug', () => {
  const cause = Object.assign(new Error('3 INVALID_ARGUMENT: no task queue'), {
    code: 3,
    details: '',
    metadata: {},
  })
  for (const error of [cause, new ServiceError('Failed to start Workflow', { cause })])
    expect(reportOf(error)).toMatchObject({ exitCode: 70, stack: expect.any(String) })
})
