import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { jiraOAuth } from '../../../adapters/jira/oauth.ts'
import { linearOAuth } from '../../../adapters/linear/oauth.ts'
import { beginSignIn, readReturn } from '../../../adapters/trackers/oauth/authorization.ts'
import { chooseSite } from '../../../adapters/trackers/oauth/choose-site.ts'
import { isFresh, readOAuthSecret } from '../../../adapters/trackers/oauth/oauth-secret.ts'

const addressesOf = (flow: typeof jiraOAuth, baseUrl: string | null) =>
  Object.values(flow.endpointsOf(baseUrl)).map(String)

test("sign-ins go to the trackers' own servers, and to a proxy where the address is one", () => {
  const atlassian = ['https://auth.atlassian.com/authorize', 'https://auth.atlassian.com/oauth/token']
  for (const baseUrl of [null, 'https://example.atlassian.net', 'https://api.atlassian.com/ex/jira/0a1b2c3d'])
    expect(addressesOf(jiraOAuth, baseUrl)).toEqual(atlassian)
  const government = 'https://auth.atlassian-us-gov-mod.com'
  for (const host of ['acme.atlassian-us-gov-mod.net', 'api.atlassian-us-gov-mod.com/ex/jira/0a1b2c3d'])
    expect(addressesOf(jiraOAuth, `https://${host}`)).toEqual([
      `${government}/authorize`,
      `${government}/oauth/token`,
    ])
  const linear = ['https://linear.app/oauth/authorize', 'https://api.linear.app/oauth/token']
  for (const baseUrl of [null, 'https://api.linear.app/graphql'])
    expect(addressesOf(linearOAuth, baseUrl)).toEqual(linear)
  expect(addressesOf(jiraOAuth, 'https://proxy.example/ex/jira/0a1b2c3d')).toEqual([
    'https://proxy.example/authorize',
    'https://proxy.example/oauth/token',
  ])
  expect(addressesOf(linearOAuth, 'https://proxy.example/graphql')).toEqual([
    'https://proxy.example/oauth/authorize',
    'https://proxy.example/oauth/token',
  ])
  // A name that only looks like Atlassian's gets nothing that is for Atlassian, and nothing of its own is asked of Atlassian.
  expect(addressesOf(jiraOAuth, 'https://example.atlassian.net.evil.example')[1]).toBe(
    'https://example.atlassian.net.evil.example/oauth/token',
  )
})

test('the page to sign in at is told what to ask for, and with PKCE a proof that only we can give', () => {
  const of = { clientId: 'app', redirectUrl: 'http://127.0.0.1:7412/callback', baseUrl: null }
  const jira = beginSignIn(jiraOAuth, of)
  expect(Object.fromEntries(jira.url.searchParams)).toEqual({
    audience: 'api.atlassian.com',
    prompt: 'consent',
    response_type: 'code',
    client_id: 'app',
    redirect_uri: 'http://127.0.0.1:7412/callback',
    scope: 'read:jira-work read:jira-user offline_access',
    state: jira.pending.state,
  })
  expect(jira.pending.verifier).toBeNull()
  const government = beginSignIn(jiraOAuth, { ...of, baseUrl: 'https://acme.atlassian-us-gov-mod.net' })
  expect(government.url.searchParams.get('audience')).toBe('api.atlassian-us-gov-mod.com')
  const linear = beginSignIn(linearOAuth, of)
  const { verifier } = linear.pending
  expect(verifier).toMatch(/^[\w-]{43}$/)
  expect(linear.url.searchParams.get('code_challenge')).toBe(
    createHash('sha256')
      .update(verifier ?? '')
      .digest('base64url'),
  )
  expect(linear.url.href).not.toContain(verifier)
  expect(beginSignIn(jiraOAuth, of).pending.state).not.toBe(jira.pending.state)
})

test.each([
  ['state=s&code=c', { kind: 'code', code: 'c' }],
  ['state=s&error=access_denied', { kind: 'refused', error: 'access_denied' }],
  ['state=s&error=%3Cb%3E', { kind: 'refused', error: 'unknown' }],
  ['state=s', { kind: 'strange' }],
  ['state=s&code=', { kind: 'strange' }],
  ['state=t&code=c', { kind: 'strange' }],
  ['code=c', { kind: 'strange' }],
  ['state=t&error=access_denied', { kind: 'strange' }],
])('what comes back with "%s"', (query, expected) => {
  expect(readReturn(new URLSearchParams(query), 's')).toEqual(expected)
})

describe('of the sites that a sign-in opens', () => {
  const site = (name: string) => ({
    siteId: name,
    name,
    url: `https://${name}.atlassian.net`,
    baseUrl: `https://api.atlassian.com/ex/jira/${name}`,
  })
  const [one, two] = [site('one'), site('two')]

  test.each([
    ['the only one is read', [one], null, { kind: 'chosen', site: one }],
    ['of several none is guessed', [one, two], null, { kind: 'several', sites: [one, two] }],
    ['its address chooses', [one, two], 'https://two.atlassian.net', { kind: 'chosen', site: two }],
    ['the address of its API chooses', [one, two], two.baseUrl, { kind: 'chosen', site: two }],
    [
      'another address chooses none',
      [one],
      'https://two.atlassian.net',
      { kind: 'other site', sites: [one] },
    ],
    ['there may be none', [], 'https://two.atlassian.net', { kind: 'none' }],
  ])('%s', (_, sites, wanted, expected) => {
    expect(chooseSite(sites, wanted)).toEqual(expected)
  })
})

test('a token is fresh until a minute before it expires', () => {
  expect(isFresh({ expiresAt: 160_001 }, 100_000)).toBe(true)
  expect(isFresh({ expiresAt: 160_000 }, 100_000)).toBe(false)
  expect(isFresh({ expiresAt: null }, 100_000)).toBe(true)
})

test.each(['an-api-token', '"text"', '{"accessToken":"a"}', ''])('"%s" is no sign-in by OAuth', (text) => {
  expect(readOAuthSecret(text)).toBeNull()
})
