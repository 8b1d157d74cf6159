import { beforeAll, beforeEach, expect, test } from 'vitest'
import { loadOverrides, saveOverride } from '../../../adapters/store/classify/decisions.ts'
import {
  latestReconciliation,
  loadOrigin,
  saveReconciliation,
} from '../../../adapters/store/reconcile/reconciliations.ts'
import { listStatements } from '../../../adapters/store/report/statements.ts'
import { auditPage } from '../../../queries/audit/audit.ts'
import { reviewOfQuarter } from '../../../queries/review/reviews.ts'
import { nowAt } from '../../adapters/store/test-store.ts'
import { refOf } from '../../builders/ticket.ts'
import { type PlainBrowser, signedIn } from '../browser.ts'
import { measureQuarter, quarter } from '../figures.ts'
import { aLinkFor, siteForThisFile } from '../open-test-site.ts'
import { movePeopleIn, people } from '../people.ts'
import { askReviewers } from '../reviews.ts'
import { formsOf } from '../sent-forms.ts'

const site = siteForThisFile()
const teamPage = `/reviews/${quarter}/core`
const correctPage = `${teamPage}/correct?ticket=R-1&category=ktlo`
const intended = `/teams/core/intended?quarter=${quarter}`
let reviewer: PlainBrowser
let connectionId = ''

beforeAll(async () => {
  await movePeopleIn(site().store)
  connectionId = await measureQuarter(site().store)
  reviewer = await signedIn(site().origin, await aLinkFor(site(), people.reviewer))
})

beforeEach(async () => {
  for (const table of ['reviews', 'overrides', 'reviewer_statements'])
    await site().store.pool.query(`delete from ${table}`)
  await askReviewers(site().store, quarter)
})

/** A form that a window shows; it is sent as it was then, whatever happened since. */
async function shown(path: string, button: { readonly answer?: string } = {}) {
  const forms = formsOf(await (await reviewer.get(path)).text())
  const form = forms.find(({ action, fields }) => {
    const isAnswer = button.answer === undefined || fields['answer'] === button.answer
    return isAnswer && !action.startsWith('/sign-out')
  })
  if (form === undefined) throw new Error(`${path} has no such form`)
  return async (typed: Readonly<Record<string, string>> = {}) => {
    const sent = await reviewer.post(form.action, { ...form.fields, ...typed })
    return { status: sent.status, text: await sent.text() }
  }
}

async function trail(): Promise<string[]> {
  const { entries } = await auditPage(site().store, { beforeNumber: null, size: 100 })
  return entries.map(({ action }) => action).filter((action) => action !== 'sign in')
}

async function said(): Promise<string[]> {
  return (await listStatements(site().store, quarter, 'core')).map(({ text }) => text)
}

async function answers(): Promise<string[]> {
  const found = await reviewOfQuarter(site().store, quarter)
  return found?.teams[0]?.answers.map(({ answer }) => answer) ?? []
}

test.each([
  ['confirms', teamPage, 'confirmed', {}],
  ['explains', teamPage, 'explained', { words: 'We traded it.' }],
  ['corrects a ticket', correctPage, 'corrected', {}],
] as const)('who %s with a double click answers once', async (_, path, answer, typed) => {
  const before = (await trail()).length
  const send = await shown(path, { answer })
  expect((await Promise.all([send(typed), send(typed)])).map(({ status }) => status)).toEqual([303, 303])
  expect(await answers()).toEqual([answer])
  const added = (await trail()).slice(0, -before || undefined)
  expect(added.filter((action) => action === 'answer review')).toHaveLength(1)
  expect(new Set(added).size).toBe(added.length)
})

test('words of one window do not replace those of another unseen, and are kept to be sent again', async () => {
  const [first, second] = [
    await shown(teamPage, { answer: 'explained' }),
    await shown(teamPage, { answer: 'explained' }),
  ]
  expect((await first({ words: 'We traded it for the fair.' })).status).toBe(303)
  const refused = await second({ words: 'It was one incident.' })
  expect(refused.status).toBe(400)
  expect(refused.text).toContain('something else in another window: “We traded it for the fair.”')
  expect(refused.text).toContain('It was one incident.</textarea>')
  expect(await said()).toEqual(['We traded it for the fair.'])
  const [, form] = formsOf(refused.text.replace(/^.*<main/s, ''))
  await reviewer.post(teamPage, form?.fields ?? {})
  expect(await said()).toEqual(['It was one incident.'])
})

test('an answer to figures that were made anew since is refused', async () => {
  const { store } = site()
  const send = await shown(teamPage, { answer: 'confirmed' })
  const latest = await latestReconciliation(store, quarter)
  const origin = latest && (await loadOrigin(store, latest.reconciliationId))
  if (latest === null || origin === null) throw new Error('the quarter was measured')
  const anew = { effortRunId: origin.effortRunId, reconciliation: latest.reconciliation, nowAt: nowAt + 1 }
  const reconciliationId = await saveReconciliation(store, anew)
  await store.pool.query('update reviews set reconciliation_id = $1', [reconciliationId])
  const refused = await send()
  expect([refused.status, refused.text.includes('rebuilt after you opened it')]).toEqual([400, true])
  expect(await answers()).toEqual([])
  expect((await (await shown(teamPage, { answer: 'confirmed' }))()).status).toBe(303)
})

