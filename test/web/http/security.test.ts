import { beforeAll, describe, expect, test } from 'vitest'
import { PlainBrowser, signedIn } from '../browser.ts'
import { aLinkFor, siteForThisFile } from '../open-test-site.ts'
import { archivePath, editions, movePeopleIn, people } from '../people.ts'
import { rawRequest } from './raw-request.ts'

const site = siteForThisFile()
beforeAll(() => movePeopleIn(site().store))

async function leader(): Promise<PlainBrowser> {
  return signedIn(site().origin, await aLinkFor(site(), people.leader))
}

describe('every response', () => {
  test('allows nothing inline and nothing from elsewhere', async () => {
    const browser = await leader()
    const paths = [
      '/sign-in',
      '/archive',
      '/no-such-page',
      `${archivePath(editions.leader)}/mail`,
      '/archive',
    ]
    for (const path of paths) {
      const { headers } = await browser.get(path)
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy, path).toMatch(/^default-src 'none'/)
      expect(policy, path).not.toMatch(/unsafe-inline|unsafe-eval|https?:|\*/)
      expect(headers.get('x-content-type-options'), path).toBe('nosniff')
      expect(headers.get('referrer-policy'), path).toBe('same-origin')
      expect(headers.get('cache-control'), path).toBe('no-store')
    }
  })

  test('stands in no frame, but the mail in ours, where nothing in it runs', async () => {
    const browser = await leader()
    const page = await browser.get(archivePath(editions.leader))
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    const mail = await browser.get(`${archivePath(editions.leader)}/mail`)
    expect(mail.headers.get('content-security-policy')).toMatch(
      /frame-ancestors 'self'; sandbox allow-popups/,
    )
    expect(mail.headers.get('content-security-policy')).not.toContain('allow-scripts')
  })

  test('may be kept for ever only where its address tells its content', async () => {
    const browser = new PlainBrowser(site().origin)
    const text = await (await browser.get('/sign-in')).text()
    const assets = [...text.matchAll(/"(\/assets\/[^"]+)"/g)].map(([, path]) => path ?? '')
    expect(assets).toHaveLength(3)
    for (const path of assets) {
      const { status, headers } = await browser.get(path)
      expect([status, headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable'])
    }
    expect((await browser.get('/assets/000000000000/style.css')).status).toBe(404)
  })
})

describe('a change', () => {
  const foreign = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    {},
  ]

  test.each(foreign)('from %j is refused, with the right token too', async (headers) => {
    const browser = await leader()
    const text = await (await browser.get('/archive')).text()
    const token = /name="form_token" value="([^"]+)"/.exec(text)?.[1] ?? ''
    expect((await browser.post('/sign-out', { form_token: token }, { ...headers })).status).toBe(403)
    expect((await browser.get('/archive')).status).toBe(200)
  })

  test('with another browser’s token is refused', async () => {
    const [mine, theirs] = [await leader(), await leader()]
    const token =
      /name="form_token" value="([^"]+)"/.exec(await (await theirs.get('/archive')).text())?.[1] ?? ''
    expect((await mine.post('/sign-out', { form_token: token })).status).toBe(403)
    expect((await mine.get('/archive')).status).toBe(200)
  })

  test('without a token is refused, also when the cookie from before the sign-in is empty', async () => {
    const mine = await leader()
    mine.setCookie(`plumbline-visit-${new URL(site().origin).port}`, '')
    const path = `/sign-in/link/${await aLinkFor(site(), people.leader)}`
    expect((await mine.post(path, {})).status).toBe(403)
    expect((await mine.submit(path, path)).status).toBe(303)
  })

  test('by GET, HEAD, PUT or DELETE changes nothing', async () => {
    const browser = await leader()
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    for (const method of ['GET', 'HEAD', 'PUT', 'DELETE']) {
      const response = await fetch(new URL('/sign-out', site().origin), {
        method,
        headers: { cookie },
        redirect: 'manual',
      })
      expect([404, 405]).toContain(response.status)
    }
    expect((await browser.get('/archive')).status).toBe(200)
  })

  test('of more than a megabyte is not read', async () => {
    const browser = new PlainBrowser(site().origin)
    const response = await browser.post('/sign-in', { email: 'a'.repeat(1_000_001) })
    expect(response.status).toBe(413)
  })

  test('with fields that no form of ours has names the field and not its value', async () => {
    const browser = new PlainBrowser(site().origin)
    const response = await browser.submit('/sign-in', '/sign-in', { address: 'hunter2' })
    const text = await response.text()
    expect([response.status, text.includes('email'), text.includes('hunter2')]).toEqual([400, true, false])
  })
})

test('a site of another name that points here is sent to our name, and changes nothing', async () => {
  const headers = { host: 'rebound.evil.example' }
  const got = await rawRequest(site().origin, '/sign-in?next=/x', { headers })
  expect([got.status, got.headers.location]).toEqual([303, `${site().origin}/sign-in?next=/x`])
  const posted = await rawRequest(site().origin, '/sign-in', {
    method: 'POST',
    headers: { ...headers, origin: 'http://rebound.evil.example' },
  })
  expect(posted.status).toBe(421)
  expect((await rawRequest(site().origin, '/alive', { headers })).status).toBe(200)
})

test('a cookie is out of the reach of scripts, and of other sites’ forms', async () => {
  const token = await aLinkFor(site(), people.leader)
  const path = `/sign-in/link/${token}`
  const response = await new PlainBrowser(site().origin).submit(path, path)
  const [cookie = ''] = response.headers.getSetCookie()
  expect(cookie).toMatch(/^plumbline-session-\d+=[\w-]{43}; .*Path=\/; HttpOnly; SameSite=Lax$/)
})

test.each([
  ['/archive/', '/archive'],
  ['/sign-in/link/forged//', '/sign-in/link/forged'],
  ['/queue/?order=random', '/queue?order=random'],
  ['//evil.example/', '/'],
])('a slash at the end of %s leads to %s, and to no other site', async (path, to) => {
  const { status, headers } = await rawRequest(site().origin, path, {
    headers: { host: new URL(site().origin).host },
  })
  expect(status).toBe(303)
  expect(new URL(headers.location ?? '', site().origin).href).toBe(`${site().origin}${to}`)
})
