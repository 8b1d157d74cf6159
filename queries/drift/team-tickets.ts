import {
  loadTeamTickets,
  sumTeamTickets,
  type TeamTicket,
  type TeamTicketsChoice,
} from '../../adapters/store/effort/team-tickets.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import type { MilliDays } from '../../domain/effort/effort.ts'

/** The tickets behind one of a team's figures, a page of them. */
export interface TeamTickets extends TeamTicketsChoice {
  readonly tickets: number
  readonly milliDays: MilliDays
  /** Most days first. */
  readonly listed: readonly TeamTicket[]
  /** From 1. */
  readonly page: number
  /** At least 1. */
  readonly pages: number
}

const ticketsPerPage = 50

/** The tickets of a team by the days it spent on them; none of a team without figures of its own. */
export async function teamTickets(
  store: Store,
  choice: TeamTicketsChoice,
  wantedPage: number,
): Promise<TeamTickets> {
  const { tickets, milliDays } = await sumTeamTickets(store, choice)
  const pages = Math.max(1, Math.ceil(tickets / ticketsPerPage))
  const page = Math.min(Math.max(1, wantedPage), pages)
  const listed = await loadTeamTickets(store, choice, {
    offset: (page - 1) * ticketsPerPage,
    limit: ticketsPerPage,
  })
  return { ...choice, tickets, milliDays, listed, page, pages }
}
