import { expect, test } from 'vitest'
import { releaseHeld } from '../../../activities/deliver/release-held.ts'
import { sendDue } from '../../../activities/deliver/send-due.ts'
import type { MailDependencies } from '../../../activities/dependencies.ts'
import type { Mailer } from '../../../adapters/mail/mailer.ts'
import { MailUnavailableError } from '../../../adapters/mail/outcome.ts'
import { countDeliveries, listDeliveries } from '../../../adapters/store/deliver/deliveries.ts'
import { queueDeliveries } from '../../../adapters/store/deliver/queue/queue.ts'
import {
  allowAddress,
  suppressAddress,
} from '../../../adapters/store/deliver/returned/suppressed-addresses.ts'
import { nextDueAt } from '../../../adapters/store/deliver/send/claim.ts'
import { savePlan } from '../../../adapters/store/reconcile/plans.ts'
import { saveEdition } from '../../../adapters/store/report/editions.ts'
import { inTransaction } from '../../../adapters/store/sql/rows.ts'
import type { Audience } from '../../../domain/plan/plan.ts'
import { quietReaders } from '../../../queries/deliveries/quiet-hours.ts'
import { anEdition, nowAt, storeForThisFile } from '../../adapters/store/test-store.ts'
import { aPlan } from '../../builders/plan.ts'
import { mailDependencies } from './mail-dependencies.ts'

const store = storeForThisFile()

/** Queues an edition for so many readers. */
async function queued(editionId: string, readers: number, audience: Audience = 'executive'): Promise<string> {
  await saveEdition(
    store(),
    anEdition(editionId, { audience, quarter: editionId, text: `text of ${editionId}` }),
  )
  const rows = Array.from({ length: readers }, (_, reader) => ({
    editionId,
    recipientEmail: `reader-${reader}@company.example`,
    recipientName: `Reader ${reader}`,
    suppressedBecause: null,
  }))
  await queueDeliveries(store(), rows, nowAt)
  return editionId
}

function dependencies(send: Mailer['send'], connections = 4, now = () => nowAt): MailDependencies {
  return mailDependencies({
    store: store(),
    mailer: { send, close: () => Promise.resolve() },
    ...{ connections, now },
  })
}

const never = new AbortController().signal
const counts = (editionIds: readonly string[]) => countDeliveries(store(), { mailIds: editionIds })

test('each reader of each edition gets that edition, once', async () => {
  const editionIds = ['edition-1', 'edition-2', 'edition-3']
  for (const editionId of editionIds) await queued(editionId, 30)
  const got: string[] = []
  const send: Mailer['send'] = async (message, { onHandingOver }) => {
    await onHandingOver()
    got.push(`${/text of (\S+)/.exec(Buffer.concat(message.parts).toString())?.[1]} ${message.envelope.to}`)
    return { kind: 'sent', reply: '250 Ok' }
  }
  expect(await sendDue(dependencies(send), editionIds, never)).toBe(90)
  expect(new Set(got).size).toBe(90)
  expect(got).toHaveLength(90)
  expect(await counts(editionIds)).toMatchObject({ sent: 90, queued: 0, sending: 0 })
})

test('a relay that takes fewer connections than we would open gets every mail over those', async () => {
  const editionId = await queued('edition-4', 40)
  let open = 0
  const send: Mailer['send'] = async (_, { onHandingOver }) => {
    if (open >= 2) throw new MailUnavailableError('421 too many connections')
    open += 1
    await onHandingOver()
    open -= 1
    return { kind: 'sent', reply: '250 Ok' }
  }
  const sent = await sendDue(dependencies(send), [editionId], never)
  expect(sent).toBeGreaterThan(30)
  expect(await counts([editionId])).toMatchObject({ sent, queued: 40 - sent, sending: 0 })
})

test('a relay that goes away ends the run with its reason, and what was claimed ahead is queued again', async () => {
  const editionId = await queued('edition-5', 60)
  let taken = 0
  const send: Mailer['send'] = async (_, { onHandingOver }) => {
    if (taken === 20) throw new MailUnavailableError('the relay is away')
    taken += 1
    await onHandingOver()
    return { kind: 'sent', reply: '250 Ok' }
  }
  await expect(sendDue(dependencies(send), [editionId], never)).rejects.toThrow('the relay is away')
  expect(await counts([editionId])).toMatchObject({ sent: 20, queued: 40, sending: 0 })
})

