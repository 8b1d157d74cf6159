import { beforeAll, describe, expect, test } from 'vitest'
import {
  linkLifeMs,
  mostLinksPerAddress,
  mostTriesPerClient,
  pressedTwiceMs,
  sessionIdleMs,
  sessionLifeMs,
  tryWindowMs,
} from '../../../domain/sign-in/limits.ts'
import { auditPage } from '../../../queries/audit/audit.ts'
import { waitUntil } from '../../setup/wait-until.ts'
import { PlainBrowser, signedIn } from '../browser.ts'
import { aLinkFor, siteForThisFile } from '../open-test-site.ts'
import { movePeopleIn, people } from '../people.ts'

const site = siteForThisFile()
beforeAll(() => movePeopleIn(site().store))

function browser(): PlainBrowser {
  return new PlainBrowser(site().origin)
}

/** On this machine cookies are told apart by the port. */
const sessionCookie = () => `plumbline-session-${new URL(site().origin).port}`
const visitCookie = () => `plumbline-visit-${new URL(site().origin).port}`

/** Asks for a link by the page's form, and waits until what goes on behind the answer is over. */
async function ask(email: string, from = browser()): Promise<Response> {
  const before = await triesInStore()
  const response = await from.submit('/sign-in?next=/archive', '/sign-in', { email, return_to: '/archive' })
  if (response.status === 303) await waitUntil(async () => (await triesInStore()) >= before + 2)
  return response
}

async function triesInStore(): Promise<number> {
  const { rowCount } = await site().store.pool.query('select from sign_in_tries')
  return rowCount ?? 0
}

function linkIn(raw: Buffer): string {
  const text = raw.toString().replaceAll('=\r\n', '').replaceAll('=3D', '=')
  const [path] = /\/sign-in\/link\/[\w-]+/.exec(text) ?? []
  if (path === undefined) throw new Error(`no link in ${text}`)
  return path
}

describe('a mailed link', () => {
  test('signs in who presses its button, and leads where they wanted to go', async () => {
    const mails = site().mails.length
    expect((await ask(people.leader)).headers.get('location')).toBe('/sign-in/sent')
    await waitUntil(() => site().mails.length > mails)
    const mail = site().mails.at(-1)
    expect(mail?.envelope.to).toBe(people.leader)
    const path = linkIn(Buffer.concat(mail?.parts ?? []))
    const reader = browser()
    const used = await reader.submit(path, path)
    expect([used.status, used.headers.get('location')]).toEqual([303, '/archive'])
    expect((await reader.get('/archive')).status).toBe(200)
    await waitUntil(async () => (await mailStates()).includes('sent'))
  })

  test('is not used up by a scanner that opens it, ten times, with HEAD too', async () => {
    const path = `/sign-in/link/${await aLinkFor(site(), people.leader)}`
    for (let round = 0; round < 10; round += 1) expect((await browser().get(path)).status).toBe(200)
    await fetch(new URL(path, site().origin), { method: 'HEAD' })
    const reader = browser()
    expect((await reader.submit(path, path)).status).toBe(303)
  })

  test('works once: of two at the same time, one signs in', async () => {
    const path = `/sign-in/link/${await aLinkFor(site(), people.leader)}`
    const readers = [browser(), browser(), browser()]
    // Each has the form before the first sends it.
    const forms = await Promise.all(readers.map(async (each) => (await each.get(path)).text()))
    const tokens = forms.map((form) => /name="form_token" value="([^"]+)"/.exec(form)?.[1] ?? '')
    const used = await Promise.all(
      readers.map((each, index) => each.post(path, { form_token: tokens[index] ?? '' })),
    )
    expect(used.map(({ status }) => status).sort()).toEqual([303, 410, 410])
    expect((await browser().get(path)).status).toBe(410)
  })

  // https://github.com/statamic/cms/pull/10465: a browser shows the last answer alone, and may have dropped the first one's cookie.
  test.each([
    ['with both answers under way', 0, false, 303],
    ['once the first answer is there', pressedTwiceMs - 1, true, 303],
    ['so late that it is not the same press', pressedTwiceMs, false, 410],
  ])('pressed twice, %s', async (_, ms, keepsFirst, status) => {
    const path = `/sign-in/link/${await aLinkFor(site(), people.leader, '/archive')}`
    const [reader, dropping] = [browser(), browser()]
    const form = await (await reader.get(path)).text()
    const sent = { form_token: /name="form_token" value="([^"]+)"/.exec(form)?.[1] ?? '' }
    dropping.setCookie(visitCookie(), reader.cookies.get(visitCookie()) ?? '')
    expect((await dropping.post(path, sent)).status).toBe(303)
    site().passTime(ms)
    const again = await (keepsFirst ? dropping : reader).post(path, sent)
    expect(again.status).toBe(status)
    expect((await reader.get('/archive')).status).toBe(status === 303 && !keepsFirst ? 200 : 303)
    expect((await dropping.get('/archive')).status).toBe(200)
    await dropping.submit('/archive', '/sign-out')
    expect((await reader.post(path, sent)).status).toBe(410)
  })

  // https://github.com/ministryofjustice/peoplefinder/pull/227
  test('that is opened again tells who is signed in already, and nobody else', async () => {
    const token = await aLinkFor(site(), people.leader)
    const reader = await signedIn(site().origin, token)
    const again = await reader.get(`/sign-in/link/${token}`)
    expect([again.status, await again.text()]).toEqual([410, expect.stringContaining('signed in already')])
    const other = await (await browser().get(`/sign-in/link/${token}`)).text()
    expect(other).not.toContain(people.leader)
  })

  test.each([
    [linkLifeMs - 1, 303],
    [linkLifeMs, 410],
  ])('after %i ms is answered with %i', async (ms, status) => {
    const path = `/sign-in/link/${await aLinkFor(site(), people.leader)}`
    const reader = browser()
    const form = await (await reader.get(path)).text()
    const token = /name="form_token" value="([^"]+)"/.exec(form)?.[1] ?? ''
    site().passTime(ms)
    expect((await reader.post(path, { form_token: token })).status).toBe(status)
  })

  test('that is forged looks like one that is used or too old', async () => {
    const used = await aLinkFor(site(), people.leader)
    await signedIn(site().origin, used)
    const texts = await Promise.all(
      [used, 'forged', 'A'.repeat(43)].map(async (token) => {
        const response = await browser().get(`/sign-in/link/${token}`)
        return [response.status, await response.text()]
      }),
    )
    expect(new Set(texts.map(String)).size).toBe(1)
  })

  test('leads to no other site, whatever was asked for', async () => {
    for (const evil of [
      '//evil.example',
      'https://evil.example/',
      '/\\evil.example',
      '/%0d%0aSet-Cookie: a=b',
      '/\t/evil',
    ]) {
      const token = await aLinkFor(site(), people.leader, evil)
      const path = `/sign-in/link/${token}`
      const reader = browser()
      const location = (await reader.submit(path, path)).headers.get('location') ?? ''
      expect(new URL(location, site().origin).origin, evil).toBe(site().origin)
    }
  })
})

