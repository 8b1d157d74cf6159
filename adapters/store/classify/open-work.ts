import { z } from 'zod'
import { categories } from '../../../domain/category.ts'
import { type Immutable, text, uuid, wholeNumber } from '../../../domain/fields.ts'
import type { QuarterId } from '../../../domain/quarter.ts'
import type { TicketRef } from '../../../domain/ticket.ts'
import type { Store } from '../sql/client.ts'
import { collectRows } from '../sql/rows.ts'

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

const openWork = namedTicket.extend({
  teamId: text,
  milliDays: wholeNumber,
  /** Whether the team has figures of its own, so that its days on a ticket may be shown. */
  isShown: z.boolean(),
})

/** One team's days on a ticket that nothing decides. */
export type OpenWork = Immutable<z.infer<typeof openWork>>

/**
 * What is uncategorised in a quarter, by ticket and team, by the measuring of its last dataset: without tickets that a person has
 * decided since.
 */
export function loadOpenWork(store: Store, quarter: QuarterId): Promise<OpenWork[]> {
  return collectRows(
    store,
    openWork,
    `select t.connection_id as "connectionId", c.name as "connectionName", t.ticket_id as "ticketId", t.key, t.title, t.url,
       e.team_id as "teamId", sum(e.milli_days)::int as "milliDays", e.team_id = any(latest.team_ids) as "isShown",
       s.category, s.probability, s.words
     from (select effort_run_id, array(select jsonb_array_elements(dataset->'teams')->>'scopeId') as team_ids
         from reconciliations where quarter = $1 order by reconciliation_number desc limit 1) latest
       join effort_rows e on e.run_id = latest.effort_run_id
       join decisions d on (d.connection_id, d.ticket_id) = (e.connection_id, e.ticket_id) and d.category is null
       join tickets t on (t.connection_id, t.ticket_id) = (e.connection_id, e.ticket_id)
       join connections c on c.connection_id = t.connection_id
       left join suggestions s on (s.connection_id, s.ticket_id) = (e.connection_id, e.ticket_id)
     where not exists (select from overrides o where (o.connection_id, o.ticket_id) = (e.connection_id, e.ticket_id))
     group by t.connection_id, c.name, t.ticket_id, t.key, t.title, t.url, e.team_id, latest.team_ids,
       s.category, s.probability, s.words
     having sum(e.milli_days) > 0
     order by t.key collate "C", t.connection_id, e.team_id collate "C"`,
    [quarter],
  )
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
