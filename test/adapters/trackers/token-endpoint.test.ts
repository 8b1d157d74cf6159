import { createServer } from 'node:http'
import { describe, expect, test } from 'vitest'
import {
  TrackerRequestError,
  TrackerSignInError,
  TrackerUnavailableError,
} from '../../../adapters/trackers/errors.ts'
import { requestTokens, type Tokens } from '../../../adapters/trackers/oauth/token-endpoint.ts'

interface TokenAnswer {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: unknown
}

const nowAt = Date.parse('2026-03-02T09:00:00Z')

/** Renews a sign-in at a server that answers as told. */
async function renewAt({ status = 200, headers = {}, body }: TokenAnswer): Promise<Tokens> {
  const server = createServer((request, response) => {
    request.resume()
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers })
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new TypeError('no port')
  try {
    return await requestTokens({
      label: 'Jira',
      tokenUrl: new URL(`http://127.0.0.1:${address.port}/oauth/token`),
      app: { clientId: 'app', clientSecret: 'app-secret' },
      grant: { kind: 'refresh', refreshToken: 'old' },
      fetch,
      nowAt,
    })
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}

const token = { access_token: 'new', refresh_token: 'next', expires_in: 3600, scope: 'read' }
const read = { accessToken: 'new', refreshToken: 'next', expiresAt: nowAt + 3_600_000, scopes: ['read'] }

describe('an answer with a token is never dropped, for the old one is used up', () => {
  test.each([
    ['as it should be', {}, {}],
    ['scopes as a list', { scope: ['read'] }, {}],
    ['scopes as a record', { scope: { read: true } }, { scopes: [] }],
    ['seconds as a text', { expires_in: '3600' }, {}],
    ['no seconds', { expires_in: undefined }, { expiresAt: null }],
    ['a text for seconds', { expires_in: 'soon' }, { expiresAt: null }],
    ['no time left', { expires_in: 0 }, { expiresAt: null }],
    ['more seconds than there are dates', { expires_in: 1e16 }, { expiresAt: null }],
    ['no other refresh token', { refresh_token: undefined }, { refreshToken: 'old' }],
    ['an empty refresh token', { refresh_token: '' }, { refreshToken: 'old' }],
    ['a number as its refresh token', { refresh_token: 7 }, { refreshToken: 'old' }],
  ])('%s', async (_, odd, expected) => {
    expect(await renewAt({ body: { ...token, ...odd } })).toEqual({ ...read, ...expected })
  })
})

const page = { 'Content-Type': 'text/html' }

test.each([
  [
    '400 invalid_grant',
    { status: 400, body: { error: 'invalid_grant' } },
    TrackerSignInError,
    /invalid_grant/,
  ],
  [
    'invalid_grant with 200',
    { body: { error: 'invalid_grant' } },
    TrackerSignInError,
    /HTTP 200, invalid_grant/,
  ],
  ['500', { status: 500, body: {} }, TrackerUnavailableError, /HTTP 500/],
  ['a page with 200', { body: '<html>secret' }, TrackerUnavailableError, /no token/],
  ['a page with 503', { status: 503, body: '<html>secret' }, TrackerUnavailableError, /HTTP 503/],
  [
    'a refusal without a reason',
    { status: 403, body: { message: 'secret' } },
    TrackerRequestError,
    /does not say why \(HTTP 403\)/,
  ],
  [
    'a page with 403 of what stands between',
    { status: 403, headers: page, body: '<html>secret' },
    TrackerUnavailableError,
    /a proxy, a firewall or a list/,
  ],
  [
    'a page with 404',
    { status: 404, headers: page, body: '<html>secret' },
    TrackerRequestError,
    /does not say why \(HTTP 404\): check the address/,
  ],
  [
    'a redirect for now',
    { status: 302, headers: { Location: 'https://login.example/?secret' }, body: '' },
    TrackerUnavailableError,
    /redirects elsewhere, to login\.example \(HTTP 302\)/,
  ],
  [
    'a redirect for good',
    { status: 301, headers: { Location: 'https://other.example/?secret' }, body: '' },
    TrackerRequestError,
    /redirects elsewhere, to other\.example \(HTTP 301\)/,
  ],
] as const)('%s is told as what it is', async (_, answer, errorClass, words) => {
  const error = await renewAt(answer).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(errorClass)
  expect(String(error)).toMatch(words)
  expect(String(error)).not.toContain('secret')
})
