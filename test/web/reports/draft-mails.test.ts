import { beforeAll, beforeEach, expect, test } from 'vitest'
import { preparedMails } from '../../../activities/deliver/prepared-mails.ts'
import { sendDue } from '../../../activities/deliver/send-due.ts'
import { sendOwnMail } from '../../../activities/deliver/send-own-mail.ts'
import type { Mailer } from '../../../adapters/mail/mailer.ts'
import { MailUnavailableError } from '../../../adapters/mail/outcome.ts'
import { listDeliveries } from '../../../adapters/store/deliver/deliveries.ts'
import { suppressAddress } from '../../../adapters/store/deliver/returned/suppressed-addresses.ts'
import { claimDue } from '../../../adapters/store/deliver/send/claim.ts'
import { markHandingOver } from '../../../adapters/store/deliver/send/outcomes.ts'
import { type DeliveryExport, exportDeliveries } from '../../../adapters/store/export/tables.ts'
import { currentPlan, savePlan } from '../../../adapters/store/reconcile/plans.ts'
import { mailsToSend } from '../../../queries/deliveries/deliveries.ts'
import { pauseDelivery } from '../../../queries/deliveries/pause.ts'
import { settleDelivery } from '../../../queries/deliveries/settle.ts'
import { requestDraftMail } from '../../../queries/reports/draft-mails.ts'
import { editionOfQuarter } from '../../../queries/reports/quarters.ts'
import { mailDependencies } from '../../activities/deliver/mail-dependencies.ts'
import { type PlainBrowser, signedIn } from '../browser.ts'
import { aLinkFor, siteForThisFile } from '../open-test-site.ts'
import { editions, movePeopleIn, people } from '../people.ts'

const quarter = '2026-Q2'
const path = `/reports/${quarter}/draft/executive/company`
let relayFailure: Error | null = null
const site = siteForThisFile({ relayFails: () => relayFailure })
let admin: PlainBrowser
beforeAll(async () => {
  await movePeopleIn(site().store)
  admin = await signedIn(site().origin, await aLinkFor(site(), people.admin))
})
beforeEach(() => {
  site().passTime(60_000)
  site().mails.length = 0
  relayFailure = null
})

async function textOf(path: string): Promise<string> {
  const response = await admin.get(path)
  expect(response.status, path).toBe(200)
  return (await response.text()).replaceAll(/<[^>]+>/g, ' ').replaceAll(/[\s\u2068\u2069]+/g, ' ')
}

const sendToMe = () => admin.submit(path, `${path}/send-to-me`)

async function drafts() {
  return (await listDeliveries(site().store)).filter(({ kind }) => kind === 'draft')
}

/** A draft whose mail was queued by a process that then died. */
async function queuedDraft(reader = { email: people.admin, name: 'Ada' }): Promise<string> {
  const { store, now } = site()
  const found = await editionOfQuarter(store, quarter, editions.leader)
  if (found === null) throw new Error('there is no such edition')
  const reconciliationId = '33333333-3333-4333-8333-333333333333'
  return await requestDraftMail(store, { reader, edition: found.edition, reconciliationId, nowAt: now() })
}

test('an admin mails a draft to themselves: claimed, recorded and listed as any mail is, and as no reader’s', async () => {
  const { store, mails } = site()
  const reportsBefore = await textOf('/reports')
  expect(await textOf(path)).toContain('doesn’t count as a reader’s mail')
  const response = await sendToMe()
  expect([response.status, response.headers.get('location')]).toEqual([303, path])
  await expect.poll(() => textOf(path)).toContain(`Sent to ${people.admin}`)
  expect(mails.map(({ envelope }) => envelope.to)).toEqual([people.admin])
  const [draft] = await drafts()
  expect(draft).toMatchObject({ kind: 'draft', quarter, state: 'sent', attempts: 1, lastReply: '250 kept' })
  expect(mails[0]?.messageId).toContain(draft?.deliveryId)
  expect(Buffer.concat(mails[0]?.parts ?? []).toString()).toMatch(/^Subject: Draft: Q2/m)
  expect(await textOf('/deliveries')).toContain('Draft: Q2')
  expect(await textOf('/reports')).toBe(reportsBefore)
  expect(await textOf('/audit')).toContain(
    'Draft mailed to themselves Executives · Before planning · Q2 2026',
  )
  const exported: DeliveryExport[] = []
  for await (const row of exportDeliveries(store)) if (row.kind === 'draft') exported.push(row)
  expect(exported).toMatchObject([{ audience: 'executive', scope: 'company', state: 'sent' }])
})

