import { z } from 'zod'
import { instant, text, uuid, wholeNumber } from '../../../domain/fields.ts'
import type { Instant } from '../../../domain/instant.ts'
import type { GroupActs, OpenWork, TicketGroup } from '../../../domain/plan/draft/activity.ts'
import type { Store } from '../sql/client.ts'
import { selectRows, timestampOf } from '../sql/rows.ts'

/** A ticket's place: Linear's team, else the project. */
const group = { connectionId: uuid, groupId: text } as const
const groupOfTicket = `t.connection_id as "connectionId", coalesce(t.team_id, t.project_id) as "groupId"`
const hasGroup = 'not t.is_context and coalesce(t.team_id, t.project_id) is not null'

/** The projects (Jira) and teams (Linear) with a ticket that changed since an instant, by name. */
export function loadTicketGroups(store: Store, sinceAt: Instant): Promise<TicketGroup[]> {
  return selectRows(
    store.pool,
    z.object({ ...group, name: text }),
    `select * from (
       select ${groupOfTicket}, max(coalesce(t.team_name, t.project_name, t.project_key)) as name
       from tickets t where ${hasGroup} and t.updated_at >= $1 group by 1, 2) g
     order by name collate "C", "connectionId", "groupId" collate "C"`,
    [timestampOf(sinceAt)],
  )
}

/** How often each account acted in each group since an instant: moves, assignments, comments and logs. */
export function loadGroupActs(store: Store, sinceAt: Instant): Promise<GroupActs[]> {
  return selectRows(
    store.pool,
    z.object({ ...group, accountId: text, acts: wholeNumber }),
    `select ${groupOfTicket}, e.actor_id as "accountId", count(*)::integer as acts
     from ticket_events e join tickets t using (connection_id, ticket_id)
     where ${hasGroup} and e.actor_id is not null and e.happened_at >= $1
     group by 1, 2, 3`,
    [timestampOf(sinceAt)],
  )
}

/** Epics and projects that aren't finished and have tickets that changed since an instant, with how many did. */
export function loadOpenContainers(store: Store, sinceAt: Instant): Promise<OpenWork[]> {
  return selectRows(
    store.pool,
    z.object({ ...group, name: text, ticketKey: text.nullable(), tickets: wholeNumber }),
    `select * from (
     select ${groupOfTicket}, epic.title as name, epic.key as "ticketKey", count(*)::integer as tickets
     from tickets t join tickets epic on epic.connection_id = t.connection_id and epic.ticket_id = t.parent_id
     where ${hasGroup} and t.updated_at >= $1 and epic.hierarchy_level > 0 and epic.resolved_at is null
       and epic.status_category not in ('done', 'canceled')
     group by 1, 2, epic.title, epic.key
     union all
     select ${groupOfTicket}, c.title, null, count(*)::integer
     from tickets t join containers c on c.connection_id = t.connection_id and c.container_id = t.project_id and c.kind = 'project'
     where not t.is_context and t.team_id is not null and t.updated_at >= $1 and c.completed_at is null and c.canceled_at is null
     group by 1, 2, c.title) open
     order by tickets desc, name collate "C", "ticketKey" collate "C"`,
    [timestampOf(sinceAt)],
  )
}

/** When the newest ticket changed; null before a sync. */
export async function newestChangeAt(store: Store): Promise<Instant | null> {
  const [row] = await selectRows(
    store.pool,
    z.object({ newestAt: instant.nullable() }),
    'select max(updated_at) as "newestAt" from tickets',
    [],
  )
  return row?.newestAt ?? null
}