test('a run told to stop finishes what is under way and gives the rest back at once', async () => {
  const editionId = await queued('edition-6', 60)
  const stopping = new AbortController()
  let taken = 0
  const send: Mailer['send'] = async (_, { onHandingOver }) => {
    await onHandingOver()
    taken += 1
    if (taken === 12) stopping.abort(new Error('stopped'))
    return { kind: 'sent', reply: '250 Ok' }
  }
  await expect(sendDue(dependencies(send), [editionId], stopping.signal)).rejects.toThrow('stopped')
  const { sent, queued: left, sending } = await counts([editionId])
  expect([sent, sent + left, sending]).toEqual([taken, 60, 0])
  expect(left).toBeGreaterThan(20)
  const untried = await listDeliveries(store(), { mailIds: [editionId], state: 'queued' })
  expect(untried.map(({ lastReply }) => lastReply)).toContain(
    'The sending process stopped before it came to this mail; it was queued again.',
  )
})

test('a run keeps the pace: each mail leaves at its turn, and what is due later is waited for', async () => {
  const editionId = await queued('edition-paced', 5)
  let clock = nowAt
  const leftAt: number[] = []
  const send: Mailer['send'] = async (_, { onHandingOver }) => {
    await onHandingOver()
    leftAt.push(clock - nowAt)
    return { kind: 'sent', reply: '250 Ok' }
  }
  const paced: MailDependencies = {
    ...dependencies(send, 1, () => clock),
    pacing: { relay: 'paced.example:587', ratePerMinute: 30, ratePerDomain: null },
    sleep: (ms) => {
      clock += ms
      return Promise.resolve()
    },
  }
  expect(await sendDue(paced, [editionId], never)).toBe(5)
  expect(leftAt.every((at, mail) => at >= mail * 2000)).toBe(true)
  expect(clock - nowAt).toBe(8000)
})

test('a run told to stop while a mail waits for its turn gives that back too', async () => {
  const editionId = await queued('edition-stopped', 8)
  const stopping = new AbortController()
  let taken = 0
  const send: Mailer['send'] = async (_, { onHandingOver }) => {
    await onHandingOver()
    taken += 1
    return { kind: 'sent', reply: '250 Ok' }
  }
  const stopped: MailDependencies = {
    ...dependencies(send),
    pacing: { relay: 'stopped.example:587', ratePerMinute: 300, ratePerDomain: null },
    sleep: () => {
      stopping.abort(new Error('stopped'))
      return Promise.resolve()
    },
  }
  await expect(sendDue(stopped, [editionId], stopping.signal)).rejects.toThrow('stopped')
  expect(await counts([editionId])).toMatchObject({ sent: taken, queued: 8 - taken, sending: 0 })
  expect(taken).toBeLessThan(5)
})

test('replies go where the plan says: to the reader’s own address, the team’s, else the company’s', async () => {
  const [team] = aPlan().teams
  if (team === undefined) throw new Error('a plan has a team')
  const plan = aPlan({
    replyTo: 'coo@company.example',
    teams: [{ ...team, replyTo: 'lead@company.example' }],
    stakeholders: [
      {
        ...{ stakeholderId: 'una@company.example', name: 'Una', email: 'una@company.example' },
        ...{ audience: 'executive', scope: { kind: 'company' }, replyTo: 'ceo@company.example' },
      },
    ],
  })
  await savePlan(store(), { planVersion: 'replies', yaml: '', plan, nowAt })
  const company = await queued('edition-company', 1)
  const ofTeam = 'edition-of-team'
  const scope = { kind: 'team', teamId: team.teamId } as const
  await saveEdition(store(), anEdition(ofTeam, { quarter: ofTeam, scope }))
  const row = { recipientEmail: 'reader@company.example', recipientName: 'Reader', suppressedBecause: null }
  await queueDeliveries(store(), [{ ...row, editionId: ofTeam }], nowAt)
  await queueDeliveries(
    store(),
    [{ ...row, editionId: company, recipientEmail: 'una@company.example' }],
    nowAt + 1,
  )
  const replies: unknown[] = []
  const send: Mailer['send'] = async ({ parts }, { onHandingOver }) => {
    await onHandingOver()
    replies.push(/^Reply-To: (.*)$/m.exec(Buffer.concat(parts).toString())?.[1]?.trim())
    return { kind: 'sent', reply: '250 Ok' }
  }
  await sendDue(dependencies(send), [company], never)
  await sendDue(dependencies(send), [ofTeam], never)
  expect(replies.toSorted()).toEqual(['ceo@company.example', 'coo@company.example', 'lead@company.example'])
})

