import { beforeAll, expect, test } from 'vitest'
import { signLink } from '../../../adapters/signed-links.ts'
import { listDeliveries } from '../../../adapters/store/deliver/deliveries.ts'
import { queueDeliveries } from '../../../adapters/store/deliver/queue/queue.ts'
import { suppressAddress } from '../../../adapters/store/deliver/returned/suppressed-addresses.ts'
import { exportScope } from '../../../adapters/store/export/reconciliation.ts'
import { inTransaction } from '../../../adapters/store/sql/rows.ts'
import { copyToken, editionPath, readPath, unsubscribePath } from '../../../domain/page-paths.ts'
import { leftWithoutReader } from '../../../queries/deliveries/left-without-reader.ts'
import { suppressedAddresses } from '../../../queries/deliveries/suppressed.ts'
import { hostileCompany } from '../../builders/odd-companies.ts'
import { PlainBrowser, signedIn } from '../browser.ts'
import { aLinkFor, siteForThisFile } from '../open-test-site.ts'
import { editions, movePeopleIn, people } from '../people.ts'

const dayMs = 86_400_000
const site = siteForThisFile()
let token = ''
beforeAll(async () => {
  await movePeopleIn(site().store)
  token = await tokenOf(editions.leader)
})

/** The token of the link in the mail of an edition that was sent. */
async function tokenOf(editionId: string): Promise<string> {
  const [delivery] = await listDeliveries(site().store, { mailIds: [editionId] })
  if (delivery === undefined) throw new Error(`nobody was mailed ${editionId}`)
  return signLink(site().keys, 'read an edition', delivery)
}

function nobody(): PlainBrowser {
  return new PlainBrowser(site().origin)
}

/** The headings and texts of a page. */
async function wordsOf(response: Response): Promise<string> {
  return (await response.text()).replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
}

test('a reader’s link opens the edition’s page alone, and leaves no session and no cookie', async () => {
  const browser = nobody()
  const response = await browser.get(readPath(token))
  expect(response.status).toBe(200)
  expect(response.headers.getSetCookie()).toEqual([])
  expect(response.headers.get('referrer-policy')).toBe('no-referrer')
  expect(response.headers.get('cache-control')).toBe('no-store')
  const words = await wordsOf(response)
  expect(words).toContain('How this is measured')
  // An executive reader sees no tickets.
  expect(words).not.toContain('Every ticket behind these figures')
  for (const path of ['/', '/archive', editionPath(editions.leader)])
    expect((await browser.get(path)).status, path).toBe(303)
  expect(site().log.join('')).not.toContain(token)
})

test('a reviewer’s link names the tickets of their team, for which they sign in', async () => {
  const words = await wordsOf(await nobody().get(readPath(await tokenOf(editions.reviewer))))
  expect(words).toContain('Every ticket behind these figures You sign in to see them. Core')
})

test('a link changes nothing: the tables are as they were', async () => {
  const counted = async () =>
    (
      await site().store.pool.query(
        'select (select count(*) from sessions), (select count(*) from audit_entries)',
      )
    ).rows
  const before = await counted()
  await nobody().get(readPath(token))
  expect(await counted()).toEqual(before)
})

test('the reader who is signed in is led to the page itself; another is not', async () => {
  const reader = await signedIn(site().origin, await aLinkFor(site(), people.leader))
  const led = await reader.get(readPath(token))
  expect([led.status, led.headers.get('location')]).toEqual([303, editionPath(editions.leader)])
  expect(await wordsOf(await reader.get(editionPath(editions.leader)))).toContain('How this is measured')
  const other = await signedIn(site().origin, await aLinkFor(site(), people.reviewer))
  const refused = await other.get(readPath(token))
  expect(refused.status).toBe(410)
  expect(await wordsOf(refused)).toContain('This link doesn’t open a report')
})

test('a link that is forged, of another delivery, or of who is no reader, offers sign-in', async () => {
  const [delivery] = await listDeliveries(site().store, { mailIds: [editions.leader] })
  const foreign = { deliveryId: delivery?.deliveryId ?? '', recipientEmail: people.stranger }
  const gone = await tokenOf(editions.queued)
  for (const given of [
    'forged',
    `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`,
    signLink(site().keys, 'read an edition', foreign),
    signLink(site().keys, 'unsubscribe', { ...foreign, recipientEmail: people.leader }),
    gone,
  ]) {
    const response = await nobody().get(readPath(given))
    expect(response.status, given).toBe(410)
    const page = await response.text()
    expect(page).toContain('This link doesn’t open a report')
    expect(page).toContain('href="/sign-in?next=')
    expect(page).not.toContain('How this is measured')
  }
})

