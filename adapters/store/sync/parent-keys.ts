import { z } from 'zod'
import { instant, text, uuid } from '../../../domain/fields.ts'
import type { Instant } from '../../../domain/instant.ts'
import type { SoughtParent } from '../../../domain/sync/sought-parents.ts'
import type { Store } from '../sql/client.ts'
import { inTransaction, selectRows } from '../sql/rows.ts'
import { sanitizeJson } from '../sql/sanitize-text.ts'
import type { Queryable } from '../sql/session.ts'
import { describeTable } from '../sql/table.ts'
import { upsertRows } from '../sql/upsert.ts'
import { lockRunning } from './save-page.ts'

/** Follows parents that a census found under another key, trashed ones too: it changes nothing of the tickets below them. */
export async function followParentKeys(on: Queryable, connectionId: string): Promise<void> {
  await on.query(
    `update tickets t set parent_key = parent.key
     from tickets parent join census_sightings seen on seen.connection_id = parent.connection_id and seen.ticket_id = parent.ticket_id
     where t.connection_id = $1 and parent.connection_id = $1 and t.parent_id = parent.ticket_id
       and t.parent_key is distinct from parent.key`,
    [connectionId],
  )
}

/**
 * Follows parents that are known by their key alone, as a Data Center names them, and that were out of sight when the tickets below
 * them were read: it changes nothing of those.
 */
export async function followParentsInSight(on: Queryable, connectionId: string): Promise<void> {
  await on.query(
    `update tickets t set parent_id = parent.ticket_id from tickets parent
     where t.connection_id = $1 and parent.connection_id = $1 and t.parent_id is null and t.parent_key = parent.key
       and parent.removal is null and parent.ticket_id <> t.ticket_id`,
    [connectionId],
  )
}

/** Follows parents outside the chosen projects or teams that were read under another key. */
export async function followContextKeys(
  on: Queryable,
  connectionId: string,
  ticketIds: readonly string[],
): Promise<void> {
  await on.query(
    `update tickets t set parent_key = parent.key from tickets parent
     where t.connection_id = $1 and parent.connection_id = $1 and t.parent_id = parent.ticket_id
       and parent.ticket_id = any($2) and t.parent_key <> parent.key`,
    [connectionId, ticketIds],
  )
}

const keyRow = z.object({ key: text, missedAt: instant.nullable(), askedAt: instant.nullable() })

/** A parent that tickets name by its key alone. */
export interface ParentKey {
  readonly key: string
  /** Null where it was never asked for in vain. */
  readonly sought: SoughtParent | null
}

/** The keys of parents that tickets name by them alone, and under which no ticket is stored. */
export async function parentKeysToFind(store: Store, connectionId: string): Promise<ParentKey[]> {
  const rows = await selectRows(
    store.pool,
    keyRow,
    `select named.key, sought.missed_at as "missedAt", sought.asked_at as "askedAt"
     from (select distinct parent_key as key from tickets
           where connection_id = $1 and parent_id is null and parent_key is not null and removal is null) named
     left join sought_parents sought on sought.connection_id = $1 and sought.key = named.key
     order by named.key collate "C"`,
    [connectionId],
  )
  return rows.map(({ key, missedAt, askedAt }) => ({
    key,
    sought: missedAt === null || askedAt === null ? null : { missedAt, askedAt },
  }))
}

const soughtParent = z.object({ connectionId: uuid, key: text, missedAt: instant, askedAt: instant })

/** @internal for tests */
export const soughtParentTable = describeTable('sought_parents', soughtParent, {
  key: ['connectionId', 'key'],
})

interface FoundParents {
  readonly asked: readonly ParentKey[]
  readonly ids: ReadonlyMap<string, string>
  readonly requests: number
  readonly nowAt: Instant
}

/** Stores which tickets the keys of parents lead to: they change nothing of the tickets below. Notes those that lead to none. */
export function saveParentIds(
  store: Store,
  run: { readonly runId: string; readonly connectionId: string },
  found: FoundParents,
): Promise<void> {
  const rows = [...found.ids].map(([key, ticketId]) => ({ key, ticketId }))
  const missed = found.asked.filter(({ key }) => !found.ids.has(key))
  return inTransaction(store, async (client) => {
    await lockRunning(client, run)
    await client.query(
      `update tickets t set parent_id = input."ticketId"
       from json_to_recordset($2::json) as input(key text, "ticketId" text)
       where t.connection_id = $1 and t.parent_id is null and t.parent_key = input.key and t.ticket_id <> input."ticketId"`,
      [run.connectionId, sanitizeJson(rows).value],
    )
    const { connectionId } = run
    const askedAt = found.nowAt
    await upsertRows(
      client,
      soughtParentTable,
      missed.map(({ key, sought }) => ({
        connectionId,
        key,
        missedAt: sought?.missedAt ?? askedAt,
        askedAt,
      })),
    )
    await client.query(
      `delete from sought_parents sought where connection_id = $1 and not exists (
         select from tickets t where t.connection_id = $1 and t.parent_id is null and t.parent_key = sought.key and t.removal is null)`,
      [run.connectionId],
    )
    await client.query('update sync_runs set requests = requests + $2 where run_id = $1', [
      run.runId,
      found.requests,
    ])
  })
}
