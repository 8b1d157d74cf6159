import { z } from 'zod'
import type { Instant } from '../../../domain/instant.ts'
import type { QuarantinedRecord } from '../../trackers/tracker.ts'
import type { Store } from '../sql/client.ts'
import { instantColumn, type Queryable, selectRows, timestampOf } from '../sql/rows.ts'
import { stripText } from '../sql/sanitize-text.ts'
import type { TableShape } from '../sql/table.ts'
import { batchOf } from '../sql/upsert.ts'

/** A record set aside, and how often it came so. */
export interface Quarantined extends QuarantinedRecord {
  readonly count: number
  readonly firstSeenAt: Instant
  readonly lastSeenAt: Instant
}

/** What has arrived whole. */
export interface Arrivals {
  readonly ticketIds: readonly string[]
  readonly accountIds: readonly string[]
  readonly containerIds: readonly string[]
}

const recordTable: TableShape<QuarantinedRecord> = {
  table: 'quarantine',
  key: ['connectionId', 'recordKind', 'recordId'],
  columns: { connectionId: 'uuid', recordKind: 'text', recordId: 'text', cause: 'text', payload: 'text' },
}

/** Sets records aside; what was there already is counted once more, unless its page is only replayed. */
export async function setRecordsAside(
  on: Queryable,
  records: readonly QuarantinedRecord[],
  { nowAt, replayed }: { readonly nowAt: Instant; readonly replayed: boolean },
): Promise<number> {
  const batch = batchOf(recordTable, records)
  if (batch.rows === 0) return 0
  await on.query(
    `insert into quarantine
       (connection_id, record_kind, record_id, cause, payload, count, first_seen_at, last_seen_at)
     select (record ->> 'connectionId')::uuid, record ->> 'recordKind', record ->> 'recordId',
       record ->> 'cause', record ->> 'payload', 1, $2, $2
     from json_array_elements($1::json) as record
     on conflict (connection_id, record_kind, record_id) do ${
       replayed
         ? 'nothing'
         : `update set cause = excluded.cause, payload = excluded.payload,
              count = quarantine.count + 1, last_seen_at = excluded.last_seen_at`
     }`,
    [batch.json, timestampOf(nowAt)],
  )
  return batch.rows
}

/**
 * Takes out of quarantine what has now arrived whole: tickets with all their events, users, containers.
 * An event's record id starts with its ticket's id and a slash.
 */
export async function releaseArrivals(
  on: Queryable,
  connectionId: string,
  arrived: Arrivals,
  stillAside: readonly QuarantinedRecord[],
): Promise<void> {
  await on.query(
    `delete from quarantine where connection_id = $1
       and case record_kind
         when 'ticket' then record_id = any($2)
         when 'event' then split_part(record_id, '/', 1) = any($2)
         when 'user' then record_id = any($3)
         else record_id = any($4) end
       and record_kind || '/' || record_id <> all($5)`,
    [
      connectionId,
      ...[
        arrived.ticketIds,
        arrived.accountIds,
        arrived.containerIds,
        stillAside.map((record) => `${record.recordKind}/${record.recordId}`),
      ].map((ids) => ids.map((id) => stripText(id).value)),
    ],
  )
}

const quarantinedRow: z.ZodType<Quarantined> = z.object({
  connectionId: z.string(),
  recordKind: z.enum(['ticket', 'event', 'user', 'container']),
  recordId: z.string(),
  cause: z.string(),
  payload: z.string(),
  count: z.number(),
  firstSeenAt: instantColumn,
  lastSeenAt: instantColumn,
})

/** Everything set aside, by connection, kind and id. */
export function listQuarantine(store: Store): Promise<Quarantined[]> {
  return selectRows(
    store.pool,
    quarantinedRow,
    `select connection_id as "connectionId", record_kind as "recordKind", record_id as "recordId", cause, payload,
       count, first_seen_at as "firstSeenAt", last_seen_at as "lastSeenAt"
     from quarantine order by connection_id, record_kind collate "C", record_id collate "C"`,
  )
}
