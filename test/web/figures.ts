import { saveDecisions } from '../../adapters/store/classify/decisions.ts'
import { saveEffortRun } from '../../adapters/store/effort/effort.ts'
import {
  latestReconciliation,
  loadOrigin,
  saveReconciliation,
} from '../../adapters/store/reconcile/reconciliations.ts'
import { saveStatement } from '../../adapters/store/report/statements.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { inTransaction } from '../../adapters/store/sql/rows.ts'
import type { Category } from '../../domain/category.ts'
import { aConnection, nowAt, storeRecords } from '../adapters/store/test-store.ts'
import { hostileCompany, hostileTexts, saidBy } from '../builders/odd-companies.ts'
import { anEffort } from '../builders/reconcile-input.ts'
import { aTicket, refOf, statusEvent, statuses } from '../builders/ticket.ts'
import { hostile, people } from './people.ts'

/** Not the running one: that is measured with the people. */
export const quarter = '2026-Q1'

/**
 * The tickets that were worked on, all with titles that mean harm: R-1 (9 days of `core`, reliability), K-1 to K-60 (a day each, KTLO),
 * S-1 (5 days of `search`, which is too small to have figures), B-1 (2 days of each) and N-1, on which nobody has a day.
 */
const worked: readonly (readonly [
  key: string,
  category: Category,
  days: Readonly<Record<string, number>>,
])[] = [
  ['R-1', 'reliability', { core: 9 }],
  ...Array.from({ length: 60 }, (_, index) => [`K-${index + 1}`, 'ktlo', { core: 1 }] as const),
  ['S-1', 'ktlo', { search: 5 }],
  ['B-1', 'reliability', { core: 2, search: 2 }],
  ['N-1', 'roadmap', {}],
]

/** Tickets stay in it for weeks, and nobody acts on them. */
const suspect = { statusId: 'wait', name: `Done ${hostile}`, category: 'in_progress' } as const

/** Measures a quarter: `core` has figures, `search` is too small for any. @returns the connection's id */
export async function measureQuarter(store: Store): Promise<string> {
  const { connectionId } = await aConnection(store)
  const ref = (key: string) => ({ ...refOf(key), connectionId })
  await storeRecords(store, connectionId, {
    statuses: [...statuses, { ...suspect, connectionId }],
    events: Array.from({ length: 8 }, (_, index) =>
      statusEvent(`K-${index + 1}`, '2026-05-04T09:00:00Z', 'todo', suspect.statusId, 'ada'),
    ),
    tickets: worked.map(([key], index) =>
      aTicket(key, {
        projectId: '10',
        projectKey: 'CORE',
        title: `${hostile} ${hostileTexts[index % hostileTexts.length]}`,
      }),
    ),
  })
  await saveDecisions(
    store,
    worked.map(([key, category]) => ({
      ticket: ref(key),
      category,
      workType: null,
      step: 'rule',
      ruleName: 'Upkeep',
      ancestorPath: [],
      reason: `It matches rule "${hostile}".`,
      rulesVersion: 'rules-1',
    })),
    nowAt,
  )
  const rows = worked.flatMap(([key, , days]) =>
    Object.entries(days).map(([teamId, each]) => ({
      teamId,
      weekStart: '2026-02-02',
      ticket: ref(key),
      milliDays: each * 1000,
    })),
  )
  const effortRunId = await saveEffortRun(store, {
    quarter,
    planVersion: 'plan-1',
    rulesVersion: 'rules-1',
    codeVersion: '0.1.0',
    asOfAt: nowAt,
    result: anEffort(rows),
    nowAt,
  })
  const { reconciliation } = hostileCompany
  const teams = reconciliation.teams.map((team) => ({
    ...team,
    sources: team.sources.map((source) => ({
      ...source,
      tickets: source.tickets.map((ticket) => ({ ...ticket, ...ref('R-1') })),
    })),
  }))
  const leftOut = [{ teamId: 'search', name: hostile, because: 'small_group' as const }]
  await saveReconciliation(store, {
    effortRunId,
    nowAt,
    reconciliation: { ...reconciliation, quarter, teams, leftOut },
  })
  for (const [email, name] of [
    [people.reviewer, 'Pat Example'],
    ['tom@company.example', `Tom ${hostile}`],
  ] as const) {
    const said = saidBy('core', name, `We traded it. ${hostile} ${'字'.repeat(80)}`, {
      quarter,
      authorEmail: email,
    })
    await inTransaction(store, (client) => saveStatement(client, said, email))
  }
  return connectionId
}

/** Measures a quarter once more; `core` is left out of it now. @returns the new dataset's id */
export async function measureAgain(store: Store, of: string): Promise<string> {
  const before = await latestReconciliation(store, of)
  const origin = before === null ? null : await loadOrigin(store, before.reconciliationId)
  if (before === null || origin === null) throw new Error(`${of} was not measured`)
  const teams = before.reconciliation.teams.filter(({ scopeId }) => scopeId !== 'core')
  const reconciliation = { ...before.reconciliation, teams }
  return await saveReconciliation(store, {
    effortRunId: origin.effortRunId,
    reconciliation,
    nowAt: nowAt + 1,
  })
}
