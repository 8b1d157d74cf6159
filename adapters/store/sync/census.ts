import { z } from 'zod'
import { instant, text, uuid } from '../../../domain/fields.ts'
import type { Instant } from '../../../domain/instant.ts'
import type { GoneTicket, MissingTicket } from '../../../domain/sync/census.ts'
import type { IncompleteList } from '../../../domain/sync/incomplete.ts'
import { removals, ticketSchema } from '../../../domain/ticket.ts'
import type { TicketPage, TicketSighting } from '../../trackers/tracker.ts'
import type { Store } from '../sql/client.ts'
import { inTransaction, selectRows, timestampOf } from '../sql/rows.ts'
import type { Queryable } from '../sql/session.ts'
import { describeTable } from '../sql/table.ts'
import { upsertRows } from '../sql/upsert.ts'
import { forgetLackingOfRemoved, noteIncomplete, noteTried } from './incomplete.ts'
import { batchesOf } from './page-batches.ts'
import { followParentKeys, followParentsInSight } from './parent-keys.ts'
import { type ArchivedTicket, markArchived, markRemoved, type RemovedTicket } from './removals.ts'
import { followProjects, followStoredStatuses } from './renames.ts'
import { lockRunning, type RecordsToStore, storeBatches } from './save-page.ts'

const sighting = z.object({
  connectionId: uuid,
  ticketId: text,
  /** Whether the list told more than its id. */
  hasFacts: z.boolean(),
  key: text.nullable(),
  scopeId: text.nullable(),
  statusId: text.nullable(),
  assigneeId: text.nullable(),
  /** Null where there is none, or the list doesn't tell its id. */
  parentId: text.nullable(),
  typeName: text.nullable(),
  labels: z.array(text),
  components: z.array(text),
  /** Null where the list doesn't tell them. */
  customFields: ticketSchema.shape.customFields.nullable(),
  priorityName: text.nullable(),
  resolutionId: text.nullable(),
  resolutionName: text.nullable(),
  estimatePoints: ticketSchema.shape.estimatePoints,
  updatedAt: instant.nullable(),
  archivedAt: instant.nullable(),
  isTrashed: z.boolean(),
  /** Whether the ticket was read anew for it, or couldn't be. */
  isSettled: z.boolean(),
})

/** @internal for tests */
export const sightingTable = describeTable('census_sightings', sighting, {
  key: ['connectionId', 'ticketId'],
  documents: { customFields: { what: "a ticket's custom fields", advice: 'run "plumbline sync" again' } },
})

/** The run of a census. */
export interface CensusRun {
  readonly runId: string
  readonly connectionId: string
}

/** Stores a page of the tracker's list with the checkpoint behind it. The first page replaces what an earlier census left. */
export function saveSightings(
  store: Store,
  run: CensusRun,
  page: {
    readonly sightings: readonly TicketSighting[]
    readonly incompleteLists?: readonly IncompleteList[]
    /** By our clock. */
    readonly nowAt: Instant
    /** Null after the last one. */
    readonly checkpoint: string | null
    readonly isFirst: boolean
    readonly requests: number
  },
): Promise<void> {
  const { connectionId, runId } = run
  const rows = page.sightings.map(({ ticketId, facts }) => ({
    connectionId,
    ticketId,
    hasFacts: facts !== null,
    isSettled: false,
    ...(facts ?? noFacts),
  }))
  return inTransaction(store, async (client) => {
    await lockRunning(client, run)
    if (page.isFirst) await forgetSightings(client, connectionId)
    await upsertRows(client, sightingTable, rows)
    await noteIncomplete(client, connectionId, { page, tickets: [], nowAt: page.nowAt })
    await client.query(
      `update sync_runs set census_checkpoint = $2, requests = requests + $3,
         census = case when $2::text is null then 'comparing' else census end
       where run_id = $1`,
      [runId, page.checkpoint, page.requests],
    )
  })
}

