import { expect, test } from 'vitest'
import { saveDecisions } from '../../../../adapters/store/classify/decisions.ts'
import { queueDeliveries } from '../../../../adapters/store/deliver/queue/queue.ts'
import { saveEffortRun } from '../../../../adapters/store/effort/effort.ts'
import { hasHiddenEffort, loadTicketEffort } from '../../../../adapters/store/effort/ticket-effort.ts'
import { exportReconciliation } from '../../../../adapters/store/export/reconciliation.ts'
import {
  exportDecisions,
  exportDeliveries,
  exportEffort,
  exportEvents,
  exportTickets,
} from '../../../../adapters/store/export/tables.ts'
import { saveReconciliation } from '../../../../adapters/store/reconcile/reconciliations.ts'
import { saveEdition } from '../../../../adapters/store/report/editions.ts'
import { sumOf } from '../../../../domain/calculation/sum.ts'
import { exampleReconciliation } from '../../../builders/example-company.ts'
import { anEffort } from '../../../builders/reconcile-input.ts'
import {
  assigneeEvent,
  aTicket,
  refOf,
  statusEvent,
  statuses,
  worklogEvent,
} from '../../../builders/ticket.ts'
import { aConnection, anEdition, nowAt, storeForThisFile, storeRecords } from '../test-store.ts'

const noPlan = { because: 'no_plan' } as const
const store = storeForThisFile()

async function everyRow<Row>(rows: AsyncIterable<Row>): Promise<Row[]> {
  const all: Row[] = []
  for await (const row of rows) all.push(row)
  return all
}

test('each export gives its rows in a fixed order, and names nobody but recipients', async () => {
  const { connectionId } = await aConnection(store(), 'main')
  await storeRecords(store(), connectionId, {
    tickets: [
      aTicket('X-2', { parentId: 'id-X-1', labels: ['a', 'b'], assigneeId: 'ada-account' }),
      aTicket('X-1', { typeName: 'Epic' }),
    ],
    statuses,
    events: [
      worklogEvent('X-2', '2026-04-01T10:00:00Z', 'ada-account', 1),
      assigneeEvent('X-2', '2026-04-01T09:00:00Z', null, 'ada-account', 'ada-account'),
      statusEvent('X-2', '2026-04-01T08:00:00.120Z', 'gone', 'doing', 'ada-account'),
    ],
  })
  const tickets = await everyRow(exportTickets(store()))
  expect(tickets.map(({ ticket_key, parent_key, labels }) => [ticket_key, parent_key, labels])).toEqual([
    ['X-1', null, ''],
    ['X-2', 'X-1', 'a; b'],
  ])
  expect(tickets[0]).toMatchObject({
    connection: 'main',
    type: 'Epic',
    created_at: '2026-01-05T08:00:00.000Z',
  })
  const events = await everyRow(exportEvents(store()))
  expect(
    events.map(({ kind, happened_at, from_status, to_status, logged_seconds }) => [
      kind,
      happened_at,
      from_status,
      to_status,
      logged_seconds,
    ]),
  ).toEqual([
    ['status', '2026-04-01T08:00:00.120Z', 'gone', 'In Progress', null],
    ['assignee', '2026-04-01T09:00:00.000Z', null, null, null],
    ['worklog', '2026-04-01T10:00:00.000Z', null, null, 3600],
  ])
  expect(JSON.stringify([tickets, events])).not.toContain('ada-account')
})

