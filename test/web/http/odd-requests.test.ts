import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { beforeAll, expect, test } from 'vitest'
import { PlainBrowser, signedIn } from '../browser.ts'
import { aLinkFor, siteForThisFile } from '../open-test-site.ts'
import { movePeopleIn, people } from '../people.ts'

const site = siteForThisFile()
beforeAll(() => movePeopleIn(site().store))

/** What a server answers to bytes as they stand, until it closes. */
async function answerTo(bytes: string): Promise<string> {
  const { hostname, port } = new URL(site().origin)
  const socket = connect(Number(port), hostname)
  await once(socket, 'connect')
  socket.end(bytes.replaceAll('HOST', `${hostname}:${port}`).replaceAll('\n', '\r\n'))
  return await text(socket)
}

test.each([
  ['HTTP/1.0 with a host', 'GET /alive HTTP/1.0\nHost: HOST\n\n', /^HTTP\/1\.1 200 /],
  ['HTTP/1.0 without a host', 'GET /sign-in HTTP/1.0\n\n', /^HTTP\/1\.1 (303|400) /],
  ['HTTP/1.1 without a host', 'GET /sign-in HTTP/1.1\n\n', /^HTTP\/1\.1 400 /],
  ['two hosts', 'GET /sign-in HTTP/1.1\nHost: HOST\nHost: evil.example\n\n', /^HTTP\/1\.1 (400|303) /],
  [
    'a whole address of another site',
    'GET http://evil.example/sign-in HTTP/1.1\nHost: HOST\nConnection: close\n\n',
    /^HTTP\/1\.1 (200|303|400|421) /,
  ],
  ['OPTIONS of everything', 'OPTIONS * HTTP/1.1\nHost: HOST\nConnection: close\n\n', /^HTTP\/1\.1 4\d\d /],
  ['TRACE', 'TRACE /sign-in HTTP/1.1\nHost: HOST\nCookie: a=b\nConnection: close\n\n', /^HTTP\/1\.1 4\d\d /],
  ['DELETE', 'DELETE /sign-in HTTP/1.1\nHost: HOST\nConnection: close\n\n', /^HTTP\/1\.1 405 /],
  [
    'a path of broken escapes',
    'GET /teams/%E0%A4%A HTTP/1.1\nHost: HOST\nConnection: close\n\n',
    /^HTTP\/1\.1 (303|404|400) /,
  ],
  [
    'a length and chunks',
    'POST /sign-in HTTP/1.1\nHost: HOST\nContent-Length: 3\nTransfer-Encoding: chunked\n\n0\n\n',
    /^HTTP\/1\.1 400 /,
  ],
  ['no HTTP at all', 'hello\n\n', /^HTTP\/1\.1 400 /],
  [
    'headers without end',
    `GET /sign-in HTTP/1.1\nHost: HOST\nX: ${'x'.repeat(40_000)}\n\n`,
    /^HTTP\/1\.1 431 /,
  ],
])('%s is answered, and the site goes on', async (_, bytes, expected) => {
  const answer = await answerTo(bytes)
  expect(answer).toMatch(expected)
  expect(answer).not.toContain('evil.example')
  expect((await fetch(`${site().origin}/alive`)).status).toBe(200)
  expect(site().log.join('')).not.toContain('a page failed')
})

test('requests in a row on one connection are answered in their order', async () => {
  const one = (path: string, more = '') => `GET ${path} HTTP/1.1\nHost: HOST\n${more}\n`
  const answer = await answerTo(`${one('/alive')}${one('/sign-in')}${one('/none', 'Connection: close\n')}`)
  expect([...answer.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => status)).toEqual([
    '200',
    '200',
    '303',
  ])
})

