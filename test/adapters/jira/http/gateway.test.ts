import { expect, test } from 'vitest'
import { createJiraClient, type JiraAuth } from '../../../../adapters/jira/http/client.ts'
import { RequestLimiter } from '../../../../adapters/limits/limiter.ts'
import { waitLimitMs } from '../../../setup/time-limits.ts'
import { virtualClock } from '../../limits/virtual-clock.ts'

type Answer = readonly [status: number, body: object]

const cloudId = '1f2e3d4c-0000-4000-8000-000000000001'
const serverInfo: Answer = [200, { version: '1001.0.0', serverTime: '2026-03-02T09:00:00.000+0000' }]
const refusal: Answer = [401, { message: 'Client must be authenticated' }]

const ownToken: JiraAuth = { kind: 'api_token', email: 'ada@company.example', apiToken: 'secret' }

/** A client of a site whose addresses answer as told; the rest refuse. */
function clientOf(baseUrl: string, answers: Readonly<Record<string, Answer>>, auth: JiraAuth = ownToken) {
  const clock = virtualClock()
  const sent: { readonly url: string; readonly hasCredentials: boolean }[] = []
  const client = createJiraClient({
    baseUrl: new URL(baseUrl),
    auth,
    requestTimeoutMs: waitLimitMs,
    maxResponseBytes: 1_000_000,
    limiter: new RequestLimiter({ now: clock.now, sleep: clock.sleep }),
    async fetch(url, init) {
      sent.push({ url: url.href, hasCredentials: new Headers(init.headers).has('authorization') })
      const [status, body] = answers[`${url.host}${url.pathname}`] ?? refusal
      return Response.json(body, { status })
    },
  })
  const ask = () => client.request('serverInfo', 'getServerInfo', undefined, undefined)
  return { ask, sent, client }
}

const site = 'acme.atlassian.net'
const path = '/rest/api/3/serverInfo'
const tenant = { [`${site}/_edge/tenant_info`]: [200, { cloudId }] as Answer }
const gateway = `api.atlassian.com/ex/jira/${cloudId}${path}`

test('a token with scopes finds its gateway, and stays there', async () => {
  const { ask, sent, client } = clientOf(`https://${site}`, { ...tenant, [gateway]: serverInfo })
  await ask()
  await ask()
  expect(sent).toEqual([
    { url: `https://${site}${path}`, hasCredentials: true },
    { url: `https://${site}/_edge/tenant_info`, hasCredentials: false },
    { url: `https://${gateway}`, hasCredentials: true },
    { url: `https://${gateway}`, hasCredentials: true },
  ])
  expect(client.requestCount()).toBe(4)
})

test('one of the Government Cloud finds that of its own cloud', async () => {
  const host = 'acme.atlassian-us-gov-mod.net'
  const own = `api.atlassian-us-gov-mod.com/ex/jira/${cloudId}${path}`
  const answers = { [`${host}/_edge/tenant_info`]: [200, { cloudId }] as Answer, [own]: serverInfo }
  const { ask, sent } = clientOf(`https://${host}`, answers)
  await ask()
  expect(sent.at(-1)).toEqual({ url: `https://${own}`, hasCredentials: true })
})

test('a token without scopes never leaves its site', async () => {
  const { ask, sent } = clientOf(`https://${site}`, { [site + path]: serverInfo })
  await ask()
  expect(sent.map(({ url }) => url)).toEqual([`https://${site}${path}`])
})

test('a token that lacks a scope is told so, and one that neither takes is refused', async () => {
  const noScope: Answer = [401, { code: 401, message: 'Unauthorized; scope does not match' }]
  const lacking = clientOf(`https://${site}`, { ...tenant, [gateway]: noScope })
  await expect(lacking.ask()).rejects.toThrow('lacks a scope that GET /rest/api/3/serverInfo needs')
  await expect(clientOf(`https://${site}`, tenant).ask()).rejects.toThrow('does not accept the credentials')
})

test('an id that is none becomes no address, and other hosts are asked for none', async () => {
  const odd = { [`${site}/_edge/tenant_info`]: [200, { cloudId: '../../evil' }] as Answer }
  const strange = clientOf(`https://${site}`, odd)
  await expect(strange.ask()).rejects.toThrow('does not accept the credentials')
  expect(strange.sent.every(({ url }) => url.startsWith(`https://${site}/`))).toBe(true)
  const own = clientOf('https://jira.company.example', {})
  await expect(own.ask()).rejects.toThrow('does not accept the credentials')
  expect(own.sent).toHaveLength(1)
})

test.each([
  [503, {}],
  [404, {}],
  [200, { cloudId: null }],
])(
  'a site that does not tell its cloud id (HTTP %i) says nothing of a token with scopes',
  async (...told) => {
    const { ask, sent } = clientOf(`https://${site}`, { [`${site}/_edge/tenant_info`]: told })
    await expect(ask()).rejects.toThrow(
      /does not accept.*if it is one, give the address https:\/\/api\.atlassian/,
    )
    // The refused token isn't sent again.
    expect(sent).toHaveLength(2)
  },
)

test('a token that both the site and its gateway refuse is told without a word of cloud ids', async () => {
  const refused = clientOf(`https://${site}`, tenant).ask()
  await expect(refused).rejects.toThrow('does not accept the credentials')
  await expect(refused).rejects.not.toThrow('cloud id')
})

test('a missing scope is to be given to the app where one was signed in', async () => {
  const noScope: Answer = [401, { code: 401, message: 'Unauthorized; scope does not match' }]
  const token = 'made-just-now'
  const tokens = { current: async () => token, renew: async () => token }
  const ofApp = clientOf(
    `https://api.atlassian.com/ex/jira/${cloudId}`,
    { [gateway]: noScope },
    { kind: 'oauth', tokens },
  )
  await expect(ofApp.ask()).rejects.toThrow(
    'give the app the scopes read:jira-work and read:jira-user, and sign in',
  )
  const ofToken = clientOf(`https://${site}`, { ...tenant, [gateway]: noScope })
  await expect(ofToken.ask()).rejects.toThrow('make one with the scopes read:jira-work and read:jira-user')
})
