import type { IncompleteTicket } from '../../../domain/sync/incomplete.ts'
import type { Ticket, TicketEvent } from '../../../domain/ticket.ts'
import { endsElsewhere, isContradicted } from './contradiction.ts'

/** Shorter histories have the same length by chance. */
export const fewestEntriesOfCut = 20
/** So many of the longest histories have to show that entries are missing. */
const fewestCut = 3
/** Where more of the shorter histories don't lead to where their tickets are, it isn't because they were cut: they were imported. */
const mostShareOfShorter = 0.1
/** So many tickets of one project and type have to begin in one status before another is taken for odd. */
const fewestPeers = 10

/** A ticket's history as it came. */
interface CameHistory {
  /** Null for one that was quarantined. */
  readonly ticket: Ticket | null
  readonly events: readonly TicketEvent[]
  /** How many entries came, of all fields. */
  readonly entries: number
  /** Whether it was asked for alone, and the rest of it came. */
  readonly isWhole: boolean
  /** Whether it was asked for alone, and its own list has no more. */
  readonly hasNoMore: boolean
}

interface History extends CameHistory {
  readonly ticket: Ticket
}

/**
 * Finds histories that a Data Center or a proxy cuts at a number of entries without saying so. Equal lengths alone show nothing: three
 * of the longest histories have to lack entries by their own moves, which the shorter ones don't.
 */
export class CutHistories {
  #longest: number
  /** The most entries of a history that its own list has no more of. */
  #longestListed = 0
  #cutAt: number | null

  /** @param cutAt where an earlier run found them cut: a single one of that length is then cut, too; null for nowhere */
  constructor(cutAt: number | null = null) {
    this.#longest = cutAt ?? 0
    this.#cutAt = cutAt
  }

  /** At how many entries histories are cut, as far as all that came shows; null for nowhere. */
  cutAt(): number | null {
    return this.#cutAt
  }

  find(came: readonly CameHistory[]): readonly IncompleteTicket[] {
    const read = came.filter(isOfTicket)
    for (const { entries, hasNoMore } of read) {
      this.#longest = Math.max(this.#longest, entries)
      if (hasNoMore) this.#longestListed = Math.max(this.#longestListed, entries)
    }
    const { longest, shorter } = this.#byLength(read)
    const isRefuted = this.#longestListed === this.#longest
    if (this.#cutAt !== null && (this.#cutAt < this.#longest || isRefuted)) this.#cutAt = null
    if (isRefuted) return []
    const areMany = this.#longest >= fewestEntriesOfCut && longest.length >= fewestCut
    if (areMany && showCut(longest, shorter)) this.#cutAt = this.#longest
    if (this.#cutAt === null) return []
    const cause = `Jira seems to cut histories off at ${this.#cutAt} entries`
    return longest.map(({ ticket }) => ({ ticketId: ticket.ticketId, part: 'history', cause }))
  }

  #byLength(read: readonly History[]): {
    readonly longest: readonly History[]
    readonly shorter: readonly History[]
  } {
    const { longest = [], shorter = [] } = Object.groupBy(
      read.filter(({ isWhole }) => !isWhole),
      ({ entries }) => (entries === this.#longest ? 'longest' : 'shorter'),
    )
    return { longest, shorter }
  }
}

function isOfTicket(history: CameHistory): history is History {
  return history.ticket !== null
}

function showCut(longest: readonly History[], shorter: readonly History[]): boolean {
  const contradicted = shorter.filter(({ ticket, events }) => isContradicted(ticket, events)).length
  if (contradicted > shorter.length * mostShareOfShorter) return false
  const starts = commonStarts(shorter)
  const endElsewhere = longest.filter(({ ticket, events }) => endsElsewhere(ticket, events))
  const others = longest.filter((history) => !endElsewhere.includes(history))
  const beginElsewhere = others.filter((history) => {
    const start = starts.get(peersOf(history.ticket))
    return start !== undefined && start !== startOf(history) && !hasMoved(history)
  })
  // Those that an automation makes in a later status, or that are older than their workflow, all begin in that one.
  const areMadeElsewhere = new Set(beginElsewhere.map(startOf)).size < 2
  return endElsewhere.length + (areMadeElsewhere ? 0 : beginElsewhere.length) >= fewestCut
}

/** The status in which all tickets of a project and type begin, where there are enough and they agree. */
function commonStarts(shorter: readonly History[]): ReadonlyMap<string, string> {
  const starts = new Map<string, string>()
  for (const [peers, histories] of Map.groupBy(shorter, ({ ticket }) => peersOf(ticket))) {
    const [start, ...others] = new Set(histories.map(startOf))
    if (histories.length >= fewestPeers && others.length === 0 && start !== undefined)
      starts.set(peers, start)
  }
  return starts
}

function peersOf({ projectId, typeId }: Ticket): string {
  return `${projectId} ${typeId}`
}

/** Where a ticket was made. Its first move begins there; one that never moved is there still. */
function startOf({ ticket, events }: History): string {
  const first = events.find((event) => event.kind === 'status')
  return (first?.kind === 'status' ? first.fromStatusId : null) ?? ticket.statusId
}

/** A ticket that comes from another project began in that one's workflow. */
function hasMoved({ events }: History): boolean {
  return events.some(({ kind }) => kind === 'key')
}
