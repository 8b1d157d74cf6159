import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newKeyText } from '../../../../adapters/secrets.ts'
import { loadOverrides } from '../../../../adapters/store/classify/decisions.ts'
import { currentPlan, savePlan } from '../../../../adapters/store/reconcile/plans.ts'
import { openStore, type Store } from '../../../../adapters/store/sql/client.ts'
import { neverLost } from '../../../../embedded/process/loss.ts'
import { auditPage } from '../../../../queries/audit/audit.ts'
import { reviewOfQuarter, unfinishedReview } from '../../../../queries/review/reviews.ts'
import { nowAt } from '../../../adapters/store/test-store.ts'
import { createTestDatabase, type TestDatabase } from '../../../setup/database.ts'
import { makeTestFolder } from '../../../setup/test-folder.ts'
import { signedIn } from '../../../web/browser.ts'
import { measureAgain, measureQuarter, quarter } from '../../../web/figures.ts'
import { aLinkFor, siteForThisFile } from '../../../web/open-test-site.ts'
import { movePeopleIn, people, withEveryReader } from '../../../web/people.ts'
import { askReviewers } from '../../../web/reviews.ts'
import { openOwnNamespace } from '../../../worker/own-namespace.ts'
import { runInProcess } from '../../run-in-process.ts'

let database: TestDatabase
let store: Store
let temporal: Awaited<ReturnType<typeof openOwnNamespace>>
let environment: Record<string, string>

beforeAll(async () => {
  database = await createTestDatabase()
  temporal = await openOwnNamespace()
  environment = {
    DATABASE_URL: database.url,
    PLUMBLINE_DATA_DIR: makeTestFolder(),
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_NAMESPACE: temporal.namespace,
    PLUMBLINE_SECRET_KEY: newKeyText(),
  }
  store = await openStore({ databaseUrl: database.url })
  await movePeopleIn(store)
  await measureQuarter(store)
})
afterAll(async () => {
  await store.close()
  await temporal.close()
  await database.drop()
})

const site = siteForThisFile({
  temporal: () => ({
    ...{ client: temporal.client, namespace: temporal.namespace, uiUrl: null, startedEmbedded: false },
    ...{ lost: neverLost, close: () => Promise.resolve() },
    connectWorker: () => Promise.reject(new Error('a page needs no worker')),
  }),
})

const plumbline = (...words: string[]) => runInProcess(words, { environment, nowAt })
const review = (...words: string[]) => plumbline('review', ...words)

test('without a review, says how to begin one, and begins none of a report that is made already', async () => {
  expect((await review('list')).stdout).toContain('There is no review yet: plumbline review start')
  expect(await review('show')).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('review start') })
  const frozen = await review('start', '--quarter', '2026-Q2')
  expect(frozen).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('has already been made for its readers'),
  })
})

test('a team is answered for, a correction only after its effect was shown', async () => {
  await askReviewers(store, quarter)
  expect((await review('show')).stdout).toContain('(core): no answer yet')
  const correct = ['answer', 'core', '--correct', 'R-1', '--category', 'ktlo'] as const
  const effect = await review(...correct)
  expect(effect.stdout).toContain('R-1 would count as ktlo instead of reliability: 9.0 person-days move.')
  expect(effect.stdout).toContain('Nothing is saved yet')
  expect(await loadOverrides(store)).toEqual([])
  const stranger = await review(...correct, '--save', '--author', people.leader)
  expect(stranger).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('does not review core') })
  const saved = await review(...correct, '--save', '--author', people.reviewer)
  expect(saved.stdout).toContain('R-1 corrected from reliability to ktlo by Pat Example')
  expect(saved.stdout).toContain('Nothing works on this review any more')
  const explained = await review(
    'answer',
    'core',
    '--explain',
    'It was the fair.',
    '--author',
    people.reviewer,
  )
  expect(explained.stdout).toContain('Pat Example: "It was the fair."')
})

test('what it would send is written into a folder, by its own figures', async () => {
  const laterId = await measureAgain(store, quarter)
  const out = join(makeTestFolder(), 'preview')
  const shown = await review('preview', '--out', out)
  expect(shown.stdout).toContain('as the review would send them now; nothing was sent')
  const [path = ''] = /\S*team-core-product(?=\.html)/.exec(shown.stdout) ?? []
  expect(await readFile(`${path}.txt`, 'utf8')).toContain('It was the fair.')
  await store.pool.query('delete from reconciliations where reconciliation_id = $1', [laterId])
})

