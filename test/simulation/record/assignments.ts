import type { Instant } from '../../../domain/instant.ts'
import type { Dials } from '../dials/dials.ts'
import type { Draws } from '../draws.ts'
import type { Item } from '../true-work/item.ts'
import type { Move } from './moves.ts'

/** A ticket's change of assignee; account ids. */
export interface Assignment {
  readonly at: Instant
  readonly toId: string | null
  readonly actorId: string
}

export interface Assignments {
  /** From its creation. */
  readonly initialId: string | null
  readonly changes: readonly Assignment[]
}

/**
 * Whom a tracker shows as assigned: mostly who works on it, from the creation or the first move on; or the lead, a team-mate, or
 * nobody for all its life; and its reviewer from the review on.
 */
export function assignmentsOf(
  item: Item,
  moves: readonly Move[],
  { board }: Dials,
  draws: Draws,
): Assignments {
  const luck = { who: draws.unit(), atCreation: draws.unit(), review: draws.unit(), other: draws.unit() }
  const { owner, team } = item
  const lead = team.workers[0]
  if (owner === null || lead === undefined) return { initialId: null, changes: [] }
  const others = team.workers.filter((worker) => worker !== owner)
  const other = others[Math.floor(luck.other * others.length)]
  const upToLead = board.leadAssignedShare
  const upToNobody = upToLead + board.unassignedShare
  if (luck.who < upToLead) return { initialId: lead.accountId, changes: [] }
  if (luck.who < upToNobody) return { initialId: null, changes: [] }
  if (luck.who < upToNobody + board.otherAssignedShare) {
    return { initialId: other?.accountId ?? null, changes: [] }
  }
  const first = moves[0]
  const assignedFirst = first === undefined || luck.atCreation < 0.4
  const changes: Assignment[] = []
  if (!assignedFirst) changes.push({ at: first.at, toId: owner.accountId, actorId: owner.accountId })
  const review = moves.find((move) => move.toStatusId === 'review')
  if (item.review !== null && review !== undefined && luck.review < board.reassignedAtReviewShare) {
    const toId = item.review.reviewer.accountId
    changes.push({ at: review.at, toId, actorId: owner.accountId })
  }
  return { initialId: assignedFirst ? owner.accountId : null, changes }
}