test('words that come once the time for answers is over are not kept, and stay on the page to be copied', async () => {
  const send = await shown(teamPage, { answer: 'explained' })
  await site().store.pool.query("update reviews set state = 'rebuilding'")
  const refused = await send({ words: 'We traded it & more.' })
  expect(refused.status).toBe(400)
  expect(refused.text).toContain('its time for answers is over')
  expect(refused.text).toMatch(/<textarea[^>]*readonly[^>]*>\nWe traded it &amp; more\.<\/textarea>/)
  expect(refused.text).toContain('the report goes out without it')
  expect([await said(), await answers()]).toEqual([[], []])
})

test('a ticket that somebody else decided meanwhile is not corrected over it: the page shows what it counts as now', async () => {
  const send = await shown(correctPage, { answer: 'corrected' })
  const override = { ticket: { ...refOf('R-1'), connectionId }, workType: null, note: 'As agreed.' }
  const decided = { ...override, category: 'roadmap' as const, author: people.admin }
  await saveOverride(site().store, decided, site().now())
  const refused = await send()
  expect(refused.status).toBe(400)
  expect(refused.text).toContain('Somebody changed this ticket’s category')
  expect(refused.text).toContain('It counts as Roadmap now.')
  expect(await loadOverrides(site().store)).toMatchObject([{ category: 'roadmap', author: people.admin }])
  // Seen and wanted all the same.
  const [again] = formsOf(refused.text.replace(/^.*<main/s, ''))
  expect((await reviewer.post(teamPage, again?.fields ?? {})).status).toBe(303)
  expect(await loadOverrides(site().store)).toMatchObject([{ category: 'ktlo', author: people.reviewer }])
})

test('words on a drift are said once by a double click, and taken back only as they were seen', async () => {
  const [first, second] = [await shown(intended), await shown(intended)]
  const before = (await trail()).length
  await Promise.all([first({ words: 'We traded it.' }), first({ words: 'We traded it.' })])
  expect((await trail()).length).toBe(before + 1)
  const refused = await second({ words: 'It was one incident.' })
  expect([refused.status, refused.text.includes('“We traded it.”')]).toEqual([400, true])
  const team = formsOf(await (await reviewer.get(`/teams/core?quarter=${quarter}`)).text())
  const takeBack = team.find(({ action }) => action.endsWith('/withdraw'))
  const take = () => reviewer.post(takeBack?.action ?? '', takeBack?.fields ?? {})
  await (await shown(intended))({ words: 'It was one incident.' })
  expect((await take()).status).toBe(400)
  expect(await said()).toEqual(['It was one incident.'])
  const seen = formsOf(await (await reviewer.get(`/teams/core?quarter=${quarter}`)).text())
  const fields = seen.find(({ action }) => action.endsWith('/withdraw'))?.fields ?? {}
  const twice = await Promise.all([1, 2].map(() => reviewer.post(takeBack?.action ?? '', fields)))
  expect(twice.map(({ status }) => status)).toEqual([303, 303])
  expect(await said()).toEqual([])
})

test('an admin who presses a button twice sees what the first press did, and the trail has it once', async () => {
  const admin = await signedIn(site().origin, await aLinkFor(site(), people.admin))
  const path = `/reviews/${quarter}`
  const forms = formsOf(await (await admin.get(path)).text())
  const before = (await trail()).length
  for (const step of ['close', 'cancel']) {
    const fields = forms.find((form) => form.fields['step'] === step)?.fields ?? {}
    const twice = await Promise.all([1, 2].map(() => admin.post(path, fields)))
    expect(twice.map(({ status }) => status)).toEqual([303, 303])
  }
  expect((await trail()).slice(0, -before)).toEqual(['cancel review', 'close review'])
  // The time for answers can not be ended twice in a row once it led further.
  const close = forms.find((form) => form.fields['step'] === 'close')?.fields ?? {}
  expect((await admin.post(path, close)).status).toBe(400)
})

test.each([
  [9_999, 303],
  [10_000, 400],
])('a second press on "Start the review" %i ms after the first is answered with %i', async (ms, status) => {
  await site().store.pool.query('delete from reviews')
  const admin = await signedIn(site().origin, await aLinkFor(site(), people.admin))
  const page = await (await admin.get('/reviews')).text()
  const [, token = ''] = /name="form_token" value="([^"]+)"/.exec(page) ?? []
  await askReviewers(site().store, quarter, { startedBy: people.admin, startedAt: site().now() - ms })
  const sent = await admin.post('/reviews', { form_token: token, quarter, days: '5' })
  expect(sent.status).toBe(status)
})
