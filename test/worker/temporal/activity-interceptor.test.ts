import { Context } from '@temporalio/activity'
import { CancelledFailure } from '@temporalio/common'
import { MockActivityEnvironment } from '@temporalio/testing'
import { DefaultLogger } from '@temporalio/worker'
import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import {
  TrackerAuthError,
  TrackerLimitError,
  TrackerUnavailableError,
} from '../../../adapters/trackers/errors.ts'
import { OutageLog } from '../../../worker/logging/outage-log.ts'
import { pause } from '../../../worker/process/pause.ts'
import { activityInterceptor } from '../../../worker/temporal/activity-interceptor.ts'

const attemptInfo = {
  activityType: 'readPages',
  attempt: 2,
  workflowExecution: { workflowId: 'sync-jira-1', runId: 'run' },
}

/** Runs one attempt below the interceptor, on a clock that takes 7 ms a look. */
async function attempt(
  activity: (input: object | undefined, environment: MockActivityEnvironment) => Promise<unknown>,
  input?: object,
) {
  const lines: string[] = []
  const log = pino({ base: null, timestamp: false }, { write: (line: string) => lines.push(line) })
  const outages = new OutageLog(pino({ level: 'silent' }), () => 0)
  let nowAt = 0
  const environment = new MockActivityEnvironment(attemptInfo, {
    interceptors: [activityInterceptor(log, () => (nowAt += 7), outages)],
    logger: new DefaultLogger('ERROR'),
  })
  const work = (given: object | undefined): Promise<unknown> => activity(given, environment)
  const ended = await environment.run(work, input).then(
    (result: unknown) => ({ result, failure: null }),
    (failure: unknown) => ({ result: null, failure }),
  )
  return { ...ended, text: lines.join(''), events: lines.map((line) => event.parse(JSON.parse(line))) }
}

const event = z.record(z.string(), z.unknown())

describe('an attempt', () => {
  it('is one event: what it was about, what it counted, how long it took and how it ended', async () => {
    const { events } = await attempt(async () => ({ hasMore: false, pages: 3, tickets: 250 }), {
      runId: 'run-1',
    })
    expect(events).toEqual([
      {
        level: 30,
        activity: 'readPages',
        attempt: 2,
        workflowId: 'sync-jira-1',
        runId: 'run-1',
        hasMore: false,
        pages: 3,
        tickets: 250,
        durationMs: 7,
        outcome: 'done',
      },
    ])
  })

  it.each([
    ['retryable', new TrackerUnavailableError('Jira could not be reached.')],
    ['delay', new TrackerLimitError('Jira asks to wait 90 s.', 90_000)],
    ['final', new TrackerAuthError('Jira does not take the token.')],
    ['bug', new RangeError('-1 days')],
    ['cancelled', new CancelledFailure('WORKER_SHUTDOWN')],
  ])('that fails says how that is treated, and why: %s', async (outcome, error) => {
    const { events, failure } = await attempt(() => Promise.reject(error), { runId: 'run-1' })
    expect(events).toMatchObject([
      { level: 40, runId: 'run-1', errorName: error.name, message: error.message, durationMs: 7, outcome },
    ])
    expect(failure).toMatchObject({ message: error.message })
  })

  it('says nothing of names, titles, addresses and texts, whatever goes in and comes out', async () => {
    const input = {
      connectionId: 'jira-1',
      depth: 'recent',
      title: 'Ada leaves',
      recipients: ['ada@company.example'],
      secret: { ciphertext: 'hunter2' },
    }
    const result = { tickets: 1, name: 'Ada Example', html: '<p>Hello</p>', editions: [{ subject: 'Hello' }] }
    const { text } = await attempt(async () => result, input)
    expect(text).toContain('"connectionId":"jira-1","depth":"recent","tickets":1')
    expect(text).not.toMatch(/Ada|ada@|hunter2|Hello/)
  })

  it('survives an activity without a result', async () => {
    const { events } = await attempt(async () => undefined, {})
    expect(events).toMatchObject([{ outcome: 'done' }])
  })

  it('without an input is refused for good before it begins: nothing would have been sealed', async () => {
    const environment = new MockActivityEnvironment(attemptInfo, {
      interceptors: [activityInterceptor(pino({ level: 'silent' }), Date.now)],
      logger: new DefaultLogger('ERROR'),
    })
    let begun = false
    const activity = async (): Promise<void> => {
      begun = true
    }
    await expect(environment.run(activity)).rejects.toMatchObject({
      type: 'UnsealedInputError',
      nonRetryable: true,
    })
    expect(begun).toBe(false)
  })
})

it('a worker that stops while a tracker is waited for hands the attempt back, and calls it no bug', async () => {
  const { events, failure } = await attempt(async (_input, environment) => {
    const sleeping = pause(60_000, Context.current().cancellationSignal)
    environment.cancel('WORKER_SHUTDOWN')
    await sleeping
  })
  expect(events).toMatchObject([{ outcome: 'cancelled' }])
  expect(failure).toBeInstanceOf(CancelledFailure)
})
