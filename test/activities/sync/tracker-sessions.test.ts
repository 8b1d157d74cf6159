import { expect, test } from 'vitest'
import { requestsSince, trackerSessions } from '../../../activities/sync/tracker-sessions.ts'
import type { Tracker } from '../../../adapters/trackers/tracker.ts'

function notAsked(): never {
  throw new Error('no test asks the tracker for this')
}

/** A tracker that has sent so many requests. */
function trackerAfter(requests: number): Tracker {
  return {
    preflight: notAsked,
    listUsers: notAsked,
    readPage: notAsked,
    readContext: notAsked,
    census: {
      listTickets: notAsked,
      listChanged: notAsked,
      readTickets: notAsked,
      locate: notAsked,
      listsArchived: true,
    },
    requestCount: () => requests,
  }
}

const opened = (requests = 0) => ({ tracker: trackerAfter(requests), visibleScopes: [] })
const first = { runId: 'first run', connectionId: 'web' }
const second = { runId: 'second run', connectionId: 'web' }

test('a run’s tracker is opened once, and its requests are counted once', async () => {
  const sessions = trackerSessions()
  const session = await sessions.of(first, async () => opened(3))
  expect(await sessions.of(first, async () => opened())).toBe(session)
  expect([requestsSince(session), requestsSince(session)]).toEqual([3, 0])
})

test('the next run of a connection lets go of the tracker of a run that another process finished', async () => {
  const sessions = trackerSessions()
  const left = sessions.begin(first, opened())
  sessions.begin(second, opened())
  expect(await sessions.of(first, async () => opened())).not.toBe(left)
})

test('runs of two connections keep their trackers, until they end', async () => {
  const sessions = trackerSessions()
  const ofApi = { runId: 'of another', connectionId: 'api' }
  const [web, api] = [sessions.begin(first, opened()), sessions.begin(ofApi, opened())]
  sessions.end(first.runId)
  expect(await sessions.of(ofApi, async () => opened())).toBe(api)
  expect(await sessions.of(first, async () => opened())).not.toBe(web)
})
