import { beforeEach, expect, test } from 'vitest'
import { sendOwnMail } from '../../../activities/deliver/send-own-mail.ts'
import type { Mailer } from '../../../adapters/mail/mailer.ts'
import { prepareMail } from '../../../adapters/mail/message.ts'
import { MailUnavailableError } from '../../../adapters/mail/outcome.ts'
import { countDeliveries, listDeliveries } from '../../../adapters/store/deliver/deliveries.ts'
import { suppressAddress } from '../../../adapters/store/deliver/returned/suppressed-addresses.ts'
import { claimDue } from '../../../adapters/store/deliver/send/claim.ts'
import { listSignInMails, settleSignInMails } from '../../../adapters/store/deliver/send/sign-in-mails.ts'
import { addAdmin } from '../../../adapters/store/sign-in/admins.ts'
import { linkLifeMs } from '../../../domain/sign-in/limits.ts'
import { type LinkToSend, requestLink } from '../../../queries/sign-in/links.ts'
import { nowAt, storeForThisFile } from '../../adapters/store/test-store.ts'
import { mailDependencies } from './mail-dependencies.ts'

const store = storeForThisFile()
let email = ''
let count = 0
beforeEach(async () => {
  count += 1
  email = `admin-${count}@company.example`
  await addAdmin(store(), { email, addedAt: nowAt, addedBy: 'test' })
})

async function asked(at = nowAt): Promise<LinkToSend> {
  const link = await requestLink(store(), { email, client: 'here', returnTo: '/', nowAt: at })
  if (link === null) throw new Error('no link was made')
  return link
}

const content = { subject: 'Your link', text: 'Sign in', html: '<p>Sign in</p>', pictures: [] }
const never = new AbortController().signal

/** Sends with a clock that waiting moves on. @returns whether it was sent, and how long it took */
async function send(link: LinkToSend, mailer: Mailer['send'], signal = never) {
  let clock = nowAt
  const sender = {
    ...mailDependencies({
      store: store(),
      mailer: { send: mailer, close: () => Promise.resolve() },
      now: () => clock,
    }),
    sleep: (ms: number) => {
      clock += ms
      return Promise.resolve()
    },
  }
  const mails = () => prepareMail(content, sender.mail)
  const mail = { mailId: link.linkHash, mails, untilAt: link.expiresAt }
  return { isSent: await sendOwnMail(sender, mail, signal), tookMs: clock - nowAt }
}

async function stateOf({ linkHash }: LinkToSend) {
  const { rows } = await store().pool.query(
    'select state, attempts, last_reply from deliveries where sign_in_link_hash = $1',
    [linkHash],
  )
  return rows[0]
}

test('a link’s mail is claimed before the connection and sent right after the answer', async () => {
  const link = await asked()
  expect(await stateOf(link)).toMatchObject({ state: 'queued', attempts: 0 })
  const states: unknown[] = []
  const { isSent } = await send(link, async (message, { onHandingOver }) => {
    states.push(await stateOf(link), message.envelope.to)
    await onHandingOver()
    return { kind: 'sent', reply: '250 kept' }
  })
  expect(states).toEqual([{ state: 'sending', attempts: 1, last_reply: null }, email])
  expect(isSent).toBe(true)
  expect(await stateOf(link)).toEqual({ state: 'sent', attempts: 1, last_reply: '250 kept' })
})

test('a link’s mail that is put off, or finds no relay, is tried again while the link can be used', async () => {
  const link = await asked()
  let tries = 0
  const { isSent, tookMs } = await send(link, async (_, { onHandingOver }) => {
    tries += 1
    if (tries === 1) throw new MailUnavailableError('the relay is away')
    await onHandingOver()
    return tries === 2
      ? { kind: 'deferred', smtpCode: 450, reply: '450 later' }
      : { kind: 'sent', reply: '250' }
  })
  expect([isSent, tries, Math.round(tookMs / 60_000)]).toEqual([true, 3, 3])
})

test('a link’s mail is not sent once the link has run out, and its row says so', async () => {
  const link = await asked()
  const away = () => Promise.reject(new MailUnavailableError('the relay is away'))
  const { isSent, tookMs } = await send(link, away)
  expect(isSent).toBe(false)
  expect(tookMs).toBeLessThan(linkLifeMs)
  const expired = { nowAt: link.expiresAt, expiredBeforeAt: link.expiresAt - linkLifeMs }
  await settleSignInMails(store(), { ...expired, expiredBeforeAt: expired.expiredBeforeAt - 1 })
  expect(await stateOf(link)).toMatchObject({ state: 'queued' })
  await settleSignInMails(store(), expired)
  expect(await stateOf(link)).toMatchObject({
    state: 'suppressed',
    last_reply: 'The link ran out before it could be mailed. the relay is away',
  })
  expect((await listSignInMails(store(), nowAt, 'unsent')).map((mail) => mail.recipientEmail)).toContain(
    email,
  )
})

test('a link’s mail that a dead process left is settled by how far it came', async () => {
  const link = await asked()
  const claim = { nowAt, leaseMs: 30_000, mailIds: [link.linkHash], limit: 1, worker: 'dead' }
  const [claimed] = await claimDue(store().pool, claim)
  await store().pool.query('update delivery_attempts set handed_over = true where attempt_id = $1', [
    claimed?.attemptId,
  ])
  await settleSignInMails(store(), { nowAt: nowAt + 29_999, expiredBeforeAt: 0 })
  expect(await stateOf(link)).toMatchObject({ state: 'sending' })
  await settleSignInMails(store(), { nowAt: nowAt + 30_000, expiredBeforeAt: 0 })
  expect(await stateOf(link)).toMatchObject({ state: 'ambiguous' })
})

test('told to stop, a mail that was not begun is given back', async () => {
  const link = await asked()
  const stopping = AbortSignal.abort(new Error('stopped'))
  expect(await send(link, () => Promise.reject(new Error('nothing is sent')), stopping)).toMatchObject({
    isSent: false,
  })
  expect(await stateOf(link)).toMatchObject({ state: 'queued' })
})

test('a link reaches who complained, also where its mail waited then, and stands in no list of reports', async () => {
  // Long enough before to be no second press of one button.
  const waiting = await asked(nowAt - 60_000)
  const client = store().pool
  const complaint = { email, mails: 'all', because: 'complained', actor: 'test', nowAt } as const
  const [held] = await claimDue(client, {
    ...{ nowAt: nowAt - 60_000, leaseMs: 1, mailIds: [waiting.linkHash], limit: 1, worker: 'dead' },
  })
  await settleSignInMails(store(), { nowAt, expiredBeforeAt: 0 })
  const { deliveryId = '' } = held?.delivery ?? {}
  await suppressAddress(client, { ...complaint, deliveryId })
  const later = await asked()
  for (const link of [waiting, later]) {
    const { isSent } = await send(link, async (_, { onHandingOver }) => {
      await onHandingOver()
      return { kind: 'sent', reply: '250 kept' }
    })
    expect(isSent).toBe(true)
  }
  expect(await listDeliveries(store())).toEqual([])
  expect(await countDeliveries(store())).toMatchObject({ sent: 0, queued: 0 })
})