test('a reader who is signed in gets the figures of their own edition as CSV, and of no other', async () => {
  const path = (editionId: string) => `${editionPath(editionId)}/figures`
  const reader = await signedIn(site().origin, await aLinkFor(site(), people.leader))
  expect(await (await reader.get(editionPath(editions.leader))).text()).toContain(
    `href="${path(editions.leader)}"`,
  )
  const whole = await (await reader.get(path(editions.leader))).text()
  expect(whole).toMatch(/^quarter,as_of,read_at,scope,category,.*\r\n2026-Q2,[^\r]*,company,roadmap,/)
  const reviewer = await signedIn(site().origin, await aLinkFor(site(), people.reviewer))
  expect((await reviewer.get(path(editions.reviewer))).status).toBe(200)
  expect((await reviewer.get(path(editions.leader))).status).toBe(404)
  expect(await (await nobody().get(readPath(token))).text()).not.toContain('/figures')
})

test('a team’s edition has the figures of that team alone', () => {
  const { reconciliation } = hostileCompany
  const scopesOf = (scopeKey: string) =>
    new Set([...exportScope(reconciliation, scopeKey)].map(({ scope }) => scope))
  expect(scopesOf('team:core')).toEqual(new Set(['core']))
  expect(scopesOf('team:none')).toEqual(new Set())
  expect(scopesOf('company')).toEqual(
    new Set(['company', ...reconciliation.teams.map(({ scopeId }) => scopeId)]),
  )
})

test('an edition whose figures were not kept has none to offer', async () => {
  const admin = await signedIn(site().origin, await aLinkFor(site(), people.admin))
  expect((await admin.get(`${editionPath(editions.queued)}/figures`)).status).toBe(404)
  expect(await (await admin.get(editionPath(editions.queued))).text()).not.toContain('/figures')
})

test('a link that is too old leads to its page by sign-in', async () => {
  site().passTime(31 * dayMs)
  const response = await nobody().get(readPath(token))
  expect(response.status).toBe(410)
  expect(await response.text()).toContain(
    `/sign-in?${new URLSearchParams({ next: editionPath(editions.leader) }).toString()}`,
  )
  site().passTime(-31 * dayMs)
})

/** What mail providers send for their users: no cookie, no origin, no token of a form. */
function oneClick(path: string, field = 'One-Click'): Promise<Response> {
  return nobody().post(path, { 'List-Unsubscribe': field }, {})
}

test('a reader stops reports by one click, once: the audit trail and the list say so, and no report is queued for them', async () => {
  const { store, keys, log } = site()
  const [delivery] = await listDeliveries(store, { mailIds: [editions.reviewer] })
  const path = unsubscribePath(signLink(keys, 'unsubscribe', delivery ?? foreignDelivery))
  const asked = await nobody().get(path)
  expect(await wordsOf(asked)).toContain(`No more reports? They are mailed to ${people.reviewer}`)
  expect(asked.headers.get('referrer-policy')).toBe('no-referrer')
  expect(await suppressedAddresses(store)).toEqual([])
  expect((await oneClick(path, 'No')).status).toBe(400)
  for (const _ of ['first', 'again']) {
    const done = await oneClick(path)
    expect([done.status, done.headers.getSetCookie()]).toEqual([200, []])
    expect(await wordsOf(done)).toContain(`${people.reviewer} gets no more reports`)
  }
  expect(await suppressedAddresses(store)).toMatchObject([{ addressKey: people.reviewer, mails: 'reports' }])
  expect(await leftWithoutReader(store, await suppressedAddresses(store))).toMatchObject([
    { teamId: 'core', audience: 'product' },
  ])
  const entries = await store.pool.query(
    "select actor, subject from audit_entries where action = 'unsubscribe'",
  )
  expect(entries.rows).toEqual([{ actor: people.reviewer, subject: `${people.reviewer} from reports` }])
  const row = { recipientEmail: 'Pat@company.example', recipientName: 'Pat', suppressedBecause: null }
  await queueDeliveries(store, [{ ...row, editionId: editions.leader }], site().now())
  const queued = await listDeliveries(store, { mailIds: [editions.leader], state: 'suppressed' })
  expect(queued).toMatchObject([{ recipientEmail: people.reviewer, lastReply: 'unsubscribed from reports' }])
  expect(log.join('')).not.toContain(path)
})