const noFacts = {
  key: null,
  scopeId: null,
  statusId: null,
  assigneeId: null,
  parentId: null,
  typeName: null,
  priorityName: null,
  resolutionId: null,
  resolutionName: null,
  estimatePoints: null,
  labels: [],
  components: [],
  customFields: null,
  updatedAt: null,
  archivedAt: null,
  isTrashed: false,
}

async function forgetSightings(on: Queryable, connectionId: string): Promise<void> {
  await on.query('delete from census_sightings where connection_id = $1', [connectionId])
}

const idRow = z.object({ ticketId: text })

/**
 * Tickets of the list that are stored otherwise, or not at all, and weren't read anew for this census yet. What the list says
 * counts only if it isn't older than what is stored: searches lag.
 */
export async function differingTickets(store: Store, connectionId: string, limit: number): Promise<string[]> {
  const rows = await selectRows(
    store.pool,
    idRow,
    `select seen.ticket_id as "ticketId" from census_sightings seen
       left join tickets t on t.connection_id = seen.connection_id and t.ticket_id = seen.ticket_id and not t.is_context
     where seen.connection_id = $1 and not seen.is_settled and (
       t.ticket_id is null
       or t.removal in ('deleted', 'moved', 'access_lost')
       or (seen.has_facts and seen.updated_at >= t.updated_at and (
         seen.updated_at > t.updated_at
         or (seen.key, seen.scope_id, seen.status_id, seen.assignee_id, seen.archived_at, seen.is_trashed)
           is distinct from (t.key, coalesce(t.team_id, t.project_id), t.status_id, t.assignee_id, t.archived_at,
             t.removal is not distinct from 'trashed')
         or coalesce(seen.parent_id, t.parent_id) is distinct from t.parent_id
         or (seen.priority_name, seen.resolution_id, seen.resolution_name, seen.estimate_points)
           is distinct from (t.priority_name, t.resolution_id, t.resolution_name, t.estimate_points)
         or (coalesce(seen.type_name, t.type_name), seen.labels, seen.components, coalesce(seen.custom_fields, t.custom_fields))
           is distinct from (t.type_name, t.labels, t.components, t.custom_fields))))
     order by seen.ticket_id collate "C" limit $2`,
    [connectionId, limit],
  )
  return rows.map(({ ticketId }) => ticketId)
}

/** Stores tickets that were read anew. Those that were asked for aren't again in this run, also where the tracker lacked them. */
export function saveReadAnew(
  store: Store,
  run: CensusRun,
  read: Omit<RecordsToStore, 'connectionId'> & {
    readonly askedIds: readonly string[]
    readonly page: TicketPage
    readonly requests: number
  },
): Promise<void> {
  const { connectionId, runId } = run
  return inTransaction(store, async (client) => {
    await lockRunning(client, run)
    const saved = await storeBatches(client, { ...read, connectionId }, batchesOf(read.page))
    await noteTried(client, connectionId, { ticketIds: read.askedIds, nowAt: read.nowAt })
    await client.query(
      'update census_sightings set is_settled = true where connection_id = $1 and ticket_id = any($2)',
      [connectionId, read.askedIds],
    )
    await client.query(
      `update sync_runs set tickets = tickets + $2, requests = requests + $3,
         removed_characters = removed_characters + $4, has_new_accounts = has_new_accounts or $5
       where run_id = $1`,
      [runId, saved.tickets, read.requests, saved.removedCharacters, saved.hasNewAccounts],
    )
  })
}

const missingRow = z.object({ ticketId: text, scopeId: text })
const notListedRow = missingRow.extend({ isArchived: z.boolean() })

/**
 * Tickets that are stored as there and that the list lacks: those of these scopes, or of all that were ever read; of archived ones
 * those that were so since then.
 */