test('a mail due in its reader’s quiet hours waits until they end, whatever made it due', async () => {
  const morning = Date.parse('2026-06-12T05:00:00Z')
  const plan = aPlan({
    quietHours: { startMinute: 14 * 60, endMinute: 31 * 60 },
    stakeholders: [
      {
        ...{ stakeholderId: 'reader-1@company.example', name: 'Reader 1', email: 'reader-1@company.example' },
        ...{ audience: 'executive', scope: { kind: 'company' }, timeZone: 'America/New_York' },
      },
    ],
  })
  await savePlan(store(), { planVersion: 'quiet', yaml: '', plan, nowAt })
  const editionId = await queued('edition-quiet', 3)
  const got: string[] = []
  const send: Mailer['send'] = async ({ envelope }, { onHandingOver }) => {
    await onHandingOver()
    got.push(String(envelope.to))
    return { kind: 'sent', reply: '250 Ok' }
  }
  const run = (at: number) =>
    sendDue(
      dependencies(send, 4, () => at),
      [editionId],
      never,
    )
  // It is 14:00 in Berlin, where most are, and 08:00 in New York.
  expect(await run(nowAt)).toBe(1)
  expect(got).toEqual(['reader-1@company.example'])
  const until = Date.parse('2026-06-13T05:00:00Z')
  const waiting = await listDeliveries(store(), { mailIds: [editionId], state: 'queued' })
  expect(waiting.map(({ notBeforeAt, attempts }) => [notBeforeAt, attempts])).toEqual([
    [until, 0],
    [until, 0],
  ])
  expect(await nextDueAt(store(), { mailIds: [editionId] })).toBe(until)
  const emails = waiting.map(({ recipientEmail }) => recipientEmail)
  expect(await quietReaders(store(), [...emails, 'reader-1@company.example'], nowAt)).toEqual([
    { untilAt: until, timeZone: 'Europe/Berlin', emails },
  ])
  expect(await quietReaders(store(), emails, until)).toEqual([])
  expect(await run(until - 1)).toBe(0)

  // Whatever lets one be sent sooner, such as a mended address, is held again; before two in the afternoon it would go out.
  await store().pool.query('update deliveries set not_before_at = null where edition_id = $1', [editionId])
  expect(await run(morning - 1)).toBe(0)
  const again = await listDeliveries(store(), { mailIds: [editionId], state: 'queued' })
  expect(again.map(({ notBeforeAt }) => notBeforeAt)).toEqual([morning, morning])
  expect(await run(morning)).toBe(2)
  expect(await counts([editionId])).toMatchObject({ sent: 3, queued: 0 })
})

test('quiet hours that begin while a run sends hold back what it has not claimed', async () => {
  const plan = aPlan({ quietHours: { startMinute: 14 * 60, endMinute: 15 * 60 } })
  await savePlan(store(), { planVersion: 'lunch', yaml: '', plan, nowAt })
  const editionId = await queued('edition-lunch', 12)
  let taken = 0
  const send: Mailer['send'] = async (_, { onHandingOver }) => {
    await onHandingOver()
    taken += 1
    return { kind: 'sent', reply: '250 Ok' }
  }
  // Two senders claim two mails, then four, then look again.
  const clock = () => (taken < 3 ? nowAt - 1 : nowAt)
  expect(await sendDue(dependencies(send, 1, clock), [editionId], never)).toBe(6)
  expect(await counts([editionId])).toMatchObject({ sent: 6, queued: 6, sending: 0 })
  expect(await nextDueAt(store(), { mailIds: [editionId] })).toBe(nowAt + 3_600_000)
})

test('mails that quiet hours hold go once the plan has other hours, and not before', async () => {
  const mailIds = ['edition-lunch']
  const hold = { nowAt, mailIds }
  await releaseHeld(store(), hold)
  expect(await nextDueAt(store(), { mailIds })).toBe(nowAt + 3_600_000)
  await savePlan(store(), { planVersion: 'loud', yaml: '', plan: aPlan(), nowAt })
  await releaseHeld(store(), { ...hold, mailIds: ['another'] })
  expect(await nextDueAt(store(), { mailIds })).toBe(nowAt + 3_600_000)
  await releaseHeld(store(), hold)
  const send: Mailer['send'] = async (_, { onHandingOver }) => {
    await onHandingOver()
    return { kind: 'sent', reply: '250 Ok' }
  }
  expect(await sendDue(dependencies(send), mailIds, never)).toBe(6)
})

