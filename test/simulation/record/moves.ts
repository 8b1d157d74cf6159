import type { Instant } from '../../../domain/instant.ts'
import type { Dials } from '../dials/dials.ts'
import type { Draws } from '../draws.ts'
import type { Item } from '../true-work/item.ts'
import { botAccountId } from '../true-work/staff.ts'
import type { Habits } from './habits.ts'
import type { StatusId } from './workflow.ts'

/** A ticket's change of status as its tracker has it. */
export interface Move {
  readonly at: Instant
  readonly toStatusId: StatusId
  /** Account id. */
  readonly actorId: string
}

/** Moves are at least so far apart, so that none is lost between two of the same instant. */
const apartMs = 1000

/**
 * What a tracker shows of a ticket that somebody worked on, in order: moves that come late or early, on a Friday, or never.
 * All draws are taken whether or not a dial needs them, so that turning one dial changes what it says and nothing else.
 */
export function movesOf(item: Item, habits: Habits, dials: Dials, draws: Draws): Move[] {
  const { board } = dials
  const { clock } = item.team
  const first = item.chunks[0]
  const owner = item.owner
  if (first === undefined || owner === null) return []
  const late = (at: Instant, days: number, part: number) =>
    habits.updatesOnFridays ? clock.endOfWeek(at, part) : clock.later(at, days)
  const luck = {
    early: draws.unit(),
    earlyDays: draws.between(1, 10),
    startDays: draws.exponential(1),
    doneDays: draws.exponential(1),
    straight: draws.unit(),
    open: draws.unit(),
    openDays: draws.between(8, 45),
    bulk: draws.unit(),
    bot: [draws.unit(), draws.unit()],
    friday: draws.between(0, 0.9),
    noise: draws.unit(),
    noiseDays: [draws.between(-12, 12), draws.exponential(10)],
    blockedSeen: draws.unit(),
  }
  const actor = (luckOfBot = 1) => (luckOfBot < board.botShare ? botAccountId : owner.accountId)
  const startedAt = clock.at(first.day, first.slot)
  const begunAt =
    luck.early < board.earlyStartShare
      ? Math.max(item.createdAt + apartMs, clock.later(startedAt, -luck.earlyDays))
      : late(startedAt, luck.startDays * board.startLagDays * habits.sloppiness, luck.friday)
  const closedStatus: StatusId = item.isDropped ? 'dropped' : 'done'
  const closed = item.finishedAt === null ? null : closingOf(item, item.finishedAt)
  if (luck.noise < board.statusNoiseShare) {
    const [shift = 0, length = 0] = luck.noiseDays
    const at = Math.max(item.createdAt + apartMs, clock.later(startedAt, shift))
    return inOrder([
      { at, toStatusId: 'doing', actorId: actor() },
      { at: clock.later(at, length), toStatusId: closedStatus, actorId: actor() },
    ])
  }
  if (closed !== null && luck.straight < board.straightToDoneShare * habits.sloppiness) return [closed]
  const moves: Move[] = [{ at: begunAt, toStatusId: 'doing', actorId: actor() }]
  if (board.waitingColumns && item.blocked !== null && luck.blockedSeen < 0.6) {
    const { fromDay, toDay } = item.blocked
    moves.push({ at: clock.at(fromDay, 9.5), toStatusId: 'blocked', actorId: actor() })
    moves.push({ at: clock.at(toDay, 0.5), toStatusId: 'doing', actorId: actor() })
  }
  if (board.waitingColumns && item.review !== null) {
    const last = item.chunks.findLast((chunk) => chunk.role === 'owner') ?? first
    const askedAt = clock.at(
      item.review.fromDay,
      last.day === item.review.fromDay ? last.slot + last.slots : 9.9,
    )
    const at = late(askedAt, (luck.startDays * board.startLagDays) / 2, luck.friday)
    moves.push({ at, toStatusId: 'review', actorId: actor(luck.bot[0]) })
  }
  // Done before it was begun, by the board: only the end was shown.
  if (closed !== null && closed.at <= begunAt) return [closed]
  const shown = inOrder(moves).filter(({ at }) => closed === null || at < closed.at)
  return closed === null ? shown : [...shown, closed]

  function closingOf({ team }: Item, finishedAt: Instant): Move {
    if (luck.open < board.leftOpenShare * habits.sloppiness) {
      const openUntilAt = clock.later(finishedAt, luck.openDays)
      const lead = team.workers[0]
      return luck.bulk < board.bulkCloseShare && lead !== undefined
        ? { at: clock.endOfMonth(openUntilAt, 0.95), toStatusId: closedStatus, actorId: lead.accountId }
        : { at: openUntilAt, toStatusId: closedStatus, actorId: owner?.accountId ?? botAccountId }
    }
    const days = luck.doneDays * board.doneLagDays * habits.sloppiness
    const at = late(finishedAt, days, luck.friday)
    return { at, toStatusId: closedStatus, actorId: actor(luck.bot[1]) }
  }
}

/** Sorted, each after the one before it. */
function inOrder(moves: readonly Move[]): Move[] {
  let before = Number.NEGATIVE_INFINITY
  return moves
    .toSorted((a, b) => a.at - b.at)
    .map((move) => {
      const at = Math.max(move.at, before + apartMs)
      before = at
      return { ...move, at }
    })
}
