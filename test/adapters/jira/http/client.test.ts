import { describe, expect, test } from 'vitest'
import { createJiraTracker } from '../../../../adapters/jira/tracker.ts'
import { probeAfterMs } from '../../../../adapters/limits/limiter.ts'
import {
  TrackerAuthError,
  TrackerLimitError,
  TrackerRequestError,
  TrackerUnavailableError,
} from '../../../../adapters/trackers/errors.ts'
import { type OddAnswer, type OddRequest, startOddJira } from '../odd-jira.ts'

const myself = 'GET /rest/api/3/myself'
const html = { 'Content-Type': 'text/html;charset=UTF-8' }

/** Bends the first `times` answers to `endpoint`. */
function bend(endpoint: string, answer: OddAnswer, times = Number.POSITIVE_INFINITY) {
  let bent = 0
  return (request: OddRequest) => {
    if (request.endpoint !== endpoint || bent >= times) return null
    bent += 1
    return answer
  }
}

async function failureOf(promise: Promise<unknown>): Promise<Error> {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof Error)) throw new TypeError('it did not fail')
  return error
}

describe('what is sent to Jira', () => {
  test('carries the credentials, asks for English, and keeps a context path', async () => {
    const prefix = '/ex/jira/cloud-1'
    await using jira = await startOddJira(1, (request) =>
      request.url.pathname === `${prefix}/rest/api/3/serverInfo` ? { status: 401, body: {} } : null,
    )
    await failureOf(jira.tracker({ baseUrl: `${jira.url}${prefix}/` }).preflight())
    expect(jira.requests[0]?.url.pathname).toBe(`${prefix}/rest/api/3/serverInfo`)
    const basic = Buffer.from('ada@company.example:example-token').toString('base64')
    expect(jira.requests[0]?.headers).toMatchObject({
      authorization: `Basic ${basic}`,
      'accept-language': 'en',
    })
  })

  test('goes nowhere else: a redirect is an error and nothing is sent to the other host', async () => {
    await using elsewhere = await startOddJira(1)
    await using jira = await startOddJira(
      1,
      bend(myself, { status: 301, headers: { Location: `${elsewhere.url}/rest/api/3/myself` } }),
    )
    const error = await failureOf(jira.tracker().preflight())
    expect(error).toBeInstanceOf(TrackerRequestError)
    expect(error.message).toContain('redirects elsewhere')
    expect(elsewhere.requests).toEqual([])
  })

  test.each(['http://example.com', 'ftp://example.com', 'example.com', 'https://ada:pw@company.example'])(
    'is not sent to %s at all',
    (baseUrl) => {
      const create = () =>
        createJiraTracker({
          connectionId: 'c',
          baseUrl,
          auth: { kind: 'bearer', token: 'example-token' },
          now: () => 0,
          sleep: async () => undefined,
        })
      expect(create).toThrow(TrackerRequestError)
    },
  )

  test('holds no token that a header could not carry, and the error does not repeat it', async () => {
    await using jira = await startOddJira(1)
    const create = () => jira.tracker({ auth: { kind: 'bearer', token: 'exam\nple' } })
    expect(create).toThrow(TrackerAuthError)
    expect(create).not.toThrow('exam')
  })
})

