import { beforeAll, beforeEach, expect, test } from 'vitest'
import { draftOneEdition } from '../../../activities/report/draft-editions.ts'
import type { RelayStanding } from '../../../adapters/mail/check-relay.ts'
import { loadOverrides } from '../../../adapters/store/classify/decisions.ts'
import { listConnections } from '../../../adapters/store/connections/connections.ts'
import { currentPlan, savePlan } from '../../../adapters/store/reconcile/plans.ts'
import { moveReview } from '../../../adapters/store/review/moves.ts'
import { loadReview } from '../../../adapters/store/review/reviews.ts'
import type { Plan } from '../../../domain/plan/plan.ts'
import { longQuarter } from '../../../domain/report/words/dates.ts'
import type { Review } from '../../../domain/review/review.ts'
import { auditPage } from '../../../queries/audit/audit.ts'
import { reviewOfQuarter } from '../../../queries/review/reviews.ts'
import { reviewCheck } from '../../../wording/health/reviews.ts'
import { aConnection, nowAt, storeRecords } from '../../adapters/store/test-store.ts'
import { aTicket } from '../../builders/ticket.ts'
import { type PlainBrowser, signedIn } from '../browser.ts'
import { measureAgain, measureQuarter, quarter } from '../figures.ts'
import { aLinkFor, siteForThisFile } from '../open-test-site.ts'
import { movePeopleIn, people, withEveryReader } from '../people.ts'
import { askReviewers } from '../reviews.ts'

let relay: RelayStanding = { kind: 'answers' }
const site = siteForThisFile({ relay: () => relay })
let reviewer: PlainBrowser
let admin: PlainBrowser
let review: Review

beforeAll(async () => {
  await movePeopleIn(site().store)
  await measureQuarter(site().store)
  const imported = await currentPlan(site().store)
  if (imported === null) throw new Error('the people have a plan')
  const quarters = ['2026-Q1', '2026-Q2', '2026-Q3'].map((each) => ({
    ...{ quarter: each, planningStartsOn: null, teams: [] },
  }))
  const wider = { ...withEveryReader(imported.plan), quarters, review: { days: 7, approval: true } }
  await savePlan(site().store, { planVersion: 'plan-2', yaml: '', plan: wider, nowAt: nowAt + 1 })
  // As the mailed link does it: to sign-in first, and then to the page.
  reviewer = await signedIn(site().origin, await aLinkFor(site(), people.reviewer, teamPage))
  admin = await signedIn(site().origin, await aLinkFor(site(), people.admin))
})

beforeEach(async () => {
  await site().store.pool.query('delete from reviews')
  review = await askReviewers(site().store, quarter)
})

const reviewPage = `/reviews/${quarter}`
const teamPage = `${reviewPage}/core`
const correctPage = `${teamPage}/correct?ticket=R-1&category=ktlo`

async function textOf(browser: PlainBrowser, path: string): Promise<string> {
  return (await browser.get(path)).text()
}

async function team() {
  return (await reviewOfQuarter(site().store, quarter))?.teams[0]
}

async function mailText(): Promise<string> {
  const { reconciliationId } = (await loadReview(site().store.pool, review.reviewId)) ?? review
  const name = { audience: 'product', scopeKey: 'team:core' }
  const draft = await draftOneEdition(
    { store: site().store, now: () => nowAt, publicOrigin: null },
    reconciliationId ?? '',
    name,
  )
  return draft?.edition.text.replace(/\s+/g, ' ') ?? ''
}

test('who is not signed in comes to the page by the mailed link after signing in', async () => {
  const response = await fetch(new URL(teamPage, site().origin), { redirect: 'manual' })
  expect(response.headers.get('location')).toBe(`/sign-in?next=${encodeURIComponent(teamPage)}`)
})

test('a reviewer confirms, and the page and the audit trail say so', async () => {
  const answered = await reviewer.submit(teamPage, teamPage, { answer: 'confirmed' })
  expect([answered.status, answered.headers.get('location')]).toEqual([303, `${teamPage}?kept=1`])
  expect(await team()).toMatchObject({ standing: 'answered', answers: [{ authorName: 'Pat Example' }] })
  expect(await textOf(reviewer, `${teamPage}?kept=1`)).toContain('Your answer is saved')
  const [entry] = (await auditPage(site().store, { beforeNumber: null, size: 1 })).entries
  expect(entry).toMatchObject({ actor: people.reviewer, action: 'answer review' })
})

