import { beforeAll, expect, test } from 'vitest'
import { saveOverride } from '../../../adapters/store/classify/decisions.ts'
import { loadReconciliation } from '../../../adapters/store/reconcile/reconciliations.ts'
import type { ChangeCause, ChangedScope } from '../../../domain/reconcile/dataset/change.ts'
import { storeForThisFile, storeRecords } from '../../adapters/store/test-store.ts'
import { aPerson } from '../../builders/plan.ts'
import { assigneeEvent, aTicket, at, refOf, statusEvent } from '../../builders/ticket.ts'
import { mailFinal } from './mail-final.ts'
import {
  aCompanyPlan,
  doneTicket,
  historyOf,
  importPlan,
  importRules,
  names,
  quarter,
  rules,
  runQuarter,
  storeCompany,
} from './measured-company.ts'

const store = storeForThisFile()
const mailedAt = at('2026-07-03T00:00')
let connectionId = ''
let mailed = ''
let nowAt = at('2026-08-01T00:00')

/** Open at the quarter's end; one of them is closed before the mail, so the mailed figures know it. */
const overTheEnd = [
  aTicket('A-8', { statusId: 'done', assigneeId: 'ada', resolvedAt: at('2026-07-02T10:00') }),
  aTicket('A-9', { statusId: 'doing', assigneeId: 'ada', typeId: 'bug', typeName: 'Bug' }),
]
const eventsOverTheEnd = [
  ...overTheEnd.flatMap(({ key }) => [
    assigneeEvent(key, '2026-06-22T06:00', null, 'ada', 'ada'),
    statusEvent(key, '2026-06-22T06:01', 'todo', 'doing', 'ada'),
  ]),
  statusEvent('A-8', '2026-07-02T10:00', 'doing', 'done', 'ada'),
]

beforeAll(async () => {
  connectionId = await storeCompany(store(), 'tracker')
  await storeRecords(store(), connectionId, { tickets: overTheEnd, events: eventsOverTheEnd })
  mailed = await runQuarter(store(), mailedAt)
  await mailFinal(store(), mailed, mailedAt)
})

/** The company's change after one more run. */
async function changeAfter(change: () => Promise<unknown>) {
  await change()
  nowAt += 86_400_000
  const dataset = await loadReconciliation(store(), await runQuarter(store(), nowAt))
  return dataset?.sinceMailed?.scopes.find(({ scopeId }) => scopeId === 'company') ?? null
}

function causesOf(scope: ChangedScope | null): ChangeCause[] {
  const causes = scope?.categories.flatMap(({ parts }) => parts.map(({ cause }) => cause)) ?? []
  return [...new Set(causes)].sort()
}

const storeTicket = (ticket: ReturnType<typeof doneTicket>, name: string) =>
  storeRecords(store(), connectionId, { tickets: [ticket], events: historyOf(ticket.key, name) })

const author = 'ada@company.example'

test('each change of what was mailed is reported with its cause, and the parts sum exactly', async () => {
  expect(await changeAfter(() => Promise.resolve())).toBeNull()

  // In progress for two weeks less.
  const shorter = historyOf('A-3', 'cleo').map((event) =>
    event.kind === 'status' && event.toStatusId === 'done'
      ? { ...event, happenedAt: at('2026-05-15T16:00') }
      : event,
  )
  const bug = doneTicket('A-3', 'cleo', { typeId: 'bug', typeName: 'Bug' })
  const late = await changeAfter(() =>
    storeRecords(store(), connectionId, { tickets: [bug], events: shorter }),
  )
  expect(causesOf(late)).toEqual(['late_edits'])
  // What happened between the quarter's end and the mail was mailed: no edit of it.
  const ktlo = late?.categories.find(({ category }) => category === 'ktlo')
  expect(ktlo?.parts).toMatchObject([{ cause: 'late_edits', milliDays: -10_000 }])
  expect(late?.tickets).toMatchObject([
    {
      key: 'A-3',
      cause: 'late_edits',
      mailed: { bucket: 'ktlo', milliDays: 20_000 },
      now: { bucket: 'ktlo', milliDays: 10_000 },
    },
  ])

  const fresh = await changeAfter(() => storeTicket(doneTicket('A-5', 'cleo'), 'cleo'))
  expect(causesOf(fresh)).toEqual(['late_edits', 'tickets'])

  const replanned = await changeAfter(() =>
    importPlan(store(), aCompanyPlan({ people: names.slice(0, 3).map((name) => aPerson(name)) }), 'plan-2'),
  )
  expect(causesOf(replanned)).toEqual(['late_edits', 'plan', 'tickets'])
  // Not A-4: it would tell what Dan, who has left the plan, worked on.
  expect(replanned?.tickets.map(({ key }) => key)).toEqual(['A-3', 'A-5'])

  const ruled = await changeAfter(() =>
    importRules(store(), rules.replace('category: ktlo\n', 'category: reliability\n'), 'rules-2'),
  )
  expect(causesOf(ruled)).toEqual(['late_edits', 'plan', 'rules', 'tickets'])

  const ticket = { ...refOf('A-2'), connectionId }
  const overridden = await changeAfter(() =>
    saveOverride(store(), { ticket, category: 'ktlo', workType: null, author, note: '' }, nowAt),
  )
  expect(causesOf(overridden)).toEqual(['late_edits', 'overrides', 'plan', 'rules', 'tickets'])
  expect(overridden?.overriddenBy).toEqual([author])

  for (const { difference, parts, mailedMilliDays, nowMilliDays } of overridden?.categories ?? []) {
    expect(difference.milliDays).toBe(nowMilliDays - mailedMilliDays)
    expect(parts.reduce((sum, { milliDays }) => sum + milliDays, 0)).toBe(difference.milliDays)
    expect(parts.reduce((sum, { milliPoints }) => sum + milliPoints, 0)).toBe(difference.milliPoints)
    expect(parts.map(({ cause }) => cause)).not.toContain('rest')
  }
})

test('the next quarter’s dataset has it too, and a run as of before the mail doesn’t', async () => {
  const next = await loadReconciliation(store(), await runQuarter(store(), nowAt, '2026-Q3'))
  expect(next?.changedQuarters.map((change) => change.quarter)).toEqual([quarter])
  expect(next?.sinceMailed).toBeNull()
  // Nobody went on with tickets that were done; only with the two that were open at the quarter's end.
  expect(next?.company.carriedOver).toMatchObject({ tickets: overTheEnd.length })
  expect((await loadReconciliation(store(), mailed))?.sinceMailed).toBeNull()
})

test('a move to another project and another parent are causes of their own', async () => {
  await importPlan(store(), aCompanyPlan(), 'plan-1')
  await importRules(store(), rules, 'rules-1')
  await store().pool.query('delete from overrides')
  const moved = await changeAfter(() =>
    storeTicket(doneTicket('A-1', 'ada', { projectId: 'p', projectKey: 'OPS', projectName: 'Ops' }), 'ada'),
  )
  expect(causesOf(moved)).toEqual(['late_edits', 'moved', 'tickets'])
  const reparented = await changeAfter(() =>
    storeTicket(doneTicket('A-2', 'ben', { parentId: 'id-A-4' }), 'ben'),
  )
  expect(causesOf(reparented)).toEqual(['late_edits', 'moved', 'reparented', 'tickets'])
})

test('where a removed connection took what the figures were made from, the change is reported without causes', async () => {
  await store().pool.query('update snapshots set complete = false')
  const change = await changeAfter(() => Promise.resolve())
  expect(change?.categories.some(({ difference }) => difference.milliDays !== 0)).toBe(true)
  expect(causesOf(change)).toEqual([])
})
