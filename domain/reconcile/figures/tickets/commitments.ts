import type { EffortRow } from '../../../effort/effort.ts'
import type { Commitment } from '../../../plan/plan.ts'
import { type Ticket, ticketRefKey } from '../../../ticket.ts'
import type { CommitmentFigures } from '../../dataset/verdicts.ts'
import type { Target } from './subject-index.ts'
import type { FactLookup } from './ticket-facts.ts'

/** A commitment's days, before its standing is decided. */
export interface MeasuredCommitment extends Omit<CommitmentFigures, 'standing' | 'deviationMilliDays'> {
  /** Whether a ticket, project or initiative of that name was found. */
  readonly found: boolean
  readonly delivered: boolean
}

/**
 * Compares a team's commitments with the days that the team spent on them: on a ticket and all below it, or on
 * everything in a project or initiative (by title, as `comparable` has it). A ticket is found by the key
 * it has or once had. Delivered is a ticket in a done status, or a project whose every remaining ticket is done.
 */
export function measureCommitments(
  commitments: readonly Commitment[],
  teamId: string,
  rows: readonly EffortRow[],
  facts: FactLookup,
): MeasuredCommitment[] {
  return commitments.map((commitment) => {
    const targets = facts.subjects.named(commitment.target)
    const inside = new Set(targets.flatMap((target) => facts.subjects.within(target)).map(ticketRefKey))
    const spent = rows.filter((row) => inside.has(ticketRefKey(row.ticket)))
    return {
      name: commitment.name,
      teamId,
      category: commitment.category,
      plannedMilliDays: Math.round(1000 * commitment.plannedPersonDays),
      actualMilliDays: spent.reduce((sum, row) => sum + row.milliDays, 0),
      found: targets.length > 0,
      delivered: isDelivered(targets, facts),
    }
  })
}

/** Whether what a commitment names is done: its ticket, or every remaining ticket in it. */
export function isDelivered(targets: readonly Target[], { subjects }: FactLookup): boolean {
  const left = targets.flatMap((target) =>
    target.kind === 'ticket'
      ? [target.ticket]
      : subjects
          .within(target)
          .filter((ticket) => ticket.removal === null && ticket.statusCategory !== 'canceled'),
  )
  return left.length > 0 && left.every(isDone)
}

function isDone(ticket: Ticket): boolean {
  return ticket.statusCategory === 'done'
}
