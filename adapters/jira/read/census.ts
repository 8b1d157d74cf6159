import { uncountedTickets } from '../../../domain/sync/incomplete.ts'
import type {
  CensusPage,
  CensusRequest,
  ChangesRequest,
  TicketPlace,
  TicketSighting,
} from '../../trackers/tracker.ts'
import type { FieldChoice } from '../map/fields.ts'
import { accountIdOf } from '../map/people.ts'
import { idSchema, placedSchema, sightedSchema } from '../map/schemas.ts'
import { customFieldsOf, storyPointsOf } from '../map/ticket.ts'
import type { PageContext } from './pages.ts'
import type { JiraDeployment } from './site/deployment.ts'
import { readCheckpoint, walkStart } from './walk/checkpoint.ts'
import { walkWhere } from './walk/walk.ts'

const factFields = [
  ...['status', 'assignee', 'issuetype', 'labels', 'components', 'project', 'updated'],
  ...['priority', 'resolution', 'parent'],
]

/**
 * Lists a page of ids, with what may have changed silently where that is asked for: by id, many at once, because any field makes
 * the list's own pages small, and they follow one another.
 */
export async function listTickets(
  { deployment, scopesInSight }: Pick<PageContext, 'deployment' | 'scopesInSight'>,
  choice: Pick<FieldChoice, 'custom' | 'storyPointIds'>,
  { scopes, withFacts, checkpoint }: CensusRequest,
  signal: AbortSignal | undefined,
): Promise<CensusPage> {
  const state = checkpoint === null ? walkStart : readCheckpoint(checkpoint)
  const listed = await scopesInSight.query(
    scopes,
    (current) => deployment.readIdPage(walkWhere(current, null), { ...state, pendingIds: [] }, signal),
    signal,
  )
  const { pendingIds: ids, ...rest } = listed
  const fields = [...factFields, ...choice.storyPointIds, ...choice.custom.map(({ fieldId }) => fieldId)]
  const sightings = withFacts
    ? sightingsOf(ids, await deployment.readContextIssues(ids, fields, signal), choice)
    : ids.map((ticketId) => ({ ticketId, facts: null }))
  return {
    sightings,
    incompleteLists: uncountedTickets(rest.uncounted, 'all'),
    checkpoint: rest.walkEnded ? null : JSON.stringify({ ...rest, pendingIds: [] }),
  }
}

/** Lists the ids of tickets that changed since an instant. */
export async function listChanged(
  { deployment, scopesInSight }: Pick<PageContext, 'deployment' | 'scopesInSight'>,
  { scopes, changedSinceAt }: ChangesRequest,
  signal: AbortSignal | undefined,
): Promise<Set<string>> {
  let state = walkStart
  while (!state.walkEnded) {
    const from = state
    state = await scopesInSight.query(
      scopes,
      (current) => deployment.readIdPage(walkWhere(current, changedSinceAt), from, signal),
      signal,
    )
  }
  return new Set(state.pendingIds)
}

/** One whose record can't be read was listed all the same. */
function sightingsOf(
  ids: readonly string[],
  records: readonly unknown[],
  choice: Pick<FieldChoice, 'custom' | 'storyPointIds'>,
): TicketSighting[] {
  const byId = new Map<string, TicketSighting>(ids.map((ticketId) => [ticketId, { ticketId, facts: null }]))
  for (const record of records) {
    const parsed = sightedSchema.safeParse(record)
    if (!parsed.success) continue
    const { id: ticketId, key, fields } = parsed.data
    byId.set(ticketId, {
      ticketId,
      facts: {
        key,
        scopeId: fields.project.id,
        statusId: fields.status.id,
        assigneeId: accountIdOf(fields.assignee),
        parentId: fields.parent?.id ?? null,
        typeName: fields.issuetype.name ?? fields.issuetype.id,
        labels: fields.labels ?? [],
        components: (fields.components ?? []).map(({ name }) => name),
        customFields: customFieldsOf(fields, choice),
        priorityName: fields.priority?.name ?? null,
        resolutionId: fields.resolution?.id ?? null,
        resolutionName: fields.resolution?.name ?? null,
        estimatePoints: storyPointsOf(fields, choice),
        updatedAt: fields.updated,
        archivedAt: null,
        isTrashed: false,
      },
    })
  }
  return [...byId.values()]
}

/** A ticket by its id is also shown where it is archived, which no search finds, or in a project that isn't read. */
export async function locate(
  deployment: JiraDeployment,
  ticketIds: readonly string[],
  signal: AbortSignal | undefined,
): Promise<TicketPlace[]> {
  const records = await deployment.readContextIssues(
    ticketIds,
    ['project', 'archiveddate', 'updated'],
    signal,
  )
  return records.flatMap((record): TicketPlace[] => {
    const parsed = placedSchema.safeParse(record)
    if (!parsed.success) {
      const ticketId = idSchema.safeParse(record).data?.id
      return ticketId === undefined ? [] : [{ ticketId, scopeId: null, archivedAt: null }]
    }
    const { id: ticketId, fields } = parsed.data
    const updatedAt = fields.updated == null ? {} : { updatedAt: fields.updated }
    return [{ ticketId, scopeId: fields.project.id, archivedAt: fields.archiveddate ?? null, ...updatedAt }]
  })
}
