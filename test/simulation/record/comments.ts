import type { Instant } from '../../../domain/instant.ts'
import type { Dials } from '../dials/dials.ts'
import type { Draws } from '../draws.ts'
import { slotsPerDay } from '../true-work/clock.ts'
import type { Item } from '../true-work/item.ts'
import { botAccountId } from '../true-work/staff.ts'

export interface Comment {
  readonly at: Instant
  readonly actorId: string
}

/** Comments by those who work on a ticket, by team-mates who only talk, and by bots. */
export function commentsOf(item: Item, { traces }: Dials, draws: Draws): Comment[] {
  const { clock, workers } = item.team
  const comments: Comment[] = []
  for (const { worker, day, slot, slots, role } of item.chunks) {
    const luck = draws.unit()
    const at = clock.at(day, slot + slots * draws.unit())
    const chance = role === 'owner' ? traces.commentsPerDay : traces.helpCommentShare
    if (luck < chance) comments.push({ at, actorId: worker.accountId })
  }
  const first = item.chunks[0]
  const last = item.chunks.at(-1)
  if (first === undefined || last === undefined) return comments
  const someTime = () => clock.at(draws.whole(first.day - 5, last.day + 5), slotsPerDay * draws.unit())
  for (let count = draws.poisson(traces.chatterPerTicket); count > 0; count -= 1) {
    comments.push({ at: someTime(), actorId: draws.pick(workers).accountId })
  }
  for (let count = draws.poisson(traces.botCommentsPerTicket); count > 0; count -= 1) {
    comments.push({ at: someTime(), actorId: botAccountId })
  }
  return comments.filter(({ at }) => at > item.createdAt)
}