describe('asking for a link', () => {
  test('is answered alike for known and unknown addresses, and mails the known one alone', async () => {
    const mails = site().mails.length
    const known = await ask(people.admin)
    const unknown = await ask(people.stranger)
    const nonsense = await ask('no address at all')
    const seen = [known, unknown, nonsense].map((each) => [each.status, each.headers.get('location')])
    expect(new Set(seen.map(String)).size).toBe(1)
    await waitUntil(() => site().mails.length > mails)
    expect(
      site()
        .mails.slice(mails)
        .map(({ envelope }) => envelope.to),
    ).toEqual([people.admin])
  })

  test('mails one address so often and no more; later again', async () => {
    site().passTime(tryWindowMs + 1)
    const before = site().mails.length
    const mailedTo = (address: string) =>
      site()
        .mails.slice(before)
        .filter(({ envelope }) => envelope.to === address)
    for (let round = 0; round < mostLinksPerAddress + 2; round += 1) {
      site().passTime(10_000)
      await ask(people.reviewer)
    }
    await ask(people.admin)
    // They leave side by side, so the admin's may be there first.
    await waitUntil(
      () => mailedTo(people.admin).length === 1 && mailedTo(people.reviewer).length >= mostLinksPerAddress,
    )
    site().passTime(tryWindowMs + 1)
    await ask(people.reviewer)
    await waitUntil(() => mailedTo(people.reviewer).length > mostLinksPerAddress)
    expect(mailedTo(people.reviewer)).toHaveLength(mostLinksPerAddress + 1)
  })

  test.each([
    [9_999, 1],
    [10_000, 2],
  ])('twice, %i ms apart, mails %i links', async (ms, links) => {
    site().passTime(tryWindowMs + 1)
    const before = site().mails.length
    await ask(people.admin)
    site().passTime(ms)
    await ask(people.admin)
    // Mails leave side by side: this one comes after both were asked for.
    await ask(people.leader)
    const mailed = () =>
      site()
        .mails.slice(before)
        .map(({ envelope }) => envelope.to)
    await waitUntil(() => mailed().includes(people.leader) && mailed().length > links)
    expect(mailed().filter((to) => to === people.admin)).toHaveLength(links)
  })

  test('is refused to a client that tries too often, and to nobody who comes later', async () => {
    site().passTime(tryWindowMs + 1)
    const client = browser()
    const form = await (await client.get('/sign-in')).text()
    const token = /name="form_token" value="([^"]+)"/.exec(form)?.[1] ?? ''
    const statuses: number[] = []
    for (let round = 0; round <= mostTriesPerClient; round += 1)
      statuses.push(
        (await client.post('/sign-in', { form_token: token, email: `${round}@elsewhere.example` })).status,
      )
    expect(statuses.indexOf(429)).toBe(mostTriesPerClient)
    site().passTime(tryWindowMs + 1)
    expect((await client.post('/sign-in', { form_token: token, email: 'a@b.example' })).status).toBe(303)
  })
})