test('who stopped reports by mistake gets them again by the same link; who complained does not', async () => {
  const { store, keys } = site()
  const [delivery = foreignDelivery] = await listDeliveries(store, { mailIds: [editions.reviewer] })
  const path = unsubscribePath(signLink(keys, 'unsubscribe', delivery))
  const complained = { email: people.reviewer, mails: 'all', because: 'abuse', actor: 'provider' } as const
  await inTransaction(store, (client) =>
    suppressAddress(client, { ...complained, deliveryId: delivery.deliveryId, nowAt: site().now() }),
  )
  expect(await wordsOf(await nobody().get(path))).toContain('Send them again')
  expect((await nobody().post(path, { again: 'no' }, {})).status).toBe(400)
  expect(await suppressedAddresses(store)).toHaveLength(2)
  const undone = await nobody().post(path, { again: 'yes' }, {})
  expect(await wordsOf(undone)).toContain('Turned on again')
  expect(await suppressedAddresses(store)).toMatchObject([{ addressKey: people.reviewer, mails: 'all' }])
  expect(await wordsOf(await nobody().get(path))).toContain('No more reports?')
  const entries = await store.pool.query(
    "select actor, subject from audit_entries where action = 'allow address'",
  )
  expect(entries.rows).toEqual([{ actor: people.reviewer, subject: `${people.reviewer} for reports` }])
})

const multipart = [
  '--FormBoundaryjWmhtjORrn',
  'Content-Disposition: form-data; name="List-Unsubscribe"',
  '',
  'One-Click',
  '--FormBoundaryjWmhtjORrn--',
].join('\r\n')

/** RFC 8058 8.1 and 8.2, what is sent by hand, and programs that don't say what they send (Notifuse/notifuse#362, aboutmyemail#50). */
test.each([
  ['application/x-www-form-urlencoded', 'List-Unsubscribe=One-Click', 200],
  ['application/x-www-form-urlencoded; charset=utf-8', 'List-Unsubscribe=one-click\r\n', 200],
  ['multipart/form-data; boundary=FormBoundaryjWmhtjORrn', `${multipart}\r\n`, 200],
  ['multipart/form-data; boundary="FormBoundaryjWmhtjORrn"', multipart, 200],
  ['text/plain;charset=UTF-8', 'List-Unsubscribe=One-Click', 200],
  ['', 'List-Unsubscribe=One-Click', 200],
  ['', '', 400],
  ['application/json', '{"List-Unsubscribe":"One-Click"}', 400],
] as const)('one click as %j of %j is answered by %s', async (type, body, status) => {
  const { store, keys, origin } = site()
  const [delivery = foreignDelivery] = await listDeliveries(store, { mailIds: [editions.reviewer] })
  const path = unsubscribePath(signLink(keys, 'unsubscribe', delivery))
  const request = { method: 'POST', headers: { 'Content-Type': type }, body: Buffer.from(body) }
  expect((await fetch(`${origin}${path}`, request)).status).toBe(status)
  const stopped = (await suppressedAddresses(store)).filter(({ mails }) => mails === 'reports')
  expect(stopped).toHaveLength(status === 200 ? 1 : 0)
  await nobody().post(path, { again: 'yes' }, {})
})

test('a link that is forged, or that reads an edition, stops nothing', async () => {
  const before = await suppressedAddresses(site().store)
  for (const given of ['forged', token]) {
    expect((await nobody().get(unsubscribePath(given))).status).toBe(410)
    expect((await oneClick(unsubscribePath(given))).status).toBe(410)
  }
  expect(await suppressedAddresses(site().store)).toEqual(before)
})

const foreignDelivery = { deliveryId: '', recipientEmail: '' }

test('the link of a copy, as an archive shows it, stops nothing, and says so', async () => {
  const answer = await nobody().get(unsubscribePath(copyToken))
  expect(answer.status).toBe(200)
  expect(await answer.text()).toContain('This is a copy of a mail')
  expect((await oneClick(unsubscribePath(copyToken))).status).toBe(410)
})