describe("what Jira's answers mean", () => {
  test.each([
    ['a 401', { status: 401, body: { message: 'example-token' } }],
    ['a 403', { status: 403, body: {} }],
    ['a line of text', { status: 401, headers: html, body: 'Client must be authenticated.' }],
    [
      "a Data Center's page",
      { status: 401, headers: html, body: '<html><title>401</title><a>Go to Jira home</a></html>' },
    ],
    ['a page of a Jira', { status: 401, headers: { ...html, 'X-AREQUESTID': '1x2x3' }, body: '<html>' }],
    [
      'an anonymous 200 (n8n-io/n8n#16325)',
      { headers: { 'X-Seraph-LoginReason': 'AUTHENTICATED_FAILED' }, body: { accountId: 'x' } },
    ],
    ["a Data Center's anonymous 200", { headers: { 'X-AUSERNAME': 'anonymous' }, body: { key: 'x' } }],
  ] as const)('%s is about the credentials, and is not tried again', async (_name, answer) => {
    await using jira = await startOddJira(1, bend(myself, answer))
    const error = await failureOf(jira.tracker().preflight())
    expect(error).toBeInstanceOf(TrackerAuthError)
    expect(error.message).not.toContain('example-token')
    expect(jira.count(myself)).toBe(1)
  })

  test.each([
    ['503', { status: 503, body: '<html>' }],
    ['a page of HTML with 200', { headers: { 'Content-Type': 'text/html' }, body: '<html>sign in</html>' }],
    ['JSON cut off', { body: '{"accountId": "712' }],
    ['an error with 200', { body: { errorMessages: ['Something went wrong'], errors: {} } }],
    ["a proxy's error with 200", { body: { message: 'sign in', 'status-code': 500 } }],
    ['an empty record', { body: {} }],
    ['a list where a record is meant', { body: [] }],
    ['no record at all', { body: 'null' }],
    ['an empty answer', { body: '' }],
    ['a sign-in page to go to', { status: 302, headers: { Location: 'https://login.example/sign in' } }],
    ['a connection closed before the answer', { cut: 'before' }],
    ['a connection closed within the answer', { cut: 'within', body: { accountId: 'x' } }],
  ] as const)('%s is tried again, and unavailable when it lasts', async (_name, answer) => {
    await using once = await startOddJira(1, bend(myself, answer, 1))
    expect((await once.tracker().preflight()).accountId).toBe('712020:ada')
    await using lasting = await startOddJira(1, bend(myself, answer))
    const error = await failureOf(lasting.tracker().preflight())
    expect(error).toBeInstanceOf(TrackerUnavailableError)
    expect(error.message).toContain('/rest/api/3/myself')
    expect(error.message).not.toContain('sign in')
    expect(lasting.count(myself)).toBe(3)
  })

  test("a proxy's page that refuses (HTTP 401) may pass, and says nothing of the credentials for certain", async () => {
    const page = { status: 401, headers: html, body: '<!DOCTYPE html><html><title>Sign in</title></html>' }
    await using jira = await startOddJira(1, bend(myself, page))
    const error = await failureOf(jira.tracker().preflight())
    expect(error).toBeInstanceOf(TrackerUnavailableError)
    expect(error.message).toMatch(
      /with a page.*HTTP 401.*a proxy, a firewall.*the credentials may be wrong\.$/,
    )
    // With wrong credentials each more would be one more failed sign-in.
    expect(jira.count(myself)).toBe(1)
  })

  test('byte order marks and blanks around JSON are no part of it', async () => {
    const body = '\uFEFF\n {"accountId": "712020:ada"} \uFEFF\r\n'
    await using jira = await startOddJira(1, bend(myself, { body }))
    expect((await jira.tracker().preflight()).accountId).toBe('712020:ada')
  })

  test('a stall ends at the timeout', async () => {
    await using jira = await startOddJira(1, bend(myself, { stall: true }))
    const error = await failureOf(jira.tracker({ requestTimeoutMs: 50 }).preflight())
    expect(error).toBeInstanceOf(TrackerUnavailableError)
  })

  test('an abort ends a stall at once, with its own reason', async () => {
    await using jira = await startOddJira(1, bend(myself, { stall: true }))
    const stop = new AbortController()
    const waiting = failureOf(jira.tracker().preflight(stop.signal))
    setTimeout(() => stop.abort(new Error('the worker stops')), 20)
    expect((await waiting).message).toBe('the worker stops')
  })

  test('nobody listening is unavailable, and says how', async () => {
    const jira = await startOddJira(1)
    await jira[Symbol.asyncDispose]()
    const error = await failureOf(jira.tracker().preflight())
    expect(error).toBeInstanceOf(TrackerUnavailableError)
    expect(error.message).toContain('ECONNREFUSED')
  })

  test('429 with Retry-After is waited for exactly, a long one is handed to the workflow, to be probed (apache/incubator-devlake#2932)', async () => {
    const limited = (seconds: string) => ({
      status: 429,
      headers: { 'Retry-After': seconds },
      body: '<html>',
    })
    await using short = await startOddJira(1, bend(myself, limited('7'), 1))
    await short.tracker().preflight()
    expect(short.clock.slept).toEqual([7000])
    await using long = await startOddJira(1, bend(myself, limited('1800')))
    const error = await failureOf(long.tracker().preflight())
    expect(error).toBeInstanceOf(TrackerLimitError)
    expect(error).toMatchObject({ retryAfterMs: probeAfterMs })
    expect(long.clock.slept).toEqual([])
  })

  test('410 is final and says that an update is needed (CHANGE-2046)', async () => {
    await using jira = await startOddJira(1, bend('GET /rest/api/3/status', { status: 410, body: {} }))
    const error = await failureOf(jira.tracker().preflight())
    expect(error).toBeInstanceOf(TrackerRequestError)
    expect(error.message).toContain('an update of Plumbline is needed')
  })
})
