import { createServer } from 'node:http'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { RequestLimiter } from '../../../../adapters/limits/limiter.ts'
import { createLinearClient } from '../../../../adapters/linear/http/client.ts'
import {
  LinearForbiddenError,
  LinearPartialError,
  LinearTooComplexError,
} from '../../../../adapters/linear/http/errors.ts'
import { TrackerRequestError, TrackerUnavailableError } from '../../../../adapters/trackers/errors.ts'
import { waitLimitMs } from '../../../setup/time-limits.ts'
import { virtualClock } from '../../limits/virtual-clock.ts'

/** How Linear's refusal of one query, answered with these errors, is understood. */
function failureBy(status: number, error: Record<string, unknown>): Promise<unknown> {
  return resultOf(status, { errors: [error] })
}

/** What a query answered with this body returns, or fails with. */
async function resultOf(status: number, body: unknown): Promise<unknown> {
  const server = createServer((_, response) => {
    const type = typeof body === 'string' ? 'text/html' : 'application/json'
    response.writeHead(status, { 'Content-Type': type, Location: 'https://login.example/' })
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new TypeError('no port')
  const client = createLinearClient({
    apiUrl: new URL(`http://127.0.0.1:${address.port}/graphql`),
    fetch,
    auth: { kind: 'api_key', apiKey: 'lin_api_example' },
    requestTimeoutMs: waitLimitMs,
    maxResponseBytes: 1_000_000,
    limiter: new RequestLimiter(virtualClock()),
  })
  const query = { name: 'issues', text: 'query { viewer { id } }', data: z.unknown() }
  const failure = await client.query(query, {}, undefined).catch((error: unknown) => error)
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  return failure
}

test.each([
  [400, { message: 'Query too complex', extensions: { code: 'INPUT_ERROR', type: 'invalid input' } }],
  [400, { message: 'Query too complex', extensions: { code: 'QUERY_TOO_COMPLEX' } }],
  [400, { message: 'Too many points', extensions: { code: 'COMPLEXITY_LIMIT_EXCEEDED' } }],
  [200, { message: 'The query exceeds the maximum complexity of 10000' }],
])(
  'a query that costs too much is recognised by its words, whatever its kind: %i %o',
  async (status, error) => {
    expect(await failureBy(status, error)).toBeInstanceOf(LinearTooComplexError)
  },
)

test.each([403, 451])('a page with %i is what stands before Linear, and no missing right', async (status) => {
  const failure = await resultOf(status, '<html>Blocked: secret</html>')
  expect(failure).toBeInstanceOf(TrackerUnavailableError)
  expect(String(failure)).toMatch(/a proxy, a firewall/)
  expect(String(failure)).not.toContain('secret')
  const told = await failureBy(403, { message: 'No', extensions: { code: 'FORBIDDEN' } })
  expect(told).toBeInstanceOf(LinearForbiddenError)
})

test.each([
  { message: 'lock timeout', extensions: { code: 'LOCK_TIMEOUT', type: 'lock timeout' } },
  { message: 'Internal server error', extensions: { code: 'INTERNAL_SERVER_ERROR' } },
  { message: 'fetch failed', extensions: { type: 'network error' } },
])('a failure of Linear’s own is asked again, although it comes with 400: %j', async (error) => {
  expect(await failureBy(400, error)).toBeInstanceOf(TrackerUnavailableError)
})

test('what failed while a query ran is no refusal of it, and tells which node failed', async () => {
  const path = ['issues', 'nodes', 3, 'history']
  const failure = await failureBy(400, { message: 'Something failed', path })
  expect(failure).toBeInstanceOf(LinearPartialError)
  expect(failure).toMatchObject({ nodeIndex: 3 })
  const ofList = { message: 'Bad cursor', path: ['issues'] }
  expect(await failureBy(400, ofList)).toBeInstanceOf(TrackerRequestError)
  const unknown = { message: 'Entity not found', path, extensions: { type: 'invalid input' } }
  expect(await failureBy(400, unknown)).toBeInstanceOf(TrackerRequestError)
})

test('another refusal of the query is none of complexity', async () => {
  const failure = await failureBy(400, { message: 'Unknown argument', extensions: { code: 'INPUT_ERROR' } })
  expect(failure).toBeInstanceOf(TrackerRequestError)
  expect(failure).not.toBeInstanceOf(LinearTooComplexError)
})

test.each([{ message: 'Something failed' }, [null], ['Something failed'], 'Something failed'])(
  'data beside an error is no answer, however the error is written: %j',
  async (errors) => {
    expect(await resultOf(200, { data: { viewer: null }, errors })).toBeInstanceOf(TrackerUnavailableError)
  },
)

test.each([[[]], [null], [undefined]])('data beside no error is an answer: %j', async (errors) => {
  expect(await resultOf(200, { data: { viewer: null }, errors })).toEqual({ viewer: null })
})

test('a redirect for the moment, as to a sign-in page, may pass; one for good is final, and neither is followed', async () => {
  expect(await resultOf(302, '')).toBeInstanceOf(TrackerUnavailableError)
  expect(await resultOf(301, '')).toBeInstanceOf(TrackerRequestError)
})
