import type { TicketEffort } from '../../adapters/store/effort/ticket-effort.ts'
import type { RuleSubject } from '../../domain/classify/ancestors.ts'
import { subjectName } from '../../domain/classify/ancestors.ts'
import { leavesOf } from '../../domain/effort/records/leaves.ts'
import type { Commitment, Plan } from '../../domain/plan/plan.ts'
import { type Ticket, ticketRefKey } from '../../domain/ticket.ts'

/** In which figures a ticket's days stand, or why it has none; a sentence each. */
export function whereCounted(
  ticket: Ticket,
  above: readonly RuleSubject[],
  tickets: readonly Ticket[],
  effort: readonly TicketEffort[],
  category: string,
  plan: Plan | null,
): string[] {
  if (effort.length === 0) return [whyNot(ticket, tickets)]
  const teamName = new Map(plan?.teams.map(({ teamId, name }) => [teamId, name]))
  const sums = new Map<string, number>()
  for (const { quarter, teamId, milliDays } of effort) {
    const place = `${quarter} ${teamId}`
    sums.set(place, (sums.get(place) ?? 0) + milliDays)
  }
  return [...sums].flatMap(([place, milliDays]) => {
    const [quarter = '', teamId = ''] = place.split(' ')
    const counted = `${quarter}: ${days(milliDays)} person-days as ${category} in ${teamName.get(teamId) ?? teamId} and in the company`
    const commitments = commitmentsOf(plan, quarter, teamId).filter((commitment) =>
      [{ kind: 'ticket', ticket } as const, ...above].some((subject) => isTarget(commitment, subject)),
    )
    return [counted, ...commitments.map(({ name }) => `${quarter}: spent on the commitment "${name}"`)]
  })
}

/** Thousandths of a person-day, written in person-days. */
export function days(milliDays: number): string {
  return (milliDays / 1000).toFixed(3)
}

function whyNot(ticket: Ticket, tickets: readonly Ticket[]): string {
  if (ticket.hierarchyLevel >= 1)
    return 'Epics and what stands above them get no days themselves: those below them do.'
  if (!leavesOf(tickets).has(ticketRefKey(ticket)))
    return 'It has children, so it gets no days itself: they do.'
  return 'No measured quarter has days on it: nobody of the plan had it in progress, or nothing was measured yet (plumbline report preview).'
}

function commitmentsOf(plan: Plan | null, quarter: string, teamId: string): readonly Commitment[] {
  const planned = plan?.quarters.find((each) => each.quarter === quarter)
  return planned?.teams.find((each) => each.teamId === teamId)?.commitments ?? []
}

function isTarget({ target }: Commitment, subject: RuleSubject): boolean {
  return (
    subject.kind === target.kind &&
    subjectName(subject).trim().toLowerCase() === target.name.trim().toLowerCase()
  )
}
