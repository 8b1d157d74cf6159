import { classifyActivities } from '../../../activities/measure/classify.ts'
import { effortActivities } from '../../../activities/measure/effort.ts'
import { reconcileActivities } from '../../../activities/measure/reconcile.ts'
import { saveRuleSet } from '../../../adapters/store/classify/decisions.ts'
import { savePlan } from '../../../adapters/store/reconcile/plans.ts'
import type { Store } from '../../../adapters/store/sql/client.ts'
import type { Plan } from '../../../domain/plan/plan.ts'
import type { Ticket, TicketEvent } from '../../../domain/ticket.ts'
import { aConnection, storeRecords } from '../../adapters/store/test-store.ts'
import { aPerson, aPlan, aTeamPlan } from '../../builders/plan.ts'
import { assigneeEvent, aTicket, at, statusEvent, statuses, worklogEvent } from '../../builders/ticket.ts'

export const quarter = '2026-Q2'
export const names = ['ada', 'ben', 'cleo', 'dan']
export const noWait = () => Promise.resolve()

/** Account ids are names; an app beside them. */
const users = names.map((name) => ({
  connectionId: '',
  accountId: name,
  displayName: name,
  email: `${name}@company.example`,
  active: true,
  isApp: false,
  timeZone: null,
}))

export function aCompanyPlan(changes: Partial<Plan> = {}): Plan {
  return aPlan({
    people: names.map((name) => aPerson(name)),
    quarters: ['2026-Q2', '2026-Q3'].map((each) => ({
      quarter: each,
      planningStartsOn: null,
      teams: [aTeamPlan()],
    })),
    ...changes,
  })
}

export const rules = `
rules:
  - { name: Operations, category: ktlo, when: { project: OPS } }
  - { name: Below, category: reliability, when: { ancestor: A-4 } }
  - name: Bugs
    category: ktlo
    when: { type: bug }
  - name: Work on reliability
    category: reliability
    when: { labels: reliability }
  - name: Features
    category: roadmap
    when: { type: story }
`

/** Everyone has one ticket in progress from May 4 to May 29. */
export function historyOf(key: string, name: string): TicketEvent[] {
  return [
    assigneeEvent(key, '2026-05-04T06:00', null, name, name),
    statusEvent(key, '2026-05-04T06:01', 'todo', 'doing', name),
    statusEvent(key, '2026-05-29T16:00', 'doing', 'done', name),
  ]
}

export function doneTicket(key: string, name: string, changes: Partial<Ticket> = {}): Ticket {
  return aTicket(key, { statusId: 'done', assigneeId: name, resolvedAt: at('2026-05-29T16:00'), ...changes })
}

/** Two stories, a bug and reliability work, with a worklog. */
export const tickets = [
  doneTicket('A-1', 'ada'),
  doneTicket('A-2', 'ben'),
  doneTicket('A-3', 'cleo', { typeId: 'bug', typeName: 'Bug' }),
  doneTicket('A-4', 'dan', { labels: ['reliability'] }),
]

export const events = [
  ...tickets.flatMap(({ key, assigneeId }) => historyOf(key, assigneeId ?? '')),
  worklogEvent('A-1', '2026-05-05T10:00', 'ada', 4),
]

/** Stores the company under a connection of the name. */
export async function storeCompany(
  store: Store,
  name: string,
  order: (rows: Ticket[]) => Ticket[] = (r) => r,
) {
  const { connectionId } = await aConnection(store, name)
  for (const ticket of order([...tickets])) {
    await storeRecords(store, connectionId, {
      tickets: [ticket],
      events: events.filter(({ ticketId }) => ticketId === ticket.ticketId),
      users,
      statuses: [...statuses],
    })
  }
  await importRules(store, rules, 'rules-1')
  await importPlan(store, aCompanyPlan(), 'plan-1')
  return connectionId
}

export function importRules(store: Store, yaml: string, rulesVersion: string): Promise<void> {
  return saveRuleSet(store, { yaml, rulesVersion, nowAt: at('2026-03-01T00:00') })
}

export function importPlan(store: Store, plan: Plan, planVersion: string): Promise<void> {
  return savePlan(store, { planVersion, yaml: '', plan, nowAt: at('2026-03-01T00:00') })
}

/** Classifies, measures and reconciles a quarter as of an instant, which is now, with a build of Plumbline. @returns the reconciliation's id */
export async function runQuarter(
  store: Store,
  nowAt: number,
  of = quarter,
  build = '0.1.0',
): Promise<string> {
  const dependencies = { store, now: () => nowAt, betweenSlices: noWait, codeVersion: async () => build }
  await classifyActivities(dependencies).classifyTickets({})
  const { effortRunId } = await effortActivities(dependencies).measureQuarter({ quarter: of, asOfAt: nowAt })
  const { reconciliationId } = await reconcileActivities(dependencies).reconcileQuarter({ effortRunId })
  return reconciliationId
}
