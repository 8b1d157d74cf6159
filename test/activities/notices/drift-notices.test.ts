import { beforeEach, expect, test } from 'vitest'
import { noticeDriftIn, openNoticeIds } from '../../../activities/notices/drift-notices.ts'
import { listDeliveries } from '../../../adapters/store/deliver/deliveries.ts'
import { loadNotice } from '../../../adapters/store/deliver/queue/notices.ts'
import { recordOutcome } from '../../../adapters/store/deliver/send/outcomes.ts'
import { saveEffortRun } from '../../../adapters/store/effort/effort.ts'
import { listDriftChanges } from '../../../adapters/store/reconcile/drift-changes.ts'
import { savePlan } from '../../../adapters/store/reconcile/plans.ts'
import { saveReconciliation } from '../../../adapters/store/reconcile/reconciliations.ts'
import { noticesAnswer } from '../../../cli/commands/drift/notices.ts'
import type { Reconciliation } from '../../../domain/reconcile/dataset/reconciliation.ts'
import type { ReliabilityBudget } from '../../../domain/reconcile/dataset/verdicts.ts'
import { driftNotices } from '../../../queries/drift/notices.ts'
import { noticesView } from '../../../web/teams/notices-view.ts'
import { claimOne } from '../../adapters/store/deliver/claim-one.ts'
import { nowAt, storeForThisFile } from '../../adapters/store/test-store.ts'
import { withBudget } from '../../builders/drift-notices.ts'
import { examplePlan, exampleReconciliation } from '../../builders/example-company.ts'
import { anEffort } from '../../builders/reconcile-input.ts'

const store = storeForThisFile()
let quarter = ''
let quarters = 0

beforeEach(async () => {
  quarters += 1
  quarter = `${2000 + quarters}-Q2`
  await savePlan(store(), { planVersion: 'plan-1', yaml: 'as built', plan: examplePlan, nowAt })
})

/** Figures of a quarter that no other test has, in which no team drifts unless the changes say so. */
async function figures(
  budget: Partial<ReliabilityBudget> = {},
  changes: Partial<Reconciliation> = {},
): Promise<string> {
  const effortRunId = await saveEffortRun(store(), {
    ...{ quarter, planVersion: 'plan-1', rulesVersion: 'rules-1', codeVersion: '0.1.0' },
    ...{ asOfAt: nowAt, result: anEffort([]), nowAt },
  })
  const calm = withBudget('billing', { state: 'on_course' })
  const reconciliation = { ...withBudget('search', budget, calm), quarter: '2026-Q2', ...changes }
  const reconciliationId = await saveReconciliation(store(), {
    effortRunId,
    reconciliation: { ...reconciliation, quarter },
    nowAt,
  })
  return reconciliationId
}

function look(reconciliationId: string): Promise<number> {
  return noticeDriftIn(
    { store: store(), now: () => nowAt, betweenSlices: () => Promise.resolve(), publicOrigin: null },
    reconciliationId,
  )
}

const driftingNow = { state: 'drifting' } as const
const probably = { state: 'probably_drifting' } as const
const onCourse = { state: 'on_course', projectedEnd: 'near_plan' } as const

const readers = examplePlan.stakeholders
  .filter(
    ({ audience, scope }) => audience === 'product' && scope.kind === 'team' && scope.teamId === 'search',
  )
  .map(({ email }) => email)

test('a change for the worse is noticed once, and each product reader of the team has one mail of it', async () => {
  const measured = await figures(driftingNow)
  expect(await look(measured)).toBe(1)
  expect(await look(measured)).toBe(0)
  expect(await look(await figures(driftingNow))).toBe(0)
  const mails = await listDeliveries(store(), { quarter })
  expect(mails.map(({ recipientEmail }) => recipientEmail)).toEqual(readers)
  expect(readers.length).toBeGreaterThan(0)
  const notice = await loadNotice(store(), mails[0]?.noticeId ?? '')
  expect(notice).toMatchObject({ kind: 'drift notice', teamId: 'search', quarter })
  expect(notice?.html).toContain('cid:burn-down@plumbline')
  expect(notice?.pictures).toHaveLength(1)
})

test('each change is reported: worse, worse still, nothing while it only wavers, and back on course', async () => {
  const found: number[] = []
  for (const budget of [onCourse, probably, probably, driftingNow, probably, driftingNow, onCourse, onCourse])
    found.push(await look(await figures(budget)))
  expect(found).toEqual([0, 1, 0, 1, 0, 0, 1, 0])
  expect(
    (await listDriftChanges(store(), quarter)).map((each) => [each.changeNumber, each.before, each.after]),
  ).toEqual([
    [1, 'on_course', 'probably_drifting'],
    [2, 'probably_drifting', 'drifting'],
    [3, 'drifting', 'on_course'],
  ])
})

test('nobody is told where nothing can be told, in the first days of a quarter, or once it has closed', async () => {
  expect(await look(await figures({ state: 'cannot_tell' }))).toBe(0)
  expect(await look(await figures({ ...driftingNow, burnRates: null }))).toBe(0)
  expect(await look(await figures(driftingNow, { state: 'closed' }))).toBe(0)
  expect(await listDeliveries(store(), { quarter })).toEqual([])
})

test('a team that is too small for figures, and so has none, gets nothing', async () => {
  const teams = exampleReconciliation.teams.filter(({ scopeId }) => scopeId === 'platform')
  expect(await look(await figures({}, { teams }))).toBe(0)
})

