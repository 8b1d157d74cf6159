import type { Dials } from '../dials/dials.ts'
import type { Draws } from '../draws.ts'
import type { Item } from '../true-work/item.ts'
import type { Assignments } from './assignments.ts'
import type { Move } from './moves.ts'

/** What a tracker shows of a ticket that is split or stands above others, from what it shows of its children. */
export function parentMovesOf(
  item: Item,
  ownMoves: readonly Move[],
  childMoves: readonly Move[],
  { board }: Dials,
  draws: Draws,
): Move[] {
  const isMoved = draws.chance(item.kind === 'epic' ? 0.7 : board.parentInProgressShare)
  const begun = childMoves.filter((move) => move.toStatusId === 'doing').sort((a, b) => a.at - b.at)[0]
  const last = childMoves.toSorted((a, b) => a.at - b.at).at(-1)
  // It was worked on before it got a sub-task, and keeps what was shown of that.
  const moves = ownMoves.filter((move) => move.toStatusId !== 'done' && move.toStatusId !== 'dropped')
  if (moves.length === 0 && isMoved && begun !== undefined) moves.push({ ...begun, at: begun.at + 60_000 })
  const isOver = item.finishedAt !== null && last !== undefined
  if (!isOver) return moves
  const at = Math.max(last.at, moves.at(-1)?.at ?? 0) + 60_000
  return [...moves, { at, toStatusId: 'done', actorId: last.actorId }]
}

export function parentAssignmentsOf(item: Item): Assignments {
  const owner = item.kind === 'epic' ? item.team.workers[0] : item.owner
  return { initialId: owner?.accountId ?? null, changes: [] }
}