test('a reviewer’s words go into the mail of the team, with name and date; a new one takes their place', async () => {
  await reviewer.submit(teamPage, teamPage, { answer: 'explained', words: 'We traded it for the fair.' })
  expect(await mailText()).toContain('We traded it for the fair.')
  await reviewer.submit(teamPage, teamPage, { answer: 'explained', words: 'It was one <b>incident</b>.' })
  const text = await mailText()
  expect(text).toContain('Pat Example, 12 June: “It was one <b>incident</b>.”')
  expect(text).not.toContain('fair')
})

test('no words, and too many, are refused, and nothing is kept', async () => {
  for (const words of ['  ', 'x'.repeat(601)]) {
    const refused = await reviewer.submit(teamPage, teamPage, { answer: 'explained', words })
    expect(refused.status).toBe(400)
    expect(await refused.text()).toContain('Nothing was changed')
  }
  expect(await team()).toMatchObject({ standing: 'waiting' })
  const kept = await reviewer.submit(teamPage, teamPage, { answer: 'explained', words: 'x'.repeat(600) })
  expect(kept.status).toBe(303)
})

test('a correction is shown with its effect and saved by a second step only', async () => {
  const shown = await textOf(reviewer, correctPage)
  expect(shown).toContain('9.0 person-days')
  expect(await loadOverrides(site().store)).toEqual([])
  const form = { answer: 'corrected', ticket: 'R-1', category: 'ktlo' }
  expect((await reviewer.submit(correctPage, teamPage, form)).status).toBe(303)
  expect(await loadOverrides(site().store)).toMatchObject([
    { category: 'ktlo', author: people.reviewer, note: 'Corrected in the review of Q1 2026.' },
  ])
  expect(await team()).toMatchObject({
    standing: 'correcting',
    answers: [{ ticketKey: 'R-1', milliDays: 9_000 }],
  })
  expect(await textOf(reviewer, teamPage)).toContain('corrected from reliability to ktlo')
  expect(await mailText()).toContain(
    'Pat Example, 12 June: corrected the category of 1 ticket (9 person-days).',
  )
  await site().store.pool.query('delete from overrides')
})

test('a ticket on which the team has no day is told like one that is not there', async () => {
  const texts = await Promise.all(
    ['S-1', 'NO-1'].map(async (key) => {
      const text = await textOf(reviewer, `${teamPage}/correct?ticket=${key}&category=ktlo`)
      return text.replaceAll(key, '')
    }),
  )
  expect(texts[0]).toEqual(texts[1])
  expect(texts[0]).toContain('spent no time on')
})

test('an admin ends the time for answers, looks, and approves; silence is in the mail', async () => {
  await admin.submit(reviewPage, reviewPage, { step: 'close' })
  expect(await loadReview(site().store.pool, review.reviewId)).toMatchObject({ state: 'rebuilding' })
  expect(await mailText()).toContain('reviewer by 12 June.')
  const { reconciliationId } = review
  await moveReview(site().store.pool, review.reviewId, 'rebuilt for approval', { reconciliationId, nowAt })
  const other = '99999999-9999-4999-8999-999999999999'
  const stale = await admin.submit(reviewPage, reviewPage, { step: 'approve', figures: other })
  expect(stale.status).toBe(400)
  await admin.submit(reviewPage, reviewPage, { step: 'approve', figures: reconciliationId ?? '' })
  expect(await loadReview(site().store.pool, review.reviewId)).toMatchObject({
    state: 'sending',
    approvedBy: people.admin,
  })
})

test('what an admin looks at before approving is what is sent, whatever was measured since', async () => {
  const { store } = site()
  await moveReview(store.pool, review.reviewId, 'closed', { nowAt })
  const { reconciliationId } = review
  await moveReview(store.pool, review.reviewId, 'rebuilt for approval', { reconciliationId, nowAt })
  const laterId = await measureAgain(store, quarter)
  const links = (await textOf(admin, reviewPage)).match(/\/reports\/[^"]*\/draft\/[^"]*/g) ?? []
  const [path = ''] = links.filter((each) => each.includes('/product/team%3Acore'))
  expect(path).toContain(`?figures=${reconciliationId}`)
  const draft = await textOf(admin, path)
  expect(draft).toContain(`href="${reviewPage}">Review of Q1 2026`)
  const [, mailPath = ''] = /<iframe[^>]* src="([^"]*)"/.exec(draft) ?? []
  expect((await admin.get(mailPath)).status).toBe(200)
  // By what was measured since, there is no such report; nor is there any by figures that aren't the quarter's.
  const named = (figures: string) => path.replace(/figures=.*/, `figures=${figures}`)
  const others = [
    named(laterId),
    named('nonsense'),
    path.replace(quarter, '2026-Q2'),
    path.split('?')[0] ?? '',
  ]
  for (const other of others) expect((await admin.get(other)).status, other).toBe(404)
  await moveReview(store.pool, review.reviewId, 'cancelled', { nowAt })
  expect(await textOf(admin, reviewPage)).not.toContain('What is sent')
  await store.pool.query('delete from reconciliations where reconciliation_id = $1', [laterId])
})