test('a mail that the relay put off is released by no plan', async () => {
  const editionId = await queued('edition-put-off', 1)
  const send: Mailer['send'] = async () => ({ kind: 'deferred', smtpCode: 450, reply: '450 later' })
  await sendDue(dependencies(send), [editionId], never)
  const dueAt = await nextDueAt(store(), { mailIds: [editionId] })
  await releaseHeld(store(), { nowAt, mailIds: [editionId] })
  expect(dueAt).toBe(nowAt + 120_000)
  expect(await nextDueAt(store(), { mailIds: [editionId] })).toBe(dueAt)
})

/** Answers each mail with the next of these, again and again. */
function answering(replies: readonly string[]): {
  readonly send: Mailer['send']
  readonly asked: () => number
} {
  let asked = 0
  const send: Mailer['send'] = async (_, { onHandingOver }) => {
    const reply = replies[asked % replies.length] ?? ''
    asked += 1
    await onHandingOver()
    return reply.startsWith('250') ? { kind: 'sent', reply } : { kind: 'failed', smtpCode: 550, reply }
  }
  return { send, asked: () => asked }
}

const weAreUnknown = '550 5.7.26 This mail has been blocked because the sender is unauthenticated.'

test('a relay that refuses us is asked a few times; those mails are put off, and the others wait for the next run', async () => {
  const editionIds = [await queued('refused', 100)]
  const { send, asked } = answering([weAreUnknown])
  await expect(sendDue(dependencies(send), editionIds, never)).rejects.toThrow(
    new MailUnavailableError(
      'The mail relay refuses our mails, whoever the reader is: fix what it says, which plumbline deliveries lists with the mails that it deferred',
    ),
  )
  expect(asked()).toBeGreaterThanOrEqual(8)
  expect(asked()).toBeLessThan(16)
  expect(await counts(editionIds)).toMatchObject({ deferred: asked(), queued: 100 - asked(), failed: 0 })
  const [delivery] = await listDeliveries(store(), { mailIds: editionIds, state: 'deferred' })
  expect(delivery).toMatchObject({ lastReply: weAreUnknown, notBeforeAt: nowAt + 120_000 })
})

test('a relay that takes a mail now and then, or refuses a reader, is asked on', async () => {
  const editionIds = [await queued('refused-at-times', 60)]
  const { send } = answering([weAreUnknown, '250 ok', weAreUnknown, '550 5.1.1 No such user'])
  expect(await sendDue(dependencies(send), editionIds, never)).toBe(15)
  expect(await counts(editionIds)).toMatchObject({ sent: 15, failed: 15, deferred: 30, queued: 0 })
})

test('a mail that the relay put off while its reader stopped such mails is not tried again', async () => {
  const editionId = await queued('edition-unsubscribed', 2)
  const [first] = await listDeliveries(store(), { mailIds: [editionId] })
  const email = 'reader-1@company.example'
  const put = { email, because: 'unsubscribed', actor: 'reader', nowAt, deliveryId: first?.deliveryId ?? '' }
  const got: string[] = []
  const send: Mailer['send'] = async (message, { onHandingOver }) => {
    await onHandingOver()
    got.push(message.envelope.to)
    await inTransaction(store(), (client) => suppressAddress(client, { ...put, mails: 'reports' }))
    return { kind: 'deferred', smtpCode: 451, reply: '451 Greylisted' }
  }
  await sendDue(dependencies(send), [editionId], never)
  expect(got).toHaveLength(2)
  const later = nowAt + 3_600_000
  await sendDue(
    dependencies(send, 4, () => later),
    [editionId],
    never,
  )
  expect(got.slice(2)).toEqual(['reader-0@company.example'])
  const standing = await listDeliveries(store(), { mailIds: [editionId] })
  expect(standing.find(({ recipientEmail }) => recipientEmail === email)).toMatchObject({
    state: 'suppressed',
    lastReply: 'unsubscribed',
  })
  await allowAddress(store(), { ...put, mails: null })
})