test('decisions and effort say "uncategorised" where no category was decided', async () => {
  const { connectionId } = await aConnection(store(), 'second')
  await storeRecords(store(), connectionId, { tickets: [aTicket('Y-1'), aTicket('Y-2')] })
  const of = (key: string) => ({ ...refOf(key), connectionId })
  const decision = {
    ticket: of('Y-1'),
    category: 'ktlo',
    workType: 'bug',
    step: 'inherited',
    ruleName: 'Bugs',
    ancestorPath: ['E-1', 'I-1'],
    reason: 'because',
    rulesVersion: 'r',
  } as const
  await saveDecisions(store(), [decision], nowAt)
  const [exported] = await everyRow(exportDecisions(store()))
  expect(exported).toMatchObject({
    ticket_key: 'Y-1',
    category: 'ktlo',
    rule: 'Bugs',
    ancestor_path: 'E-1 > I-1',
  })
  const row = { teamId: 'search', weekStart: '2026-04-06', ticket: of('Y-1'), milliDays: 1500 }
  const result = anEffort([
    row,
    { ...row, ticket: of('Y-2'), milliDays: 333 },
    { ...row, teamId: 'billing', milliDays: 1 },
    // Not among the dataset's teams: too few people for figures of its own.
    { ...row, teamId: 'tiny', milliDays: 700 },
    { ...row, weekStart: '2026-03-30', milliDays: 2000 },
  ])
  const run = {
    quarter: '2026-Q2',
    planVersion: 'p',
    rulesVersion: 'r',
    codeVersion: 'c',
    asOfAt: nowAt,
    nowAt,
  }
  await saveEffortRun(store(), { ...run, result: anEffort([{ ...row, milliDays: 9 }]) })
  const effortRunId = await saveEffortRun(store(), { ...run, result })
  expect(await everyRow(exportEffort(store(), '2026-Q2'))).toEqual([])
  await saveReconciliation(store(), { effortRunId, reconciliation: exampleReconciliation, nowAt })
  expect(await everyRow(exportEffort(store(), '2026-Q2'))).toEqual([
    { team: 'billing', week: '2026-04-06', ticket_key: 'Y-1', category: 'ktlo', person_days: 0.001 },
    { team: 'search', week: '2026-03-30', ticket_key: 'Y-1', category: 'ktlo', person_days: 2 },
    { team: 'search', week: '2026-04-06', ticket_key: 'Y-1', category: 'ktlo', person_days: 1.5 },
    { team: 'search', week: '2026-04-06', ticket_key: 'Y-2', category: 'uncategorised', person_days: 0.333 },
  ])
  expect((await loadTicketEffort(store(), of('Y-1'))).map(({ teamId }) => teamId)).toEqual([
    'search',
    'billing',
    'search',
  ])
  const inCompany = async () =>
    new Map((await loadTicketEffort(store(), of('Y-1'))).map((each) => [each.teamId, each.isInCompany]))
  expect(await inCompany()).toEqual(
    new Map([
      ['search', true],
      ['billing', true],
    ]),
  )
  const withoutPlan = (scopeIds: readonly string[]) => ({
    ...exampleReconciliation,
    company: { ...exampleReconciliation.company, doubt: scopeIds.includes('company') ? noPlan : null },
    teams: exampleReconciliation.teams.map((team) =>
      scopeIds.includes(team.scopeId) ? { ...team, doubt: noPlan } : team,
    ),
  })
  const reconcileAs = (reconciliation: typeof exampleReconciliation) =>
    saveReconciliation(store(), { effortRunId, reconciliation, nowAt })
  await reconcileAs(withoutPlan(['search']))
  expect(await inCompany()).toEqual(
    new Map([
      ['search', false],
      ['billing', true],
    ]),
  )
  await reconcileAs(withoutPlan(['company', ...exampleReconciliation.teams.map(({ scopeId }) => scopeId)]))
  expect(await inCompany()).toEqual(
    new Map([
      ['search', true],
      ['billing', true],
    ]),
  )
  await reconcileAs(exampleReconciliation)
  expect(await hasHiddenEffort(store(), of('Y-1'))).toBe(true)
  expect(await hasHiddenEffort(store(), of('Y-2'))).toBe(false)
  const rows = await everyRow(exportReconciliation(store(), exampleReconciliation.quarter))
  expect(rows).toHaveLength((1 + exampleReconciliation.teams.length) * 9)
  expect(rows.slice(0, 9).map(({ scope, category }) => [scope, category])).toEqual([
    ['company', 'roadmap'],
    ['company', 'ktlo'],
    ['company', 'reliability'],
    ['company', 'uncategorised'],
    ['company', 'unattributed'],
    ['company', 'on_call'],
    ['company', 'absence'],
    ['company', 'working'],
    ['company', 'logged_on_days_off'],
  ])
  for (let first = 0; first < rows.length; first += 9) {
    const days = rows.slice(first, first + 8).map((row) => row.actual_person_days)
    expect(sumOf(days.slice(0, 7))).toBeCloseTo(days[7] ?? Number.NaN, 6)
  }
  const [roadmap] = exampleReconciliation.company.categories
  expect(rows[0]?.actual_person_days).toBe((roadmap?.actualMilliDays ?? Number.NaN) / 1000)
})

test('deliveries are exported with what became of them', async () => {
  await saveEdition(store(), anEdition('x'))
  const row = { editionId: 'x', recipientEmail: 'Ada@company.example', recipientName: 'Ada Example' }
  await queueDeliveries(store(), [{ ...row, suppressedBecause: null }], nowAt)
  expect(await everyRow(exportDeliveries(store()))).toEqual([
    {
      quarter: '2026-Q2',
      kind: 'pre-planning',
      audience: 'executive',
      scope: 'company',
      recipient_email: 'ada@company.example',
      recipient_name: 'Ada Example',
      state: 'queued',
      attempts: 0,
      queued_at: '2026-06-12T12:00:00.000Z',
      not_before_at: null,
      sent_at: null,
      last_reply: null,
    },
  ])
})

test('a reader that stops early leaves the store as usable as before', async () => {
  for (let round = 0; round < 15; round++) {
    for await (const ticket of exportTickets(store())) if (ticket.ticket_key !== '') break
  }
  expect((await everyRow(exportTickets(store()))).length).toBeGreaterThan(2)
})
