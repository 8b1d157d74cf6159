import type { Outcome } from '../../../classify/outcome.ts'
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
  /** Whether several of that name were, so that it can't be told which is meant. */
  readonly isAmbiguous: boolean
  /** Null while it is open. */
  readonly outcome: Outcome | null
}

/**
 * Compares a team's commitments with the days that the team spent on them: on a ticket and all below it, or on
 * everything in a project or initiative (see `SubjectIndex`). Where several have the
 * name, nothing is summed. What was itself closed so is delivered or dropped: a ticket, or a project or initiative of Linear's. An
 * open project is delivered once every ticket in it was that wasn't dropped, and anything open is dropped once all work in it was.
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
      isAmbiguous: facts.subjects.isAmbiguous(commitment.target),
      outcome: outcomeOfTargets(targets, facts),
    }
  })
}

/** Of a ticket by itself, of a project by itself or else by its tickets; where it is open, dropped once all work in it was. */
export function outcomeOfTargets(
  targets: readonly Target[],
  { subjects, outcomeOf, wasThere, outcomeOfContainer }: FactLookup,
): Outcome | null {
  const own = withoutStaleCopies(targets).map((target) =>
    target.kind === 'ticket'
      ? outcomeOf(target.ticket)
      : (outcomeOfContainer(target.container) ??
        shared(
          insideOf(target, subjects, wasThere)
            .map(outcomeOf)
            .filter((outcome) => outcome !== 'dropped'),
        )),
  )
  const below = targets.flatMap((target) => insideOf(target, subjects, wasThere).map(outcomeOf))
  return shared(own) ?? (shared(below) === 'dropped' ? 'dropped' : null)
}

/** A ticket that another connection reads for itself is newer there than as context. */
function withoutStaleCopies(targets: readonly Target[]): readonly Target[] {
  const inScope = targets.filter((target) => target.kind !== 'ticket' || !target.ticket.isContext)
  return inScope.length > 0 ? inScope : targets
}

/** What was in a project, or below a ticket; without what had left the tracker. */
function insideOf(
  target: Target,
  subjects: FactLookup['subjects'],
  wasThere: FactLookup['wasThere'],
): Ticket[] {
  const own = target.kind === 'ticket' ? target.ticket : null
  return subjects.within(target).filter((ticket) => wasThere(ticket) && ticket !== own)
}

/** The outcome that all have; null where they differ, are open, or there are none. */
function shared(outcomes: readonly (Outcome | null)[]): Outcome | null {
  const [first = null] = outcomes
  return outcomes.every((outcome) => outcome === first) ? first : null
}
