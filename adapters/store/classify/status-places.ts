import { z } from 'zod'
import { type Immutable, text, uuid, wholeNumber } from '../../../domain/fields.ts'
import type { Store } from '../sql/client.ts'
import { selectRows } from '../sql/rows.ts'

const place = z.object({
  connectionId: uuid,
  statusId: text,
  projectId: text.nullable(),
  projectKey: text.nullable(),
  projectName: text.nullable(),
  teamId: text.nullable(),
  teamKey: text.nullable(),
  teamName: text.nullable(),
  teamsAbove: z.array(text),
  tickets: wholeNumber,
})

/** A project and team with tickets that are in a status now. */
export type StatusPlace = Immutable<z.infer<typeof place>>

/** Where tickets are in which status, those of the trackers' own present; most tickets first. */
export function listStatusPlaces(store: Store): Promise<StatusPlace[]> {
  const columns = `connection_id, status_id, project_id, project_key, project_name, team_id, team_key, team_name, teams_above`
  return selectRows(
    store.pool,
    place,
    `select connection_id as "connectionId", status_id as "statusId", project_id as "projectId", project_key as "projectKey",
       project_name as "projectName", team_id as "teamId", team_key as "teamKey", team_name as "teamName",
       teams_above as "teamsAbove", count(*)::integer as tickets
     from tickets where not is_context and removal is null
     group by ${columns}
     order by tickets desc, connection_id, status_id collate "C", project_id collate "C", team_id collate "C"`,
  )
}
