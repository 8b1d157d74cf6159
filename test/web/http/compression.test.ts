import { gunzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { type PlainBrowser, signedIn } from '../browser.ts'
import { aLinkFor, siteForThisFile } from '../open-test-site.ts'
import { movePeopleIn, people } from '../people.ts'
import { rawBytes } from './raw-request.ts'

const site = siteForThisFile()
let admin: PlainBrowser
beforeAll(async () => {
  await movePeopleIn(site().store)
  admin = await signedIn(site().origin, await aLinkFor(site(), people.admin))
})

/** As a browser asks, which says whose page it asks for. */
function ask(path: string, headers: Readonly<Record<string, string>>, method = 'GET') {
  const cookie = [...admin.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  return rawBytes(site().origin, path, {
    method,
    headers: { 'accept-encoding': 'gzip, deflate, br', cookie, ...headers },
  })
}

async function stylePath(): Promise<string> {
  return /"(\/assets\/[^"]+\.css)"/.exec(await (await admin.get('/audit')).text())?.[1] ?? ''
}

describe('a page', () => {
  test.each(['same-origin', 'none'])(
    'that our own site or its reader (%s) asks for is compressed, and the same page',
    async (site) => {
      const plain = await ask('/audit', {})
      const packed = await ask('/audit', { 'sec-fetch-site': site })
      expect(packed.headers).toMatchObject({
        'content-encoding': 'gzip',
        vary: 'Accept-Encoding',
        'cache-control': 'no-store',
        'content-security-policy': plain.headers['content-security-policy'],
      })
      expect(packed.headers.etag).toBeUndefined()
      expect(packed.bytes.length).toBeLessThan(plain.bytes.length / 2)
      expect(gunzipSync(packed.bytes).toString()).toBe(plain.bytes.toString())
    },
  )

  test.each(['cross-site', 'same-site', 'Same-Origin', ''])(
    'that a page of another site (%j) leads to has the size of its text: it tells nothing of what stands in it',
    async (site) => {
      const { headers, bytes } = await ask('/audit', { 'sec-fetch-site': site })
      expect(headers['content-encoding']).toBeUndefined()
      expect(bytes.toString()).toMatch(/<\/html>\s*$/)
    },
  )

  test('is not compressed where nobody says who asks, nor for a browser that takes nothing compressed', async () => {
    expect((await ask('/audit', {})).headers['content-encoding']).toBeUndefined()
    const refusing = { 'sec-fetch-site': 'none', 'accept-encoding': 'gzip;q=0' }
    const { headers } = await ask('/audit', refusing)
    expect([headers['content-encoding'], headers.vary]).toEqual([undefined, 'Accept-Encoding'])
  })

  test('that does not exist, and one to sign in on, are compressed too; a redirect has nothing to compress', async () => {
    const ours = { 'sec-fetch-site': 'same-origin' }
    const missing = await ask('/no-such-page', ours)
    expect([missing.status, missing.headers['content-encoding']]).toEqual([404, 'gzip'])
    expect((await ask('/sign-in', { ...ours, cookie: '' })).headers['content-encoding']).toBe('gzip')
    const redirected = await ask('/audit', { ...ours, cookie: '' })
    expect([redirected.status, redirected.headers['content-encoding']]).toEqual([303, undefined])
  })

  test('has no content where only its headers are asked for', async () => {
    const { status, headers, bytes } = await ask('/audit', { 'sec-fetch-site': 'none' }, 'HEAD')
    expect([status, headers['content-encoding'], bytes.length]).toEqual([200, undefined, 0])
  })
})

test('what is the same for everybody is compressed whoever asks, and kept for ever by each encoding', async () => {
  const path = await stylePath()
  const packed = await ask(path, { 'sec-fetch-site': 'cross-site' })
  expect(packed.headers).toMatchObject({
    'content-encoding': 'gzip',
    vary: 'Accept-Encoding',
    'cache-control': 'public, max-age=31536000, immutable',
  })
  const plain = await ask(path, { 'accept-encoding': 'identity' })
  expect([plain.headers['content-encoding'], plain.headers.vary]).toEqual([undefined, 'Accept-Encoding'])
  expect(gunzipSync(packed.bytes).equals(plain.bytes)).toBe(true)
})

test('a style that our own page asks for is compressed once', async () => {
  const { headers, bytes } = await ask(await stylePath(), { 'sec-fetch-site': 'same-origin' })
  expect([headers['content-encoding'], headers.vary]).toEqual(['gzip', 'Accept-Encoding'])
  expect(gunzipSync(bytes).toString()).toContain(':root')
})

test('a download streams as it is', async () => {
  const { headers, bytes } = await ask('/audit/export', { 'sec-fetch-site': 'same-origin' })
  expect([headers['content-encoding'], headers['transfer-encoding']]).toEqual([undefined, 'chunked'])
  expect(bytes.toString()).toMatch(/^\S*changed/)
})
