import type { DateRange } from '../instant.ts'
import { membershipsOn } from './memberships.ts'
import type { PlanPerson } from './plan.ts'

/** A person's own turn on call. */
export type OnCallTurn = NonNullable<PlanPerson['onCallTurns']>[number]

/**
 * A turn of a team as its person's own, in the order of its days: while they are in other teams alone, it takes the time that
 * these have.
 */
export function ownTurns(
  person: Pick<PlanPerson, 'memberships'>,
  teamId: string,
  { from, to }: DateRange,
  onCallShare: number,
): OnCallTurn[] {
  const changes = person.memberships.flatMap((each) => [each.from, each.to ?? to])
  const within = [...new Set(changes)].filter((date) => from < date && date < to).sort()
  const starts = [from, ...within]
  const turns: OnCallTurn[] = []
  for (const [index, start] of starts.entries()) {
    const end = starts[index + 1] ?? to
    const isMember = membershipsOn(person, start).some((each) => each.teamId === teamId)
    const turn = { teamId: isMember ? teamId : null, from: start, to: end, onCallShare }
    const last = turns.at(-1)
    if (last?.teamId === turn.teamId) turns.splice(-1, 1, { ...last, to: end })
    else turns.push(turn)
  }
  return turns
}
