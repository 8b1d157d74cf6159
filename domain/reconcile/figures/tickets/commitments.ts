import type { RuleSubject } from '../../../classify/ancestors.ts'
import type { EffortRow } from '../../../effort/effort.ts'
import type { Commitment } from '../../../plan/plan.ts'
import { type Ticket, ticketRefKey } from '../../../ticket.ts'
import type { ReconcileInput } from '../../dataset/input.ts'
import type { CommitmentFigures } from '../../dataset/verdicts.ts'
import type { FactLookup } from './ticket-facts.ts'

/** A commitment's days, before its standing is decided. */
export interface MeasuredCommitment extends Omit<CommitmentFigures, 'standing' | 'deviationMilliDays'> {
  /** Whether a ticket, project or initiative of that name was found. */
  readonly found: boolean
  readonly delivered: boolean
}

/**
 * Compares a team's commitments with the days that the team spent on them: on a ticket and all below it, or on
 * everything in a project or initiative (by title, case and outer spaces aside). A ticket is found by the key
 * it has or once had. Delivered is a ticket in a done status, or a project whose every remaining ticket is done.
 */
export function measureCommitments(
  commitments: readonly Commitment[],
  teamId: string,
  rows: readonly EffortRow[],
  input: ReconcileInput,
  facts: FactLookup,
): MeasuredCommitment[] {
  return commitments.map((commitment) => {
    const isTarget = targetTest(commitment, input)
    const isInside = (ticket: Ticket) =>
      isTarget({ kind: 'ticket', ticket }) || facts.ancestry.above(ticket).some(isTarget)
    const spent = rows.filter((row) => {
      const ticket = facts.of(row.ticket)?.ticket
      return ticket !== undefined && isInside(ticket)
    })
    return {
      name: commitment.name,
      teamId,
      category: commitment.category,
      plannedMilliDays: Math.round(1000 * commitment.plannedPersonDays),
      actualMilliDays: spent.reduce((sum, row) => sum + row.milliDays, 0),
      ...foundAndDelivered(commitment, isTarget, isInside, input, facts),
    }
  })
}

function targetTest(
  { target }: Commitment,
  { formerKeys }: ReconcileInput,
): (subject: RuleSubject) => boolean {
  const name = normalized(target.name)
  const former = [...(formerKeys ?? [])].find(([key]) => normalized(key) === name)?.[1]
  const formerKey = former === undefined ? null : ticketRefKey(former)
  return (subject) => {
    if (subject.kind !== target.kind) return false
    if (subject.kind !== 'ticket') return normalized(subject.container.title) === name
    return normalized(subject.ticket.key) === name || ticketRefKey(subject.ticket) === formerKey
  }
}

function foundAndDelivered(
  { target }: Commitment,
  isTarget: (subject: RuleSubject) => boolean,
  isInside: (ticket: Ticket) => boolean,
  input: ReconcileInput,
  facts: FactLookup,
): Pick<MeasuredCommitment, 'found' | 'delivered'> {
  const isDone = (ticket: Ticket) => ticket.statusCategory === 'done'
  if (target.kind === 'ticket') {
    const targets = input.tickets.filter((ticket) => isTarget({ kind: 'ticket', ticket }))
    return { found: targets.length > 0, delivered: targets.length > 0 && targets.every(isDone) }
  }
  const kind = target.kind
  const found = input.containers.some((container) => container.kind === kind && isTarget({ kind, container }))
  const inside = found
    ? facts.all
        .map(({ ticket }) => ticket)
        .filter(
          (ticket) => ticket.removal === null && ticket.statusCategory !== 'canceled' && isInside(ticket),
        )
    : []
  return { found, delivered: inside.length > 0 && inside.every(isDone) }
}

function normalized(text: string): string {
  return text.trim().toLowerCase()
}
