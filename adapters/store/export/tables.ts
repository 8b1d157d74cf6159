import { z } from 'zod'
import type { QuarterId } from '../../../domain/quarter.ts'
import { deliveriesWithMails } from '../deliver/mails.ts'
import type { Store } from '../sql/client.ts'
import { streamRows } from '../sql/rows.ts'

// One row a line, columns as they stand in the file's head. Times are ISO 8601 in UTC. Nobody is named in any of
// them but the recipients of mails and, in the audit trail, who made a change: events carry no actor, effort ends at team, week and ticket.

const text = z.string()
const textOrNull = z.string().nullable()
const numberOrNull = z.number().nullable()

/** An instant as ISO 8601 in UTC. */
export function isoColumn(column: string): string {
  return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
}

const ticketRow = z.object({
  connection: text,
  ticket_key: text,
  ticket_id: text,
  url: text,
  title: text,
  type: text,
  status: text,
  status_category: text,
  priority: textOrNull,
  labels: text,
  components: text,
  project: textOrNull,
  tracker_team: textOrNull,
  parent_key: textOrNull,
  estimate_points: numberOrNull,
  created_at: text,
  updated_at: text,
  resolved_at: textOrNull,
  archived_at: textOrNull,
  removal: textOrNull,
  removed_at: textOrNull,
})

/** A ticket; labels and components are joined by `; `, `parent_key` is empty where it has none. */
export type TicketExport = z.infer<typeof ticketRow>

/** Every ticket, by connection and id, without what is only context. */
export function exportTickets(store: Store): AsyncGenerator<TicketExport> {
  return streamRows(
    store,
    ticketRow,
    `select c.name as connection, t.key as ticket_key, t.ticket_id, t.url, t.title, t.type_name as type,
       t.status_name as status, t.status_category, t.priority_name as priority,
       array_to_string(t.labels, '; ') as labels, array_to_string(t.components, '; ') as components,
       t.project_name as project, t.team_name as tracker_team, coalesce(parent.key, t.parent_key) as parent_key, t.estimate_points,
       ${isoColumn('t.created_at')} as created_at, ${isoColumn('t.updated_at')} as updated_at,
       ${isoColumn('t.resolved_at')} as resolved_at, ${isoColumn('t.archived_at')} as archived_at, t.removal,
       ${isoColumn('t.removed_at')} as removed_at
     from tickets t join connections c using (connection_id)
       left join tickets parent on parent.connection_id = t.connection_id and parent.ticket_id = t.parent_id
     where not t.is_context
     order by c.name collate "C", t.ticket_id collate "C"`,
  )
}

const eventRow = z.object({
  connection: text,
  ticket_key: text,
  happened_at: text,
  kind: text,
  event_id: text,
  from_status: textOrNull,
  to_status: textOrNull,
  from_key: textOrNull,
  to_key: textOrNull,
  logged_seconds: numberOrNull,
})

/** Something that happened to a ticket, without who did it or to whom it was assigned. */
export type EventExport = z.infer<typeof eventRow>

/** Every event, by ticket and time. */
export function exportEvents(store: Store): AsyncGenerator<EventExport> {
  return streamRows(
    store,
    eventRow,
    `select c.name as connection, t.key as ticket_key, ${isoColumn('e.happened_at')} as happened_at, e.kind, e.event_id,
       coalesce(before.name, case when e.kind = 'status' then e.from_value end) as from_status,
       coalesce(after.name, case when e.kind = 'status' then e.to_value end) as to_status,
       case when e.kind = 'key' then e.from_value end as from_key,
       case when e.kind = 'key' then e.to_value end as to_key, e.logged_seconds
     from ticket_events e join tickets t using (connection_id, ticket_id) join connections c using (connection_id)
       left join statuses before on e.kind = 'status'
         and before.connection_id = e.connection_id and before.status_id = e.from_value
       left join statuses after on e.kind = 'status'
         and after.connection_id = e.connection_id and after.status_id = e.to_value
     order by c.name collate "C", e.ticket_id collate "C", e.happened_at, e.kind collate "C", e.event_id collate "C"`,
  )
}

