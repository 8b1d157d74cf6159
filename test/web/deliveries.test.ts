import { beforeAll, expect, test } from 'vitest'
import { queueNotice } from '../../adapters/store/deliver/queue/notices.ts'
import { suppressAddress } from '../../adapters/store/deliver/returned/suppressed-addresses.ts'
import { queueSignInMail } from '../../adapters/store/deliver/send/sign-in-mails.ts'
import { inTransaction } from '../../adapters/store/sql/rows.ts'
import { auditPage } from '../../queries/audit/audit.ts'
import { suppressedAddresses } from '../../queries/deliveries/suppressed.ts'
import { type PlainBrowser, signedIn } from './browser.ts'
import { aLinkFor, siteForThisFile } from './open-test-site.ts'
import { hostile, mailsToSettle, movePeopleIn, people } from './people.ts'

const site = siteForThisFile()
let admin: PlainBrowser

beforeAll(async () => {
  await movePeopleIn(site().store)
  admin = await signedIn(site().origin, await aLinkFor(site(), people.admin))
})

async function textOf(path: string): Promise<string> {
  return (await admin.get(path)).text()
}

test('a later part of the list has the way back, with the same filters', async () => {
  expect(await textOf('/deliveries')).not.toMatch(/Earlier mails|More mails/)
  const later = await textOf('/deliveries?quarter=2026-Q2&state=sent&from=1')
  expect(later).toContain('<a href="/deliveries?quarter=2026-Q2&amp;state=sent&amp;from=0">Earlier mails</a>')
  expect(later).not.toContain('More mails')
})

const failedPath = `/deliveries/${mailsToSettle.failed}`

test('mails that need a person stand first, with what the relay said; filters count all', async () => {
  const text = await textOf('/deliveries')
  expect(text).toContain('<h1>2 mails need attention</h1>')
  expect(text).toContain('550 5.1.1 No such user')
  const [inDoubt, failed, sent] = ['in doubt</span>', 'failed</span>', 'sent</span>'].map((each) =>
    text.indexOf(each),
  )
  expect(inDoubt).toBeGreaterThan(0)
  expect(failed).toBeGreaterThan(inDoubt ?? 0)
  expect(sent).toBeGreaterThan(failed ?? 0)
  const onlySent = await textOf('/deliveries?state=sent&quarter=2026-Q2')
  expect(onlySent).toContain('in doubt (1)')
  expect(onlySent).not.toContain('550 5.1.1')
  expect(await textOf('/deliveries?quarter=1999-Q1')).toContain('No such mail')
})

test('mails are narrowed to a kind; links to sign in, which are kept apart, too', async () => {
  const { store, now } = site()
  const notice = {
    ...{
      noticeId: 'drift-1',
      kind: 'drift notice' as const,
      quarter: '2026-Q2',
      teamId: 'core',
      audience: null,
    },
    ...{
      renderedAt: now(),
      subject: 'Core: days are missing',
      html: '<p>Why</p>',
      text: 'Why',
      pictures: [],
    },
  }
  await inTransaction(store, (client) =>
    queueNotice(client, notice, [{ email: people.reviewer, name: 'Pat' }], now()),
  )
  const all = await textOf('/deliveries')
  expect(all).toContain('Core: days are missing')
  expect(all).not.toContain('Review requests</a>')
  const notices = await textOf('/deliveries?kind=drift+notice&quarter=2026-Q2')
  expect(notices).toContain('Core: days are missing')
  expect(notices).toContain('queued (1)')
  expect(notices).not.toContain('550 5.1.1')
  // A pause holds every mail of the quarter, not those of the kind alone.
  expect(notices).not.toContain('Pause the mails')
  expect(await textOf('/deliveries?kind=report')).not.toContain('Core: days are missing')
  expect(await textOf('/deliveries?kind=draft')).toContain('No such mail')
  const links = await textOf('/deliveries?kind=sign-in+link')
  expect(links).toContain('<h1>Sign-in links</h1>')
  expect(links).toContain('Nobody has asked for a link')
  await inTransaction(store, (client) =>
    queueSignInMail(client, { linkHash: 'a-hash', email: people.leader, name: hostile, nowAt: now() }),
  )
  expect(await textOf('/deliveries?kind=sign-in+link')).toContain(`<bdi>${people.leader}</bdi>`)
})

test('a decision that can not be is reported in place, and changes nothing', async () => {
  const taken = await admin.submit(failedPath, failedPath, {
    decision: 'send again',
    because: 'a typo',
    address: 'ambiguous@company.example',
    'former-reader': 'yes',
  })
  expect(taken.status).toBe(400)
  expect(await taken.text()).toContain('nobody gets a report twice')
  const blank = await admin.submit(failedPath, failedPath, { decision: 'send again', because: ' ' })
  expect(await blank.text()).toContain('Say why')
  const odd = await admin.submit(failedPath, failedPath, { decision: 'delete', because: 'so' })
  expect(odd.status).toBe(400)
  expect(await textOf(failedPath)).toContain('failed</span>')
  const { entries } = await auditPage(site().store, { beforeNumber: null, size: 50 })
  expect(entries.filter(({ action }) => action.startsWith('settle mail'))).toEqual([])
})