test('a draft that finds no relay waits, and two clicks on its button are one mail', async () => {
  const before = (await drafts()).length
  relayFailure = new MailUnavailableError('connect ECONNREFUSED')
  await Promise.all([sendToMe(), sendToMe()])
  await expect.poll(() => textOf(path)).toContain('connect ECONNREFUSED')
  expect(await textOf(path)).toContain(`On its way to ${people.admin}`)
  relayFailure = null
  site().passTime(60_000)
  await sendToMe()
  await expect.poll(() => textOf(path)).toContain(`Sent to ${people.admin}`)
  expect([(await drafts()).length - before, site().mails.length]).toEqual([1, 1])
})

test('a draft that a dead process left is sent by the next one, also while its quarter’s mails are paused', async () => {
  const { store, now } = site()
  const pause = { quarter, because: 'a figure is wrong', actor: people.admin, nowAt: now() }
  expect(await pauseDelivery(store, pause)).toBe('done')
  const noticeId = await queuedDraft()
  await site().openAnother()
  const states = async () =>
    (await drafts()).filter((each) => each.noticeId === noticeId).map(({ state }) => state)
  await expect.poll(states).toEqual(['sent'])
  expect(site().mails.map(({ envelope }) => envelope.to)).toEqual([people.admin])
})

test('a draft in doubt is never sent again by itself; sent again by a person, it is the same bytes from any process', async () => {
  const { store, now } = site()
  const noticeId = await queuedDraft()
  const [claim] = await claimDue(store.pool, {
    ...{ nowAt: now(), leaseMs: 1_000, mailIds: [noticeId], limit: 1, worker: 'dead' },
  })
  if (claim === undefined) throw new Error('the draft is claimed')
  const { delivery, attemptId, datedAt } = claim
  const { deliveryId } = delivery
  await markHandingOver(store, { deliveryId, attemptId })
  const raw: Buffer[] = []
  const sender = mailDependencies({
    store,
    mailer: {
      async send(message, { onHandingOver }) {
        await onHandingOver()
        raw.push(Buffer.concat(message.parts))
        return { kind: 'sent', reply: '250 kept' }
      },
      close: () => Promise.resolve(),
    },
    now,
  })
  site().passTime(1_000)
  const send = (identity = sender.mail) => {
    const mails = preparedMails(store, identity)
    const never = new AbortController().signal
    return sendOwnMail(sender, { mailId: noticeId, mails, untilAt: now() + 60_000 }, never)
  }
  expect(await send()).toBe(false)
  expect(raw).toEqual([])
  expect(await textOf(`/deliveries/${deliveryId}`)).toContain('in doubt')

  // A relay's late answer may still come: nobody settles a doubt before.
  site().passTime(20 * 60_000)
  const settlement = { deliveryId, address: null, actor: people.admin, nowAt: now() }
  const settled = await settleDelivery(store, {
    ...{
      ...settlement,
      decision: 'send again',
      because: 'the relay’s log has no such mail',
      toFormerReader: false,
    },
  })
  expect(settled.kind).toBe('settled')
  expect(await mailsToSend(store, quarter)).toContain(noticeId)
  const first = await (await preparedMails(store, sender.mail)(delivery)).messageFor({ ...delivery, datedAt })
  // A worker's identity, which gives readers of reports links of their own.
  const withLinks = { pageUrl: 'https://plumbline.example/r', unsubscribeUrl: 'https://plumbline.example/u' }
  expect(await send({ ...sender.mail, linksFor: () => withLinks })).toBe(true)
  expect(raw.map(String)).toEqual([String(Buffer.concat(first.parts))])
})

test('a draft waits for no quiet hours: whoever asked for it wants it now', async () => {
  const { store, now } = site()
  const inForce = await currentPlan(store)
  if (inForce === null) throw new Error('there is a plan')
  const plan = { ...inForce.plan, quietHours: { startMinute: 0, endMinute: 24 * 60 - 1 } }
  await savePlan(store, { planVersion: 'quiet', yaml: '', plan, nowAt: now() })
  const noticeId = await queuedDraft()
  const got: unknown[] = []
  const mailer: Mailer = {
    async send({ envelope }, { onHandingOver }) {
      await onHandingOver()
      got.push(envelope.to)
      return { kind: 'sent', reply: '250 kept' }
    },
    close: () => Promise.resolve(),
  }
  const sender = mailDependencies({ store, mailer, now })
  expect(await sendDue(sender, [noticeId], new AbortController().signal)).toBe(1)
  expect(got).toEqual([people.admin])
})

test('a draft to an address that complained is not sent, and its page says why', async () => {
  const { store, now } = site()
  const [sent] = await drafts()
  const because = 'complained to their mail provider (abuse)'
  await suppressAddress(store.pool, {
    ...{ email: people.admin, mails: 'all', because, deliveryId: sent?.deliveryId ?? '' },
    ...{ actor: 'a mail server', nowAt: now() },
  })
  await sendToMe()
  expect(await textOf(path)).toContain(because)
  expect(site().mails).toEqual([])
})