test('a team without product readers is noticed, and nobody mailed', async () => {
  const stakeholders = examplePlan.stakeholders.filter(({ email }) => !readers.includes(email))
  await savePlan(store(), {
    ...{ planVersion: 'plan-2', yaml: 'without readers', nowAt: nowAt + 1 },
    plan: { ...examplePlan, stakeholders },
  })
  expect(await look(await figures(driftingNow))).toBe(1)
  expect(await listDriftChanges(store(), quarter)).toMatchObject([{ noticeId: null, after: 'drifting' }])
  expect(await openNoticeIds(store(), quarter)).toEqual([])
  await savePlan(store(), { planVersion: 'plan-1', yaml: 'as built', plan: examplePlan, nowAt: nowAt + 2 })
})

test('of looks at the same time one notices, and nobody has two mails', async () => {
  const measured = await figures(driftingNow)
  const found = await Promise.all([look(measured), look(measured), look(measured)])
  expect(found.toSorted()).toEqual([0, 0, 1])
  expect(await listDeliveries(store(), { quarter })).toHaveLength(readers.length)
})

test.each(['drift_changes', 'notices', 'notice_pictures', 'deliveries'])(
  'a look that dies as it writes %s leaves nothing, and the next one tells everybody once',
  async (table) => {
    const measured = await figures(driftingNow)
    await store().pool.query(`create or replace function die() returns trigger language plpgsql as
      $$ begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$`)
    await store().pool.query(
      `create trigger dies after insert on ${table} for each row execute function die()`,
    )
    try {
      await expect(look(measured)).rejects.toThrow()
    } finally {
      await store().pool.query(`drop trigger dies on ${table}`)
    }
    expect(await listDriftChanges(store(), quarter)).toEqual([])
    expect(await listDeliveries(store(), { quarter })).toEqual([])
    expect(await look(measured)).toBe(1)
    expect(await look(measured)).toBe(0)
    expect(await listDeliveries(store(), { quarter })).toHaveLength(readers.length)
  },
)

test('what a killed run has queued the next one sends, and what was sent it doesn’t', async () => {
  await look(await figures(driftingNow))
  const [noticeId = ''] = await openNoticeIds(store(), quarter)
  expect(await look(await figures(driftingNow))).toBe(0)
  expect(await openNoticeIds(store(), quarter)).toEqual([noticeId])
  for (const _ of readers) {
    const claimed = await claimOne(store(), { nowAt, leaseMs: 1_000, mailIds: [noticeId], worker: 'test' })
    const { delivery, attemptId } = claimed ?? { delivery: { deliveryId: '' }, attemptId: '' }
    const outcome = { kind: 'sent', reply: '250 kept' } as const
    await recordOutcome(store(), { deliveryId: delivery.deliveryId, attemptId, outcome, nowAt })
  }
  expect(await openNoticeIds(store(), quarter)).toEqual([])
})

test('a notice that still waits isn’t sent once a later one took its place', async () => {
  await look(await figures(probably))
  const claimed = await claimOne(store(), {
    ...{ nowAt, leaseMs: 1_000, mailIds: await openNoticeIds(store(), quarter), worker: 'test' },
  })
  const { delivery, attemptId } = claimed ?? { delivery: { deliveryId: '' }, attemptId: '' }
  const outcome = { kind: 'deferred', smtpCode: 450, reply: '450 later' } as const
  await recordOutcome(store(), { deliveryId: delivery.deliveryId, attemptId, outcome, nowAt })
  await look(await figures(driftingNow))
  const statesNow = async () => (await listDeliveries(store(), { quarter })).map(({ state }) => state)
  const all = (state: string) => readers.map(() => state)
  expect(await statesNow()).toEqual([...all('suppressed'), ...all('queued')])
  await look(await figures(onCourse))
  expect(await statesNow()).toEqual([...all('suppressed'), ...all('suppressed'), ...all('queued')])
})

test('what was noticed can be asked for, by a team’s id or name, with who was told and what became of the mail', async () => {
  await look(await figures(probably))
  await look(await figures(driftingNow))
  const noticed = await driftNotices(store(), quarter)
  expect(noticed).toMatchObject([
    { teamId: 'search', name: 'Search', before: 'on_course', after: 'probably_drifting', noticedAt: nowAt },
    {
      before: 'probably_drifting',
      after: 'drifting',
      mails: readers.map((email) => ({ email, state: 'queued' })),
    },
  ])
  expect(await driftNotices(store(), quarter, 'SEARCH')).toEqual(noticed)
  expect(await driftNotices(store(), quarter, 'billing')).toEqual([])
  expect(noticesAnswer(quarter, noticed, 'Asia/Tokyo').lines[0]).toBe(
    '12 June 2026, 21:00 UTC+9  Search: from “on course” to “probably drifting”',
  )
  expect(noticesAnswer(quarter, noticed, 'Asia/Tokyo').lines[1]).toMatch(/^ {2}.* <.*@.*>: suppressed$/)
  const onPage = String(noticesView(noticed))
  for (const words of [
    'From “on course” to “probably drifting”',
    'From “probably drifting” to “drifting”',
    ': queued',
  ])
    expect(onPage).toContain(words)
  expect(noticesView([])).toBeNull()
  expect(noticesAnswer(quarter, [], 'UTC').lines).toEqual([
    expect.stringMatching(/^No change of drift was noticed/),
  ])
})
