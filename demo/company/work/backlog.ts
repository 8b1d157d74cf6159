import type { Bucket } from '../../../domain/category.ts'
import type { Instant } from '../../../domain/instant.ts'
import type { WorkKind } from '../story/kinds.ts'
import type { Random } from '../story/random.ts'
import type { Draft } from './draft.ts'

/** A team's tickets that nobody has started, oldest first within a bucket. */
export class Backlog {
  readonly #waiting: Record<Bucket, Draft[]> = { roadmap: [], ktlo: [], reliability: [], uncategorised: [] }

  add(ticket: Draft): void {
    this.#waiting[ticket.start.bucket].push(ticket)
  }

  /** To the front: a ticket in progress continues first. */
  putBack(ticket: Draft): void {
    this.#waiting[ticket.start.bucket].unshift(ticket)
  }

  /** One of the next few tickets of a bucket (and kind) that exist by now, taken out; undefined when there is none. */
  take(random: Random, bucket: Bucket, at: Instant, kind?: WorkKind): Draft | undefined {
    const waiting = this.#waiting[bucket]
    const next: Draft[] = []
    for (const ticket of waiting) {
      if (ticket.start.createdAt >= at || (kind !== undefined && ticket.start.kind !== kind)) continue
      if (ticket.begun || ticket.start.type === 'subtask') return this.#remove(ticket)
      if (next.push(ticket) === 6) break
    }
    return next.length === 0 ? undefined : this.#remove(random.pick(next))
  }

  /** Takes out what was created before `before` and never begun, at most `most` tickets. */
  takeStale(before: Instant, most: number): Draft[] {
    const stale = Object.values(this.#waiting)
      .flat()
      .filter((ticket) => ticket.start.createdAt < before && !ticket.begun && ticket.start.type !== 'subtask')
      .slice(0, most)
    for (const ticket of stale) this.#remove(ticket)
    return stale
  }

  slotsOf(bucket: Bucket): number {
    return this.#waiting[bucket].reduce((sum, ticket) => sum + ticket.remainingSlots, 0)
  }

  countOf(bucket: Bucket, kind: WorkKind): number {
    return this.#waiting[bucket].filter((ticket) => ticket.start.kind === kind).length
  }

  #remove(ticket: Draft): Draft {
    const waiting = this.#waiting[ticket.start.bucket]
    waiting.splice(waiting.indexOf(ticket), 1)
    return ticket
  }
}