test('an answer after the review has closed is refused with the reason', async () => {
  const page = await textOf(reviewer, teamPage)
  expect(page).toContain('Confirm')
  const token = /name="form_token" value="([^"]+)"/.exec(page)?.[1] ?? ''
  await moveReview(site().store.pool, review.reviewId, 'closed', { nowAt })
  const refused = await reviewer.post(teamPage, { form_token: token, answer: 'confirmed' })
  expect(refused.status).toBe(400)
  expect(await refused.text()).toContain('its time for answers is over')
})

test('where two trackers have a ticket of a key, the page asks of which', async () => {
  const [{ name: first } = { name: '' }] = await listConnections(site().store)
  const { connectionId } = await aConnection(site().store, 'Other tracker')
  await storeRecords(site().store, connectionId, { tickets: [aTicket('R-1')] })
  const asked = await textOf(reviewer, correctPage)
  expect(asked).toContain('<option>Other tracker</option>')
  expect(asked).toContain('value="R-1"')
  expect(asked).toContain('<option value="ktlo" selected>')
  const shown = await textOf(reviewer, `${correctPage}&tracker=${first}`)
  expect(shown).toContain(`name="tracker" value="${first}"`)
  const form = { answer: 'corrected', ticket: 'R-1', category: 'ktlo', tracker: first }
  expect((await reviewer.submit(`${correctPage}&tracker=${first}`, teamPage, form)).status).toBe(303)
})

test('a review can be started of a quarter that has begun, that has none and whose report is not made', async () => {
  await site().store.pool.query('delete from reviews')
  const page = await textOf(admin, '/reviews')
  expect([...page.matchAll(/<option value="([^"]*)"/g)].map(([, value]) => value)).toEqual(['2026-Q1'])
  expect(page).toMatch(/name="days"[^>]* value="7"/)
  expect(page).toMatch(/name="approval" value="yes" checked/)
  expect(await textOf(admin, `/reports/${quarter}`)).toContain(`href="/reviews?quarter=${quarter}"`)
  expect(await textOf(reviewer, '/reviews')).not.toContain('Start a review')
})

/** The first thing that a page says is wrong. */
function problemOf(page: string): string | undefined {
  return /id="refused">[^<]*<.h2>\s*<p>(?:<a[^>]*>)?<bdi>([^<]*)/.exec(page)?.[1]
}

test('what can not be started is refused with words, and nothing is kept', async () => {
  await site().store.pool.query('delete from reviews')
  const [, token = ''] = /name="form_token" value="([^"]+)"/.exec(await textOf(admin, '/reviews')) ?? []
  const start = async (of: string, days = '5') => {
    const refused = await admin.post('/reviews', { form_token: token, quarter: of, days })
    return [refused.status, problemOf(await refused.text())]
  }
  expect(await start('2026-Q2')).toEqual([
    400,
    expect.stringContaining('has already been made for its readers'),
  ])
  expect(await start('2026-Q3')).toEqual([400, expect.stringContaining('begins on 2026-07-01')])
  expect(await start('2025-Q4')).toEqual([400, expect.stringContaining('The plan has no quarter 2025-Q4')])
  for (const days of ['0', '15', '1.5', '', 'five'])
    expect(await start(quarter, days)).toEqual([400, 'Write a number of days from 1 to 14.'])
  for (const days of ['1', '14'])
    expect(await start(quarter, days)).toEqual([503, expect.stringContaining('Temporal did not answer')])
  expect(await reviewOfQuarter(site().store, quarter)).toBeNull()
  await askReviewers(site().store, quarter, { startedBy: 'command line' })
  expect(await start(quarter)).toEqual([400, expect.stringContaining('is not over: reviewers are still')])
  expect(await textOf(admin, `/reports/${quarter}`)).toContain(`href="${reviewPage}">It is under review`)
  expect((await reviewer.post('/reviews', { form_token: token, quarter, days: '5' })).status).toBe(404)
})

