import type { EffortInput, EffortResult } from '../../domain/effort/effort.ts'
import { aPlan, personOfAccountByName } from './plan.ts'
import { aStatusMap, aTicket, at, refOf, statusEvent } from './ticket.ts'

/** One week of the default plan, Monday 2026-05-04 to Sunday, long past; `In Review` waits. */
export function anEffortInput(changes: Partial<EffortInput> = {}): EffortInput {
  const plan = changes.plan ?? aPlan()
  return {
    period: { from: '2026-05-04', to: '2026-05-11' },
    asOfAt: at('2026-07-01T00:00:00Z'),
    plan,
    tickets: [],
    events: [],
    statusMap: aStatusMap(),
    personOfAccount: personOfAccountByName(plan),
    isMachineAccount: () => false,
    workTypeOf: () => null,
    ...changes,
  }
}

/** Thousandths of days on a ticket, over all teams and weeks. */
export function milliDaysOn(result: EffortResult, key: string): number {
  const { ticketId } = refOf(key)
  return result.rows
    .filter((row) => row.ticket.ticketId === ticketId)
    .reduce((sum, row) => sum + row.milliDays, 0)
}

/** A move to `In Progress`; defaults to Ada, Monday 09:00 in Berlin. */
export function started(key: string, when = '2026-05-04T07:00', actorId: string | null = 'ada.example') {
  return statusEvent(key, when, 'todo', 'doing', actorId)
}

/** A ticket in progress; defaults to Ada's. */
export function doing(key: string, assigneeId: string | null = 'ada.example') {
  return aTicket(key, { statusId: 'doing', assigneeId })
}