test('a mail to somebody who left the plan is sent again only by who says so', async () => {
  const page = await textOf(failedPath)
  expect(page).toContain('The plan no longer lists')
  expect(page).toContain('Send it all the same')
  const refused = await admin.submit(failedPath, failedPath, { decision: 'send again', because: 'a typo' })
  expect(refused.status).toBe(400)
  const text = await refused.text()
  expect(text).toContain('--to-former-reader')
  expect(text).toContain('a typo')
  expect(await textOf(failedPath)).toContain('failed</span>')
})

test('a failed mail is queued again to a mended address, in the name of who did it', async () => {
  const response = await admin.submit(failedPath, failedPath, {
    decision: 'send again',
    because: 'the address had a typo',
    address: 'mended@company.example',
    'former-reader': 'yes',
  })
  expect([response.status, response.headers.get('location')]).toEqual([303, failedPath])
  const pressedTwice = await admin.submit(failedPath, failedPath, {
    decision: 'send again',
    because: 'the address had a typo',
    address: 'mended@company.example',
    'former-reader': 'yes',
  })
  expect([pressedTwice.status, pressedTwice.headers.get('location')]).toEqual([303, failedPath])
  const text = await textOf(failedPath)
  expect(text).toContain('plumbline deliveries send')
  expect(text).toContain('mended@company.example')
  expect(text).toContain('the address had a typo')
  expect((await auditPage(site().store, { beforeNumber: null, size: 1 })).entries).toMatchObject([
    { actor: people.admin, action: 'settle mail: send again', before: 'failed' },
  ])
})

test.each(['/deliveries/none', '/deliveries/00000000-0000-4000-8000-000000000000'])(
  'there is no %s',
  async (path) => {
    expect((await admin.get(path)).status).toBe(404)
  },
)

test('a quarter’s waiting mails are paused with a reason and resumed, in the name of who did it', async () => {
  const path = '/deliveries?quarter=2026-Q2'
  const change = (fields: Record<string, string>) =>
    admin.submit(path, '/delivery-pauses', { quarter: '2026-Q2', ...fields })
  expect((await change({ change: 'pause', because: ' ' })).status).toBe(400)
  expect(await textOf(path)).not.toContain('are paused')
  const paused = await change({ change: 'pause', because: 'a figure is <wrong>' })
  expect([paused.status, paused.headers.get('location')]).toEqual([303, path])
  const text = await textOf('/deliveries')
  expect(text).toContain('are paused')
  expect(text).toContain('a figure is &lt;wrong&gt;')
  expect((await change({ change: 'resume' })).status).toBe(303)
  expect(await textOf(path)).not.toContain('are paused')
  expect((await auditPage(site().store, { beforeNumber: null, size: 2 })).entries).toMatchObject([
    { actor: people.admin, action: 'resume mails', before: 'paused', after: 'running' },
    { actor: people.admin, action: 'pause mails', before: 'running', after: 'paused: a figure is <wrong>' },
  ])
  expect(await textOf('/audit')).toContain('Mails paused')
  const exported = await (await admin.get('/audit/export')).text()
  expect(exported).toContain('action,action_text,subject')
  expect(exported).toContain('pause mails,Mails paused,mails of 2026-Q2')
})

test('what waits of a quarter can be sent from its list and from a mail’s page, and it is said where that fails', async () => {
  const path = '/deliveries?quarter=2026-Q2'
  for (const from of [path, failedPath])
    expect(await textOf(from)).toContain('Send the waiting mails of Q2 2026')
  // Among them are mails that were put off: they are not sent now.
  expect(await textOf(path)).toContain(
    'once the time has come to which the relay or quiet hours put them off',
  )
  const sent = await admin.submit(path, '/delivery-runs', { quarter: '2026-Q2' })
  expect(sent.status).toBe(503)
  expect(await sent.text()).toContain('Temporal did not answer, so no mail was sent')
  const none = await admin.submit(path, '/delivery-runs', { quarter: '2025-Q1' })
  expect([none.status, none.headers.get('location')]).toEqual([303, '/deliveries?quarter=2025-Q1'])
})

test('an admin lets a reader be mailed again, one kind alone, with a reason', async () => {
  const { store, now } = site()
  const suppress = { email: people.leader, because: 'unsubscribed', actor: people.leader, nowAt: now() }
  expect(await textOf('/deliveries')).not.toContain('Left out')
  await inTransaction(store, async (client) => {
    for (const mails of ['reports', 'reviews'] as const)
      await suppressAddress(client, { ...suppress, mails, deliveryId: mailsToSettle.inDoubt })
  })
  const text = await textOf('/deliveries')
  for (const words of ['Left out', 'no reports', 'Mail them again']) expect(text).toContain(words)
  const allow = (fields: Record<string, string>) =>
    admin.submit('/deliveries', '/suppressed-addresses', { email: people.leader, ...fields })
  expect((await allow({ mails: 'reports', because: ' ' })).status).toBe(400)
  expect((await allow({ mails: 'everything', because: 'so' })).status).toBe(400)
  expect(await suppressedAddresses(store)).toHaveLength(2)
  const allowed = await allow({ mails: 'reports', because: 'she asked for them' })
  expect([allowed.status, allowed.headers.get('location')]).toEqual([303, '/deliveries'])
  expect(await suppressedAddresses(store)).toMatchObject([{ addressKey: people.leader, mails: 'reviews' }])
  expect((await auditPage(store, { beforeNumber: null, size: 1 })).entries).toMatchObject([
    { actor: people.admin, action: 'allow address', after: 'she asked for them' },
  ])
})