test('what would stop its mails in the end is told before a review is started', async () => {
  const { store } = site()
  await store.pool.query('delete from reviews')
  const { plan, planVersion } = (await currentPlan(store)) ?? {}
  if (plan === undefined || planVersion === undefined) throw new Error('the people have a plan')
  const saved = (stakeholders: Plan['stakeholders'], version: string) =>
    savePlan(store, { planVersion: version, yaml: '', plan: { ...plan, stakeholders }, nowAt: nowAt + 2 })
  const [, token = ''] = /name="form_token" value="([^"]+)"/.exec(await textOf(admin, '/reviews')) ?? []
  const start = async () => {
    const refused = await admin.post('/reviews', { form_token: token, quarter, days: '5' })
    return [refused.status, problemOf(await refused.text())]
  }
  await saved(plan.stakeholders.slice(0, -1), 'without an engineering reader')
  const words = 'its report could not be sent, because Core has no engineering reader.'
  expect(await textOf(admin, '/reviews')).toContain(words.slice(1))
  expect(await start()).toEqual([400, expect.stringContaining(`Q1 2026: ${words}`)])
  expect(await textOf(admin, `/reports/${quarter}`)).not.toContain('Start its review')

  const ofCompany = plan.stakeholders.map((each) => ({ ...each, scope: { kind: 'company' as const } }))
  await saved(ofCompany, 'read by the company alone')
  expect(await textOf(admin, '/reviews')).toContain('Core is not asked: nobody reads')
  relay = { kind: 'away', reason: 'The relay can’t be reached' }
  expect(await start()).toEqual([503, expect.stringContaining('is not taking mails')])
  relay = { kind: 'kept' }
  expect(await start()).toEqual([503, expect.stringContaining('Temporal did not answer')])
  expect(await reviewOfQuarter(store, quarter)).toBeNull()
  await savePlan(store, { planVersion, yaml: '', plan, nowAt: nowAt + 3 })
  relay = { kind: 'answers' }
  expect(await textOf(admin, '/reviews')).not.toContain('is not asked')
})

test('the health page tells how many teams have answered, until when and who is missing, with the way there', async () => {
  const line = async () => {
    const page = await textOf(admin, '/health')
    return new RegExp(`<a href="${reviewPage}">review of ${longQuarter(quarter)}</a>.*?</li>`, 's').exec(
      page,
    )?.[0]
  }
  expect(await line()).toMatch(
    /Open until 17 June 2026, 23:59 UTC\+2: 0 of 1 team answered. Missing: Core .*\(Pat Example\)\./,
  )
  await reviewer.submit(teamPage, teamPage, { answer: 'confirmed' })
  expect(await line()).toMatch(/1 of 1 team answered\.</)
  await site().store.pool.query('delete from reviews')
  expect(await line()).toBeUndefined()
})

test('a review needs a person once its deadline has passed unnoticed, or while it waits for approval', async () => {
  const shown = await reviewOfQuarter(site().store, quarter)
  if (shown === null) throw new Error('reviewers are asked')
  const deadlineAt = shown.review.deadlineAt ?? 0
  expect(reviewCheck(shown, { nowAt: deadlineAt - 1, timeZone: 'UTC' }).state).toBe('ok')
  expect(reviewCheck(shown, { nowAt: deadlineAt, timeZone: 'UTC' })).toMatchObject({
    state: 'warning',
    words: expect.stringContaining('no worker has closed it'),
  })
  const made = { ...shown, review: { ...shown.review, state: 'awaiting approval' as const } }
  expect(reviewCheck(made, { nowAt: 0, timeZone: 'UTC' })).toMatchObject({
    state: 'warning',
    words: expect.stringContaining('review approve'),
  })
  const teams = Array.from({ length: 6 }, () => shown.teams).flat()
  expect(reviewCheck({ ...shown, teams }, { nowAt: 0, timeZone: 'UTC' }).words).toMatch(
    /; [^;]* and 1 more\.$/,
  )
  expect(reviewCheck({ ...shown, teams: teams.slice(1) }, { nowAt: 0, timeZone: 'UTC' }).words).not.toContain(
    'more',
  )
})