describe('a session', () => {
  test('is a new one at each sign-in, and the one before is worth nothing', async () => {
    const reader = await signedIn(site().origin, await aLinkFor(site(), people.leader))
    const before = reader.cookies.get(sessionCookie()) ?? ''
    const path = `/sign-in/link/${await aLinkFor(site(), people.leader)}`
    await reader.submit(path, path)
    expect(reader.cookies.get(sessionCookie())).not.toBe(before)
    const thief = browser()
    thief.setCookie(sessionCookie(), before)
    expect((await thief.get('/archive')).status).toBe(303)
  })

  // https://github.com/OctoPrint/OctoPrint/issues/1479
  test('goes on when one of another Plumbline on this machine begins and ends, with cookies that both are sent', async () => {
    const reader = await signedIn(site().origin, await aLinkFor(site(), people.leader))
    const another = new PlainBrowser(`http://127.0.0.1:${(await site().openAnother()).port}`)
    for (const [name, value] of reader.cookies) another.setCookie(name, value)
    const path = `/sign-in/link/${await aLinkFor(site(), people.leader)}`
    expect((await another.submit(path, path)).status).toBe(303)
    for (const [name, value] of another.cookies) reader.setCookie(name, value)
    expect((await another.submit('/archive', '/sign-out')).status).toBe(303)
    expect((await reader.get('/archive')).status).toBe(200)
  })

  test('stands in the database as a hash', async () => {
    const reader = await signedIn(site().origin, await aLinkFor(site(), people.leader))
    const token = reader.cookies.get(sessionCookie()) ?? 'none'
    const { rows } = await site().store.pool.query('select sessions::text from sessions')
    expect(rows.length).toBeGreaterThan(0)
    expect(JSON.stringify(rows)).not.toContain(token)
  })

  test.each([
    ['idle', sessionIdleMs - 1, 200],
    ['idle', sessionIdleMs, 303],
  ])('that was %s for %i ms is answered with %i', async (_, ms, status) => {
    const reader = await signedIn(site().origin, await aLinkFor(site(), people.leader))
    site().passTime(ms)
    expect((await reader.get('/archive')).status).toBe(status)
  })

  test('ends after its longest life, however much it is used', async () => {
    const reader = await signedIn(site().origin, await aLinkFor(site(), people.leader))
    const step = sessionIdleMs / 2
    for (let passed = step; passed < sessionLifeMs; passed += step) {
      site().passTime(step)
      expect((await reader.get('/archive')).status).toBe(200)
    }
    site().passTime(step)
    expect((await reader.get('/archive')).status).toBe(303)
  })

  test('holds in another process, and ends there too when it is signed out', async () => {
    const another = await site().openAnother()
    const reader = await signedIn(site().origin, await aLinkFor(site(), people.leader))
    const elsewhere = new PlainBrowser(`http://127.0.0.1:${another.port}`)
    elsewhere.setCookie(`plumbline-session-${another.port}`, reader.cookies.get(sessionCookie()) ?? '')
    expect((await elsewhere.get('/archive')).status).toBe(200)
    expect((await reader.submit('/archive', '/sign-out')).status).toBe(303)
    expect((await elsewhere.get('/archive')).status).toBe(303)
  })

  test('of every browser of one person ends at once, and nobody else’s', async () => {
    const [first, second] = [
      await signedIn(site().origin, await aLinkFor(site(), people.leader)),
      await signedIn(site().origin, await aLinkFor(site(), people.leader)),
    ]
    const other = await signedIn(site().origin, await aLinkFor(site(), people.reviewer))
    await first.submit('/archive', '/sign-out/everywhere')
    expect((await second.get('/archive')).status).toBe(303)
    expect((await other.get('/archive')).status).toBe(200)
  })

  test('loses a role with the plan or the list that gave it', async () => {
    const admin = await signedIn(site().origin, await aLinkFor(site(), people.admin))
    expect((await admin.get('/health')).status).toBe(200)
    await site().store.pool.query('delete from admins')
    expect((await admin.get('/health')).status).toBe(404)
  })
})

test('signing in and out stands in the audit trail, and no token does, there or in the log', async () => {
  const reader = await signedIn(site().origin, await aLinkFor(site(), people.leader))
  const token = reader.cookies.get(sessionCookie()) ?? ''
  await reader.submit('/archive', '/sign-out')
  const { entries } = await auditPage(site().store, { beforeNumber: null, size: 2 })
  expect(entries.map(({ actor, action }) => [actor, action])).toEqual([
    [people.leader, 'sign out'],
    [people.leader, 'sign in'],
  ])
  const log = site().log.join('')
  expect(log).toContain('/sign-in/link/:token')
  expect(log).not.toMatch(/link\/[\w-]{20,}/)
  for (const secret of [token, people.leader]) expect(log).not.toContain(secret)
  await expect(site().store.pool.query(`update audit_entries set actor = 'nobody'`)).rejects.toThrow(
    /never changed/,
  )
})

async function mailStates(): Promise<string> {
  const { rows } = await site().store.pool.query(
    'select state from deliveries where sign_in_link_hash is not null',
  )
  return JSON.stringify(rows)
}