export function missingTickets(
  store: Store,
  connectionId: string,
  of: { readonly scopeIds: readonly string[] | 'all'; readonly archivedSinceAt: Instant },
): Promise<(MissingTicket & { readonly isArchived: boolean })[]> {
  return selectRows(
    store.pool,
    notListedRow,
    `select t.ticket_id as "ticketId", coalesce(t.team_id, t.project_id, '') as "scopeId",
       t.archived_at is not null as "isArchived" from tickets t
     where t.connection_id = $1 and not t.is_context and t.removal is null and (t.archived_at is null or t.archived_at >= $3)
       and ($2::text[] is null or coalesce(t.team_id, t.project_id) = any($2))
       and not exists (select from census_sightings seen
         where seen.connection_id = t.connection_id and seen.ticket_id = t.ticket_id)
     order by t.ticket_id collate "C"`,
    [connectionId, of.scopeIds === 'all' ? null : of.scopeIds, timestampOf(of.archivedSinceAt)],
  )
}

const goneRow = missingRow.extend({ removal: z.enum(removals) })

/**
 * Tickets of these scopes that are marked as gone and that the list lacks: one that came back to be archived is in no list. Those
 * that lost their access are out of this state once their scope is visible; of the others those that went since then.
 */
export function goneTickets(
  store: Store,
  connectionId: string,
  of: { readonly scopeIds: readonly string[]; readonly goneSinceAt: Instant },
): Promise<GoneTicket[]> {
  return selectRows(
    store.pool,
    goneRow,
    `select t.ticket_id as "ticketId", coalesce(t.team_id, t.project_id, '') as "scopeId", t.removal from tickets t
     where t.connection_id = $1 and not t.is_context and coalesce(t.team_id, t.project_id) = any($2)
       and (t.removal = 'access_lost' or t.removed_at >= $3)
       and not exists (select from census_sightings seen
         where seen.connection_id = t.connection_id and seen.ticket_id = t.ticket_id)
     order by t.ticket_id collate "C"`,
    [connectionId, of.scopeIds, timestampOf(of.goneSinceAt)],
  )
}

/** Tickets that are stored as there, and as below one of these. */
export function ticketsUnder(
  store: Store,
  connectionId: string,
  parentIds: readonly string[],
): Promise<{ readonly ticketId: string }[]> {
  return selectRows(
    store.pool,
    idRow,
    `select ticket_id as "ticketId" from tickets
     where connection_id = $1 and parent_id = any($2) and removal is null and not is_context
     order by ticket_id collate "C"`,
    [connectionId, parentIds],
  )
}

/** In which project or team tickets are stored that are there, without what is only context. */
export function storedScopes(
  store: Store,
  connectionId: string,
  ticketIds: readonly string[],
): Promise<MissingTicket[]> {
  return selectRows(
    store.pool,
    missingRow,
    `select ticket_id as "ticketId", coalesce(team_id, project_id, '') as "scopeId" from tickets
     where connection_id = $1 and ticket_id = any($2) and not is_context and removal is null
     order by ticket_id collate "C"`,
    [connectionId, ticketIds],
  )
}

/** What a census found out about tickets that the list lacks. */
export interface CensusFindings {
  readonly removals: readonly RemovedTicket[]
  readonly archived: readonly ArchivedTicket[]
  readonly requests: number
}

/** Marks what is gone, as of the run's start, and ends the census. A ticket that is seen again is read anew, and then there again. */
export function endCensus(store: Store, run: CensusRun, findings: CensusFindings): Promise<void> {
  const { connectionId, runId } = run
  return inTransaction(store, async (client) => {
    const { startedAt } = await lockRunning(client, run)
    await markRemoved(client, connectionId, findings.removals, startedAt)
    await markArchived(client, connectionId, findings.archived)
    await followProjects(client, connectionId)
    await followStoredStatuses(client, connectionId)
    await followParentKeys(client, connectionId)
    await followParentsInSight(client, connectionId)
    await forgetLackingOfRemoved(client, connectionId)
    await forgetSightings(client, connectionId)
    await client.query(
      `update sync_runs set census = 'done', census_checkpoint = null, requests = requests + $2 where run_id = $1`,
      [runId, findings.requests],
    )
  })
}
