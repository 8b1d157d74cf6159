import { expect, it, vi } from 'vitest'
import { type Waiting, waitForServer } from '../../../../worker/parts/temporal/wait-for-server.ts'

const slow = new Error('no answer in time')

function waiting(options: Partial<Waiting> = {}): Waiting {
  return {
    isFinal: () => false,
    isThere: async () => true,
    giveUpAfterMs: 600_000,
    sayEveryMs: 600_000,
    onWait: () => undefined,
    ...options,
  }
}

function server(...answers: readonly (Error | 'connected')[]) {
  const left = [...answers]
  const close = vi.fn(async () => undefined)
  const attempt = vi.fn(async () => {
    const answer = left.shift() ?? slow
    if (answer !== 'connected') throw answer
    return { close }
  })
  return { attempt, close }
}

it('tries again as long as the server is there', async () => {
  const { attempt, close } = server(slow, slow, 'connected')
  await expect(waitForServer(attempt, waiting())).resolves.toEqual({ close })
  expect(attempt).toHaveBeenCalledTimes(3)
  expect(close).not.toHaveBeenCalled()
})

it.each<[string, Partial<Waiting>]>([
  ['that has refused', { isFinal: (error) => error === slow }],
  ['that is not there', { isThere: async () => false }],
  ['after the longest time', { giveUpAfterMs: 0 }],
])('gives up at a server %s', async (_what, options) => {
  const { attempt } = server(slow, 'connected')
  await expect(waitForServer(attempt, waiting(options))).rejects.toBe(slow)
  expect(attempt).toHaveBeenCalledTimes(1)
})

it('says how long it has waited, until it is stopped during an attempt; a connection that comes late is closed', async () => {
  const stopping = new AbortController()
  const late = Promise.withResolvers<{ close(): Promise<void> }>()
  const closed = Promise.withResolvers<string>()
  const said = Promise.withResolvers<number>()
  const connecting = waitForServer(
    () => late.promise,
    waiting({ sayEveryMs: 1, onWait: said.resolve, signal: stopping.signal }),
  )
  expect(await said.promise).toBeGreaterThan(0)
  stopping.abort(new Error('stopped by the person'))
  await expect(connecting).rejects.toThrow('stopped by the person')
  late.resolve({ close: async () => closed.resolve('closed') })
  await expect(closed.promise).resolves.toBe('closed')
})

it('stops between two attempts', async () => {
  const stopping = new AbortController()
  const { attempt } = server(slow, 'connected')
  const isThere = async () => {
    stopping.abort(new Error('stopped by the person'))
    return true
  }
  const connecting = waitForServer(attempt, waiting({ isThere, signal: stopping.signal }))
  await expect(connecting).rejects.toThrow('stopped by the person')
  expect(attempt).toHaveBeenCalledTimes(1)
})
