import type { Status } from '../../../domain/ticket.ts'
import type { TrackerScope } from '../../trackers/tracker.ts'
import type { Store } from '../sql/client.ts'
import { sanitizeJson } from '../sql/sanitize-text.ts'
import type { Queryable } from '../sql/session.ts'

/** Follows projects or teams that have another key or name now: their tickets aren't changed by it. Keys of tickets are the census'. */
export async function followScopes(
  store: Store,
  connectionId: string,
  scopes: readonly TrackerScope[],
): Promise<void> {
  const named = scopes.map(({ scopeId, key, name }) => ({ scopeId, key, name }))
  await store.pool.query(
    `with input as (select * from json_to_recordset($2::json) as input("scopeId" text, key text, name text)),
       renamed as (select input.* from input join scope_cursors c
         on c.connection_id = $1 and c.scope_id = "scopeId" and (c.key, c.name) is distinct from (input.key, input.name)),
       projects as (update tickets t set project_key = renamed.key, project_name = renamed.name from renamed
         where t.connection_id = $1 and t.team_id is null and t.project_id = "scopeId"),
       teams as (update tickets t set team_key = renamed.key, team_name = renamed.name from renamed
         where t.connection_id = $1 and t.team_id = "scopeId")
     update scope_cursors c set key = renamed.key, name = renamed.name from renamed
     where c.connection_id = $1 and c.scope_id = "scopeId"`,
    [connectionId, sanitizeJson(named).value],
  )
}

/** Follows statuses that have another name or category now. One that the tracker tells nothing of stays as it is known. */
export async function followStatuses(
  store: Store,
  connectionId: string,
  statuses: readonly Status[],
): Promise<void> {
  const told = statuses.filter(({ category }) => category !== 'unknown')
  await store.pool.query(
    `update tickets t set status_name = changed.name, status_category = changed.category
     from (select input.* from json_to_recordset($2::json) as input("statusId" text, name text, category text)
         join statuses s on s.connection_id = $1 and s.status_id = "statusId"
           and (s.name, s.category) is distinct from (input.name, input.category)) changed
     where t.connection_id = $1 and t.status_id = changed."statusId"`,
    [connectionId, sanitizeJson(told).value],
  )
}

/** The same of what is stored of them: a page that was read during a change wrote it down, and holds some of their tickets alone. */
export async function followStoredStatuses(on: Queryable, connectionId: string): Promise<void> {
  await on.query(
    `update tickets t set status_name = s.name, status_category = s.category from statuses s
     where t.connection_id = $1 and s.connection_id = $1 and s.status_id = t.status_id and s.category <> 'unknown'
       and (t.status_name, t.status_category) is distinct from (s.name, s.category)`,
    [connectionId],
  )
}

/** Follows Linear's projects that were renamed. */
export async function followProjects(on: Queryable, connectionId: string): Promise<void> {
  await on.query(
    `update tickets t set project_name = c.title from containers c
     where t.connection_id = $1 and c.connection_id = $1 and c.kind = 'project'
       and t.team_id is not null and t.project_id = c.container_id and t.project_name <> c.title`,
    [connectionId],
  )
}