const decisionRow = z.object({
  connection: text,
  ticket_key: text,
  title: text,
  category: text,
  work_type: textOrNull,
  step: text,
  rule: textOrNull,
  ancestor_path: text,
  reason: text,
  rules_version: text,
})

/** A ticket's category with its reason; `uncategorised` is written out, ancestors are joined by ` > `. */
export type DecisionExport = z.infer<typeof decisionRow>

/** Every decision, by connection and ticket id. */
export function exportDecisions(store: Store): AsyncGenerator<DecisionExport> {
  return streamRows(
    store,
    decisionRow,
    `select c.name as connection, t.key as ticket_key, t.title, coalesce(d.category, 'uncategorised') as category,
       d.work_type, d.step, d.rule_name as rule, array_to_string(d.ancestor_path, ' > ') as ancestor_path,
       d.reason, d.rules_version
     from decisions d join tickets t using (connection_id, ticket_id) join connections c using (connection_id)
     order by c.name collate "C", d.ticket_id collate "C"`,
  )
}

const effortRow = z.object({
  team: text,
  week: text,
  ticket_key: text,
  category: text,
  person_days: z.number(),
})

/** Person-days (loaded) of one team on one ticket in one week, which is named by its Monday. */
export type EffortExport = z.infer<typeof effortRow>

/**
 * The measuring of a quarter's last dataset, by team, week and ticket, of teams that have figures of their own in it; a ticket
 * that is no longer stored shows its id.
 */
export function exportEffort(store: Store, quarter: QuarterId): AsyncGenerator<EffortExport> {
  return streamRows(
    store,
    effortRow,
    `select e.team_id as team, e.week_start::text as week, coalesce(t.key, e.ticket_id) as ticket_key,
       coalesce(d.category, 'uncategorised') as category, e.milli_days / 1000.0::double precision as person_days
     from (select effort_run_id, shown_team_ids
         from reconciliations where quarter = $1 order by reconciliation_number desc limit 1) latest
       join effort_rows e on e.run_id = latest.effort_run_id and e.team_id = any(latest.shown_team_ids)
       left join tickets t using (connection_id, ticket_id)
       left join decisions d using (connection_id, ticket_id)
     order by e.team_id collate "C", e.week_start, coalesce(t.key, e.ticket_id) collate "C",
       e.connection_id, e.ticket_id collate "C"`,
    [quarter],
  )
}

const deliveryRow = z.object({
  quarter: text,
  kind: text,
  /** Null of a notice, but for a draft. */
  audience: textOrNull,
  /** Null of a notice that is about no team. */
  scope: textOrNull,
  recipient_email: text,
  recipient_name: text,
  state: text,
  attempts: z.number(),
  queued_at: text,
  /** Before when it isn't sent; null: at once. */
  not_before_at: textOrNull,
  sent_at: textOrNull,
  last_reply: textOrNull,
})

/** One report or notice to one reader, and what became of it. */
export type DeliveryExport = z.infer<typeof deliveryRow>

/** Every delivery, by quarter, edition and address; notices after the editions. */
export function exportDeliveries(store: Store): AsyncGenerator<DeliveryExport> {
  return streamRows(
    store,
    deliveryRow,
    `select coalesce(e.quarter, n.quarter) as quarter, coalesce(e.kind, n.kind) as kind, coalesce(e.audience, n.audience) as audience,
       coalesce(e.scope_key, 'team:' || n.team_id, case n.kind when 'draft' then 'company' end) as scope, d.recipient_email, d.recipient_name, d.state,
       d.attempts, ${isoColumn('d.queued_at')} as queued_at, ${isoColumn('d.not_before_at')} as not_before_at,
       ${isoColumn('d.sent_at')} as sent_at, d.last_reply
     from ${deliveriesWithMails}
     order by coalesce(e.quarter, n.quarter), e.kind collate "C" nulls last, e.audience collate "C", e.scope_key collate "C",
       n.rendered_at, d.notice_id collate "C", d.recipient_email collate "C"`,
  )
}