test('is approved only by the figures that were looked at, where they are named', async () => {
  const setState = (state: string) =>
    store.pool.query('update reviews set state = $1 where state <> $1', [state])
  await setState('awaiting approval')
  const [command = '', figures = ''] =
    /review approve .*--figures (\S+)/.exec((await review('show')).stdout) ?? []
  expect(command).toContain(`--quarter ${quarter}`)
  const other = await review('approve', '--figures', `${figures.slice(0, -1)}x`)
  expect(other).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('was rebuilt after you opened it'),
  })
  expect((await review('approve', '--figures', figures)).exitCode).toBe(0)
  await setState('open')
  expect((await review('show')).stdout).not.toContain('review approve')
})

test('is taken further from the terminal, as far as its state allows', async () => {
  const early = await review('approve')
  expect(early).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('still being asked') })
  expect((await review('close', '--author', people.admin)).stdout).toContain('is being rebuilt')
  const late = await review('answer', 'core', '--confirm', '--author', people.reviewer)
  expect(late).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('its time for answers is over') })
  expect((await review('cancel')).stdout).toContain('Cancelled')
  const over = await review('preview', '--out', join(makeTestFolder(), 'over'))
  expect(over).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('nothing to send now') })
  expect((await review('list')).stdout).toContain('Q1 2026  Cancelled')
})

test('is not begun where its report could not be sent in the end, nor while the relay takes no mails', async () => {
  const imported = await currentPlan(store)
  if (imported === null) throw new Error('the people have a plan')
  const quarters = [{ quarter, planningStartsOn: null, teams: [] }]
  const plan = { ...imported.plan, quarters }
  await savePlan(store, { planVersion: 'lacking', yaml: '', plan, nowAt: nowAt + 1 })
  expect(await review('start', '--quarter', quarter)).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('could not be sent, because Core has no engineering reader'),
  })
  await savePlan(store, { planVersion: 'whole', yaml: '', plan: withEveryReader(plan), nowAt: nowAt + 2 })
  const nobodyListens = { ...environment, SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'p@company.example' }
  const words = ['review', 'start', '--quarter', quarter]
  const refused = await runInProcess(words, { environment: nobodyListens, nowAt })
  expect(refused.stderr).toContain('is not taking mails, so nobody would be asked')
  expect(await unfinishedReview(store, quarter)).toBeNull()
  const begun = await review('start', '--quarter', quarter)
  expect(begun.stdout).toContain('Note: No SMTP_URL is set: mails are kept in a folder and reach nobody.')
  await review('cancel')
  await savePlan(store, { ...imported, yaml: '', nowAt: nowAt + 3 })
})

test('while a review is not over, its report is not sent by hand', async () => {
  await askReviewers(store, '2026-Q2')
  const sent = await plumbline('report', 'send', '--quarter', '2026-Q2')
  expect(sent).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('--without-review cancels it') })
  // Its report is made for its readers already, as that of one that was interrupted while its mails left.
  const takenUp = await review('start', '--quarter', '2026-Q2')
  expect(takenUp.stdout).toContain('had already started; it goes on')
})

test('a review that an admin starts from the page is begun in their name, with what was chosen, and its workflow runs', async () => {
  await movePeopleIn(site().store)
  const imported = await currentPlan(site().store)
  if (imported === null) throw new Error('the people have a plan')
  const quarters = [{ quarter, planningStartsOn: null, teams: [] }]
  const plan = { ...withEveryReader(imported.plan), quarters }
  await savePlan(site().store, { planVersion: 'plan-2', yaml: '', plan, nowAt: nowAt + 1 })
  const admin = await signedIn(site().origin, await aLinkFor(site(), people.admin))
  const form = { quarter, days: '3', approval: 'yes' }
  const started = await admin.submit('/reviews', '/reviews', form)
  expect([started.status, started.headers.get('location')]).toEqual([303, `/reviews/${quarter}`])
  const begun = (await reviewOfQuarter(site().store, quarter))?.review
  expect(begun).toMatchObject({
    state: 'drafting',
    answerDays: 3,
    needsApproval: true,
    startedBy: people.admin,
  })
  const run = await temporal.client.workflow.getHandle(begun?.workflowId ?? '').describe()
  expect([run.type, run.status.name]).toEqual(['reviewQuarter', 'RUNNING'])
  const [entry] = (await auditPage(site().store, { beforeNumber: null, size: 1 })).entries
  expect(entry).toMatchObject({
    actor: people.admin,
    action: 'start review',
    subject: `review of ${quarter}`,
  })
  const page = await (await admin.get(`/reviews?quarter=${quarter}`)).text()
  expect(page).toContain('is not over: the report is being drafted')
  expect(page).not.toContain('<h2>Start a review</h2>')
})
