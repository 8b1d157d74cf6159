import { setTimeout as sleep } from 'node:timers/promises'
import { CancelledFailure } from '@temporalio/common'
import { MockActivityEnvironment } from '@temporalio/testing'
import { DefaultLogger } from '@temporalio/worker'
import { describe, expect, test } from 'vitest'
import { betweenSlices, whileBeating } from '../../activities/heartbeat.ts'
import { inSlices } from '../../adapters/slices.ts'
import { runAtOnce, type Steps } from '../../domain/calculation/steps.ts'
import { waitUntil } from '../setup/wait-until.ts'

/** Busy for about a millisecond a step; never ends without a count. */
function* busySteps(count = Number.POSITIVE_INFINITY): Steps<number> {
  let done = 0
  for (; done < count; done += 1) {
    const until = performance.now() + 1
    while (performance.now() < until);
    yield
  }
  return done
}

function openEnvironment(): MockActivityEnvironment {
  return new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') })
}

test('a calculation gives the same at once and in slices', async () => {
  expect(runAtOnce(busySteps(30))).toBe(30)
  expect(await inSlices(busySteps(30), betweenNothing)).toBe(30)
})

test('other work gets its turn several times a second', async () => {
  let turns = 0
  await inSlices(busySteps(800), async () => {
    turns += 1
  })
  expect(turns).toBeGreaterThanOrEqual(3)
})

describe('an attempt in the middle of a calculation', () => {
  test('ends when Temporal cancels it', async () => {
    const environment = openEnvironment()
    const attempt = environment.run(() => inSlices(busySteps(), betweenSlices))
    setTimeout(() => environment.cancel(), 10)
    await expect(attempt).rejects.toBeInstanceOf(CancelledFailure)
  })

  test('goes on sending heartbeats', async () => {
    const environment = openEnvironment()
    let heartbeats = 0
    environment.on('heartbeat', () => {
      heartbeats += 1
    })
    const attempt = environment.run(() => whileBeating(() => inSlices(busySteps(), betweenSlices)))
    const ended = expect(attempt).rejects.toBeInstanceOf(CancelledFailure)
    await waitUntil(() => heartbeats >= 2)
    environment.cancel()
    await ended
  })
})

test('heartbeats end with the work, also where it fails', async () => {
  const environment = openEnvironment()
  let heartbeats = 0
  environment.on('heartbeat', () => {
    heartbeats += 1
  })
  const fails = environment.run(() =>
    whileBeating(async () => {
      throw new Error('broken')
    }),
  )
  await expect(fails).rejects.toThrow('broken')
  await sleep(2_500)
  expect(heartbeats).toBe(0)
})

async function betweenNothing(): Promise<void> {
  await Promise.resolve()
}
