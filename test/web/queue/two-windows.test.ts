import { beforeAll, beforeEach, expect, test } from 'vitest'
import { loadAnswers } from '../../../adapters/store/classify/queue.ts'
import { listAuditEntries } from '../../../adapters/store/sign-in/audit.ts'
import { type TicketRef, ticketRefKey } from '../../../domain/ticket.ts'
import { type PlainBrowser, signedIn } from '../browser.ts'
import { measuredQuarter, measureWork } from '../measured-work.ts'
import { aLinkFor, siteForThisFile } from '../open-test-site.ts'
import { movePeopleIn, people } from '../people.ts'
import { formsOf } from '../sent-forms.ts'

const site = siteForThisFile()
let ref: (key: string) => TicketRef
let admin: PlainBrowser
let reviewer: PlainBrowser
beforeAll(async () => {
  await movePeopleIn(site().store)
  ref = await measureWork(site().store)
  admin = await signedIn(site().origin, await aLinkFor(site(), people.admin))
  reviewer = await signedIn(site().origin, await aLinkFor(site(), people.reviewer))
})

beforeEach(async () => {
  for (const table of ['queue_answers', 'overrides', 'sample_units'])
    await site().store.pool.query(`delete from ${table}`)
})

const queueOf = (order: string) => `/queue?quarter=${measuredQuarter}&order=${order}`

/** A form that a window shows; a moment later it is sent as it was then, whatever happened since. */
async function shown(browser: PlainBrowser, action: string, order = 'days') {
  const forms = formsOf(await (await browser.get(queueOf(order))).text())
  const form = forms.find((each) => each.action === action)
  if (form === undefined) throw new Error(`the queue has no form to ${action}`)
  site().passTime(1_000)
  return {
    ticketId: form.fields['ticket'] ?? '',
    send: async (typed: Readonly<Record<string, string>> = {}): Promise<string | undefined> =>
      (await browser.post(action, { ...form.fields, ...typed })).headers.get('location')?.split('&').at(-1),
  }
}

async function trail(): Promise<string[]> {
  return (await listAuditEntries(site().store, { beforeNumber: null, limit: 100 })).map(
    ({ action }) => action,
  )
}

async function answerTo(ticketId: string) {
  const { connectionId } = ref('C-1')
  return (await loadAnswers(site().store)).get(ticketRefKey({ connectionId, ticketId }))
}

test('a double click is one answer, one undoing and one sample, each with one entry in the audit trail', async () => {
  const before = (await trail()).length
  const { send } = await shown(reviewer, '/queue')
  const answered = await Promise.all([send({ answer: 'ktlo' }), send({ answer: 'ktlo' })])
  expect(answered).toEqual(['done=answered', 'done=answered'])
  expect(await send({ answer: 'ktlo' })).toBe('done=answered')
  const undo = await shown(reviewer, '/queue/take-back')
  expect(await Promise.all([undo.send(), undo.send()])).toEqual(['done=undone', 'done=undone'])
  const draw = await shown(admin, '/queue/sample', 'random')
  await Promise.all([draw.send(), draw.send()])
  const added = (await trail()).length - before
  expect(added).toBe(3)
})

test('of two windows the second is told that the ticket was answered, and changes nothing', async () => {
  const [first, second] = [await shown(admin, '/queue'), await shown(reviewer, '/queue')]
  expect(first.ticketId).toBe(second.ticketId)
  expect(await first.send({ answer: 'roadmap' })).toBe('done=answered')
  expect(await second.send({ answer: 'ktlo' })).toBe('refused=1')
  expect(await answerTo(first.ticketId)).toBe('roadmap')
})

test('an answer to a drawn ticket does not replace one that came since it was shown', async () => {
  await (await shown(admin, '/queue/sample', 'random')).send()
  const [first, second] = [await shown(admin, '/queue', 'random'), await shown(admin, '/queue', 'random')]
  expect(await first.send({ answer: 'roadmap' })).toBe('done=answered')
  expect(await second.send({ answer: 'ktlo' })).toBe('refused=1')
  expect(await answerTo(first.ticketId)).toBe('roadmap')
})

test('who cannot tell leaves the ticket to others, also to who was shown it before', async () => {
  const [first, second] = [await shown(admin, '/queue'), await shown(reviewer, '/queue')]
  expect(await first.send({ answer: 'unclear' })).toBe('done=answered')
  expect(await second.send({ answer: 'ktlo' })).toBe('done=answered')
  expect(await answerTo(first.ticketId)).toBe('ktlo')
})

test('an undoing takes back the answer that was shown, and no later one', async () => {
  const { send, ticketId } = await shown(reviewer, '/queue')
  await send({ answer: 'ktlo' })
  const [first, second] = [
    await shown(reviewer, '/queue/take-back'),
    await shown(reviewer, '/queue/take-back'),
  ]
  await first.send()
  await (await shown(reviewer, '/queue')).send({ answer: 'roadmap' })
  expect(await second.send()).toBe('refused=1')
  expect(await answerTo(ticketId)).toBe('roadmap')
})

test('drawing tickets leaves a sample that somebody else began meanwhile as it is, with its answers', async () => {
  const late = await shown(reviewer, '/queue/sample', 'random')
  await (await shown(admin, '/queue/sample', 'random')).send()
  await (await shown(admin, '/queue', 'random')).send({ answer: 'ktlo' })
  const { rows: before } = await site().store.pool.query('select * from sample_units order by ticket_id')
  await late.send()
  const { rows: after } = await site().store.pool.query('select * from sample_units order by ticket_id')
  expect(after).toEqual(before)
})
