import { loadMeasured, loadOpenTickets, type NamedTicket } from '../../adapters/store/classify/open-work.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import type { Suggestion } from '../../domain/classify/suggest/suggest.ts'
import type { MilliDays } from '../../domain/effort/effort.ts'
import type { QuarterId } from '../../domain/quarter.ts'
import type { TicketRef } from '../../domain/ticket.ts'

/** A ticket that nothing decides, as a person reviews it. */
export interface QueuedTicket {
  readonly ticket: TicketRef
  readonly key: string
  readonly connectionName: string
  readonly title: string
  readonly url: string
  /** Of teams that have figures of their own; null where it was drawn: the sample counts draws, not days. */
  readonly milliDays: MilliDays | null
  readonly suggestion: Suggestion | null
}

export interface Queue {
  /** `no_shown_team`: none of the teams has figures of its own, so none of their tickets is listed. */
  readonly standing: 'measured' | 'not_measured' | 'no_shown_team'
  /** Of all tickets whose days may be shown. */
  readonly milliDays: MilliDays
  readonly tickets: number
  /** The largest first. */
  readonly listed: readonly QueuedTicket[]
}

export interface QueueRequest {
  readonly limit: number
  /** How many of the largest are passed over; none are where there are no more than those. Defaults to 0. */
  readonly skip?: number
  /** The teams whose tickets and days are meant; null, the default, for all. */
  readonly teamIds?: readonly string[] | null
  /** Leaves out what this person said that they can't tell; null by default. */
  readonly unclearTo?: string | null
}

/** The uncategorised tickets of a quarter by the person-days at stake, a page at a time. */
export async function reviewQueue(
  store: Store,
  quarter: QuarterId,
  { limit, skip = 0, teamIds = null, unclearTo = null }: QueueRequest,
): Promise<Queue> {
  const measured = await loadMeasured(store, quarter)
  if (measured === null) return { standing: 'not_measured', milliDays: 0, tickets: 0, listed: [] }
  const work = { effortRunId: measured.effortRunId, teamIds: teamsInReach(measured, teamIds) }
  const standing = work.teamIds.length === 0 ? 'no_shown_team' : 'measured'
  const asked = { ...work, unclearTo, limit }
  const page = await loadOpenTickets(store, { ...asked, skip })
  const found = page.length > 0 || skip === 0 ? page : await loadOpenTickets(store, { ...asked, skip: 0 })
  return {
    standing,
    milliDays: found[0]?.allMilliDays ?? 0,
    tickets: found[0]?.tickets ?? 0,
    listed: found.map((each) => ({ ...queuedTicket(each), milliDays: each.milliDays })),
  }
}

/** Of these teams, those that have figures of their own: the days of others would be a person's. */
export function teamsInReach(
  { shownTeamIds }: { readonly shownTeamIds: readonly string[] },
  teamIds: readonly string[] | null,
): readonly string[] {
  return teamIds === null ? shownTeamIds : shownTeamIds.filter((teamId) => teamIds.includes(teamId))
}

/** A ticket without its days. */
export function queuedTicket(named: NamedTicket): QueuedTicket {
  const { connectionId, ticketId, key, connectionName, title, url, category, probability, words } = named
  const isSuggested = category !== null && probability !== null && words !== null
  return {
    ticket: { connectionId, ticketId },
    key,
    connectionName,
    title,
    url,
    milliDays: null,
    suggestion: isSuggested ? { category, probability, words } : null,
  }
}
