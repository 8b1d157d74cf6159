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
