import { beforeAll, expect, test } from 'vitest'
import { mostTriesPerClient } from '../../../domain/sign-in/limits.ts'
import { aLinkFor, siteForThisFile } from '../open-test-site.ts'
import { movePeopleIn, people } from '../people.ts'
import { rawRequest } from './raw-request.ts'

const publicOrigin = 'https://plumbline.company.example'
const site = siteForThisFile({ publicOrigin, trustsProxy: true })
beforeAll(() => movePeopleIn(site().store))

/** As a proxy passes it on. */
function ask(path: string, more: Parameters<typeof rawRequest>[2] = {}) {
  const headers = {
    host: 'plumbline.company.example',
    'x-forwarded-for': '198.51.100.7, 203.0.113.9',
    ...more.headers,
  }
  return rawRequest(site().origin, path, { ...more, headers })
}

test('cookies are bound to this very host and to TLS, and browsers are told to stay with it', async () => {
  const path = `/sign-in/link/${await aLinkFor(site(), people.leader)}`
  const shown = await ask(path)
  const [visit = ''] = shown.headers['set-cookie'] ?? []
  expect(visit).toMatch(/^__Host-plumbline-visit=[\w-]+; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
  expect(shown.headers['strict-transport-security']).toMatch(/^max-age=\d{8}$/)
  const token = /name="form_token" value="([^"]+)"/.exec(shown.text)?.[1] ?? ''
  const used = await ask(path, {
    method: 'POST',
    headers: {
      origin: publicOrigin,
      cookie: visit.split(';')[0] ?? '',
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: `form_token=${token}`,
  })
  expect(used.status).toBe(303)
  expect(used.headers['set-cookie']?.[0]).toMatch(
    /^__Host-plumbline-session=[\w-]+; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  )
})

test('a cookie without the prefix, which another host may have set, counts for nothing', async () => {
  const path = `/sign-in/link/${await aLinkFor(site(), people.leader)}`
  const shown = await ask(path, { headers: { cookie: 'plumbline-visit=planted' } })
  expect(shown.headers['set-cookie']?.[0]).toContain('__Host-plumbline-visit=')
})

test('clients are told apart by what our proxy wrote last, and not by what they wrote themselves', async () => {
  const form = await ask('/sign-in')
  const token = /name="form_token" value="([^"]+)"/.exec(form.text)?.[1] ?? ''
  const cookie = form.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
  const tryFrom = (forwarded: string) =>
    ask('/sign-in', {
      method: 'POST',
      headers: {
        origin: publicOrigin,
        cookie,
        'content-type': 'application/x-www-form-urlencoded',
        'x-forwarded-for': forwarded,
      },
      body: `form_token=${token}&email=eve%40elsewhere.example`,
    })
  for (let round = 0; round < mostTriesPerClient; round += 1)
    expect((await tryFrom(`10.0.0.${round}, 192.0.2.1`)).status).toBe(303)
  expect((await tryFrom('10.0.0.250, 192.0.2.1')).status).toBe(429)
  expect((await tryFrom('10.0.0.250, 192.0.2.2')).status).toBe(303)
})

test.each([
  'plumbline.company.example:443',
  '127.0.0.1:7411',
  '[::1]:7411',
  'plumbline:7411',
  'localhost:7411',
])(
  'a proxy may name us %s: it is not sent to our name, which would lead it here again and again',
  async (host) => {
    expect((await ask('/sign-in', { headers: { host } })).status).toBe(200)
  },
)

test.each(['evil.example', 'plumbline.company.example.evil.example', 'plumbline.company.example:8443'])(
  'a site that calls us %s is sent to our name',
  async (host) => {
    const { status, headers } = await ask('/sign-in', { headers: { host } })
    expect([status, headers.location]).toEqual([303, `${publicOrigin}/sign-in`])
  },
)
