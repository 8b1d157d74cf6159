import { z } from 'zod'
import { categories } from '../../../domain/category.ts'
import { type Immutable, text, uuid, wholeNumber } from '../../../domain/fields.ts'
import type { QuarterId } from '../../../domain/quarter.ts'
import type { TicketRef } from '../../../domain/ticket.ts'
import type { Store } from '../sql/client.ts'
import { collectRows, selectRow, selectRows } from '../sql/rows.ts'
import { selectList } from '../sql/table.ts'

const namedTicket = z.object({
  connectionId: uuid,
  connectionName: text,
  ticketId: text,
  key: text,
  title: text,
  url: text,
  /** What the ticket's text suggests; all null where it says too little. */
  category: z.enum(categories).nullable(),
  probability: z.number().nullable(),
  words: z.array(text).nullable(),
})

/** A ticket with what a person needs to say what it is. */
export type NamedTicket = Immutable<z.infer<typeof namedTicket>>

const measured = z.object({
  effortRunId: uuid,
  /** The teams that have figures of their own, so that their days on a ticket may be shown. */
  shownTeamIds: z.array(text),
})

/** The measuring of a quarter's last dataset; null where it has none. */
export function loadMeasured(
  store: Store,
  quarter: QuarterId,
): Promise<Immutable<z.infer<typeof measured>> | null> {
  return selectRow(
    store.pool,
    measured,
    `select ${selectList(measured)} from reconciliations where quarter = $1 order by reconciliation_number desc limit 1`,
    [quarter],
  )
}

/** Work that nothing decides, of a measuring and these teams. */
export interface OpenWorkOf {
  readonly effortRunId: string
  readonly teamIds: readonly string[]
}

/** Tickets that a person has decided since are left out. */
const fromOpenRows = `from effort_rows e
  join decisions d on (d.connection_id, d.ticket_id) = (e.connection_id, e.ticket_id) and d.category is null
  where e.run_id = $1 and e.team_id = any($2)
    and not exists (select from overrides o where (o.connection_id, o.ticket_id) = (e.connection_id, e.ticket_id))`

const openUnit = z.object({ teamId: text, connectionId: uuid, ticketId: text, milliDays: wholeNumber })

/** Each team's days on each ticket that nothing decides. */
export function loadOpenUnits(
  store: Store,
  { effortRunId, teamIds }: OpenWorkOf,
): Promise<Immutable<z.infer<typeof openUnit>>[]> {
  return collectRows(
    store,
    openUnit,
    `select e.team_id as "teamId", e.connection_id as "connectionId", e.ticket_id as "ticketId",
       sum(e.milli_days)::int as "milliDays"
     ${fromOpenRows}
     group by e.team_id, e.connection_id, e.ticket_id having sum(e.milli_days) > 0
     order by e.team_id collate "C", e.connection_id, e.ticket_id collate "C"`,
    [effortRunId, teamIds],
  )
}

const openTicket = namedTicket.extend({
  milliDays: wholeNumber,
  /** Of all of them, on whatever page. */
  tickets: wholeNumber,
  allMilliDays: wholeNumber,
})

export interface OpenPage extends OpenWorkOf {
  /** Leaves out what this person said that they can't tell; null leaves out none. */
  readonly unclearTo: string | null
  readonly skip: number
  readonly limit: number
}

/** A page of the tickets that nothing decides, by the days that these teams gave them, the largest first; ties by the tracker's ids. */
export function loadOpenTickets(
  store: Store,
  { effortRunId, teamIds, unclearTo, skip, limit }: OpenPage,
): Promise<Immutable<z.infer<typeof openTicket>>[]> {
  return selectRows(
    store.pool,
    openTicket,
    `with open as (
       select e.connection_id, e.ticket_id, sum(e.milli_days)::int as milli_days
       ${fromOpenRows}
         and not exists (select from queue_answers q
           where (q.connection_id, q.ticket_id, q.author) = (e.connection_id, e.ticket_id, $3)
             and q.category is null and not q.withdrawn
             and not exists (select from queue_answers later
               where (later.connection_id, later.ticket_id) = (q.connection_id, q.ticket_id)
                 and later.answered_at > q.answered_at))
       group by e.connection_id, e.ticket_id having sum(e.milli_days) > 0),
     page as (
       select *, count(*) over ()::int as tickets, sum(milli_days) over ()::int as all_milli_days
       from open order by milli_days desc, connection_id, ticket_id collate "C" offset $4 limit $5)
     select t.connection_id as "connectionId", c.name as "connectionName", t.ticket_id as "ticketId", t.key, t.title, t.url,
       s.category, s.probability, s.words, page.milli_days as "milliDays", page.tickets,
       page.all_milli_days as "allMilliDays"
     from page
       join tickets t using (connection_id, ticket_id)
       join connections c on c.connection_id = t.connection_id
       left join suggestions s on (s.connection_id, s.ticket_id) = (t.connection_id, t.ticket_id)
     order by page.milli_days desc, t.connection_id, t.ticket_id collate "C"`,
    [effortRunId, teamIds, unclearTo, skip, limit],
  )
}

/** Whether nothing decides a ticket that one of these teams worked on. */
export async function isOpenTicket(
  store: Store,
  { effortRunId, teamIds }: OpenWorkOf,
  { connectionId, ticketId }: TicketRef,
): Promise<boolean> {
  const row = await selectRow(
    store.pool,
    z.object({ isOpen: z.boolean() }),
    `select exists (select ${fromOpenRows}
       and (e.connection_id, e.ticket_id) = ($3::uuid, $4)) as "isOpen"`,
    [effortRunId, teamIds, connectionId, ticketId],
  )
  return row?.isOpen === true
}

/** Tickets by what they are called; those that are no longer stored are left out. */
export function loadNamedTickets(store: Store, tickets: readonly TicketRef[]): Promise<NamedTicket[]> {
  return collectRows(
    store,
    namedTicket,
    `select t.connection_id as "connectionId", c.name as "connectionName", t.ticket_id as "ticketId", t.key, t.title, t.url,
       s.category, s.probability, s.words
     from unnest($1::uuid[], $2::text[]) as wanted (connection_id, ticket_id)
       join tickets t using (connection_id, ticket_id)
       join connections c on c.connection_id = t.connection_id
       left join suggestions s on (s.connection_id, s.ticket_id) = (t.connection_id, t.ticket_id)`,
    [tickets.map(({ connectionId }) => connectionId), tickets.map(({ ticketId }) => ticketId)],
  )
}
