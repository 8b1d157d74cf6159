import type { Ticket, TicketEvent } from '../../../domain/ticket.ts'
import type { MappedTicket } from '../../trackers/mapped-ticket.ts'
import type { RawTicket } from '../map/ticket.ts'
import type { JiraDeployment } from './site/deployment.ts'

/**
 * Why a history may lack entries: the ticket is elsewhere than it ends, or one move begins elsewhere than the last one led, or the
 * ticket has begun or ended without a move, or has none at all and changed since it was made.
 */
type Doubt = 'contradicted' | 'bare' | 'silent'

/**
 * So many tickets in a row are asked alone for nothing before no more are in a run. Sites whose tickets were imported, or got another
 * workflow, have thousands that are as they are for good.
 */
const mostForNothing: Readonly<Record<Doubt, number>> = { contradicted: 4, bare: 2, silent: 20 }

/** Most tickets without a history have none: those are asked only once some history was left out. */
const doubts = ['contradicted', 'bare', 'silent'] as const

/** A ticket as Jira returned it, and what was made of it. */
export interface ReadTicket<Raw extends RawTicket> {
  readonly raw: Raw
  readonly mapped: MappedTicket
}

/**
 * Asks single tickets for their own history where what came with many seems to lack some of it: a history that the bulk changelog
 * leaves out, without a token to more, looks like none, and so does one that a search embeds cut off, with a length to match. The
 * ordinary ticket costs nothing. (estuary/flow#5204)
 */
export class HistoryDoubts {
  readonly #deployment: JiraDeployment
  readonly #forNothing: Record<Doubt, number> = { contradicted: 0, bare: 0, silent: 0 }
  /** Whether what came with many has left some out in this run. */
  #leavesOut = false

  constructor(deployment: JiraDeployment) {
    this.#deployment = deployment
  }

  /**
   * @param askedAgain whether all of these came incomplete before: then each is asked
   * @param mapTicket what maps a ticket with another history
   * @returns the tickets with what their own histories have more
   */
  async settle<Raw extends RawTicket>(
    read: readonly ReadTicket<Raw>[],
    {
      askedAgain,
      mapTicket,
    }: { readonly askedAgain: boolean; readonly mapTicket: (raw: Raw) => MappedTicket },
    signal: AbortSignal | undefined,
  ): Promise<readonly ReadTicket<Raw>[]> {
    const longer = new Map<ReadTicket<Raw>, ReadTicket<Raw>>()
    const ask = async (ticket: ReadTicket<Raw>): Promise<boolean> => {
      const histories = await this.#deployment.readHistory(ticket.mapped.ticket?.ticketId ?? '', signal)
      if (histories === null) return false
      // Each list may have entries that the other lacks; one that is in both counts as in the ticket's own.
      const raw = { ...ticket.raw, histories: [...histories, ...ticket.raw.histories] }
      const mapped = mapTicket(raw)
      if (changesIn(mapped) <= changesIn(ticket.mapped)) return false
      longer.set(ticket, { raw, mapped })
      this.#leavesOut = true
      return true
    }
    if (askedAgain) await Promise.all(read.filter(({ mapped }) => mapped.ticket !== null).map(ask))
    else
      for (const doubt of doubts)
        if (doubt !== 'silent' || this.#leavesOut) await this.#askThose(doubt, read, ask)
    return read.map((ticket) => longer.get(ticket) ?? ticket)
  }

  async #askThose<Raw extends RawTicket>(
    doubt: Doubt,
    read: readonly ReadTicket<Raw>[],
    ask: (ticket: ReadTicket<Raw>) => Promise<boolean>,
  ): Promise<void> {
    const doubtful = read.filter(({ mapped }) => doubtOf(mapped) === doubt)
    while (doubtful.length > 0) {
      const part = doubtful.splice(0, mostForNothing[doubt] - this.#forNothing[doubt])
      if (part.length === 0) return
      const hadMore = await Promise.all(part.map(ask))
      this.#forNothing[doubt] = hadMore.includes(true) ? 0 : this.#forNothing[doubt] + part.length
    }
  }
}

function doubtOf({ ticket, events }: MappedTicket): Doubt | null {
  if (ticket === null) return null
  if (isContradicted(ticket, events)) return 'contradicted'
  const hasBegun = ticket.statusCategory === 'in_progress' || ticket.statusCategory === 'done'
  if (hasBegun && !events.some(({ kind }) => kind === 'status')) return 'bare'
  const hasChanged = ticket.updatedAt > ticket.createdAt
  return hasChanged && !events.some(({ kind }) => kind === 'status' || kind === 'assignee') ? 'silent' : null
}

/**
 * Whether the moves don't lead to one another, or the last of them, or of the changes of the assignee, leads elsewhere than the ticket
 * is. Events come oldest first.
 */
function isContradicted({ statusId, assigneeId }: Ticket, events: readonly TicketEvent[]): boolean {
  let atStatusId: string | null = null
  for (const event of events) {
    if (event.kind !== 'status') continue
    const { fromStatusId, toStatusId } = event
    if (atStatusId !== null && fromStatusId !== null && fromStatusId !== atStatusId) return true
    atStatusId = toStatusId
  }
  const assigned = events.findLast((event) => event.kind === 'assignee')
  const isElsewhere = atStatusId !== null && atStatusId !== statusId
  return isElsewhere || (assigned?.kind === 'assignee' && assigned.toId !== assigneeId)
}

function changesIn({ events }: MappedTicket): number {
  return events.filter(({ kind }) => kind === 'status' || kind === 'assignee').length
}