test.each([
  ['//evil.example/', '/'],
  ['//evil.example//', '/'],
  ['/%2fevil.example/', '/%2fevil.example'],
  ['/\\evil.example/', '/'],
  ['/teams%0d%0aSet-Cookie:x=1/', '/teams%0d%0aSet-Cookie:x=1'],
])('a path that ends with a slash leads to no other site: %s', async (path) => {
  const answer = await answerTo(`GET ${path} HTTP/1.1\nHost: HOST\nConnection: close\n\n`)
  const [, location = ''] = /^location: (.*)\r$/im.exec(answer) ?? []
  expect(new URL(location, site().origin).origin).toBe(site().origin)
  expect(answer).not.toMatch(/^set-cookie: x=1/im)
})

test('whoever asks for an address that is too long to come back to is asked to sign in all the same', async () => {
  const browser = new PlainBrowser(site().origin)
  const long = await browser.get(`/teams?quarter=${'x'.repeat(10_000)}`)
  expect([long.status, long.headers.get('location')]).toEqual([303, '/sign-in'])
  const near = await browser.get('/teams?quarter=2026-Q2')
  expect(near.headers.get('location')).toBe(`/sign-in?next=${encodeURIComponent('/teams?quarter=2026-Q2')}`)
})

test('HEAD shows what GET would, and uses no link up', async () => {
  const token = await aLinkFor(site(), people.leader)
  const head = await fetch(`${site().origin}/sign-in/link/${token}`, { method: 'HEAD' })
  expect([head.status, await head.text()]).toEqual([200, ''])
  expect((await (await signedIn(site().origin, token)).get('/archive')).status).toBe(200)
})

test('a browser that keeps no cookies is told so, and its link stays good', async () => {
  const token = await aLinkFor(site(), people.leader)
  const path = `/sign-in/link/${token}`
  const shown = await (await fetch(`${site().origin}${path}`)).text()
  const [, formToken = ''] = /name="form_token" value="([^"]+)"/.exec(shown) ?? []
  const forgetful = new PlainBrowser(site().origin)
  const response = await forgetful.post(path, { form_token: formToken })
  expect([response.status, (await response.text()).includes('keeps no cookies')]).toEqual([403, true])
  expect((await (await signedIn(site().origin, token)).get('/archive')).status).toBe(200)
})

test('a role that is taken away in the middle of a session is gone with the next page, and a change with it', async () => {
  const admin = await signedIn(site().origin, await aLinkFor(site(), people.admin))
  const [, token = ''] =
    /name="form_token" value="([^"]+)"/.exec(await (await admin.get('/deliveries')).text()) ?? []
  await site().store.pool.query('delete from admins where email = $1', [people.admin])
  const pause = { form_token: token, quarter: '2026-Q2', reason: 'too late', pause: 'yes' }
  expect((await admin.post('/delivery-pauses', pause)).status).toBe(404)
  expect((await admin.get('/deliveries')).status).toBe(404)
  const { rows } = await site().store.pool.query('select 1 from delivery_pauses')
  expect(rows).toEqual([])
})

test('a form token of another session, or of none, changes nothing', async () => {
  const reviewer = await signedIn(site().origin, await aLinkFor(site(), people.reviewer))
  const other = await signedIn(site().origin, await aLinkFor(site(), people.otherReviewer))
  const [, token = ''] =
    /name="form_token" value="([^"]+)"/.exec(await (await other.get('/teams')).text()) ?? []
  for (const form_token of [token, '', 'x'.repeat(100_000)]) {
    const response = await reviewer.post('/sign-out/everywhere', { form_token })
    expect(response.status).toBe(403)
  }
  expect((await reviewer.get('/teams/core')).status).toBe(200)
})

test('fields named like what objects are made of are fields like others', async () => {
  const browser = new PlainBrowser(site().origin)
  const page = await (await browser.get('/sign-in')).text()
  const [, form_token = ''] = /name="form_token" value="([^"]+)"/.exec(page) ?? []
  const body = new FormData()
  for (const [name, value] of [
    ['form_token', form_token],
    ['__proto__', 'a'],
    ['__proto__', 'b'],
    ['constructor', 'c'],
    ['email', people.leader],
  ] as const)
    body.append(name, value)
  expect((await browser.post('/sign-in', body)).status).toBe(303)
})
