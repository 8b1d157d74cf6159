import { z } from 'zod'
import { type Immutable, instant, text, uuid, wholeNumber } from '../../../domain/fields.ts'
import type { Instant } from '../../../domain/instant.ts'
import type { QuarantinedRecord } from '../../trackers/tracker.ts'
import type { Store } from '../sql/client.ts'
import { selectRows } from '../sql/rows.ts'
import { sanitizeText } from '../sql/sanitize-text.ts'
import type { Queryable } from '../sql/session.ts'
import { describeTable, selectFrom } from '../sql/table.ts'
import { batchOf, inputSet, insertFrom } from '../sql/upsert.ts'

const quarantined = z.object({
  connectionId: uuid,
  recordKind: z.enum(['ticket', 'event', 'user', 'container']),
  recordId: text,
  cause: text,
  payload: text,
  /** How many pages have brought it. */
  count: wholeNumber,
  firstSeenAt: instant,
  lastSeenAt: instant,
})

/** A quarantined record, and how often it came so. */
export type Quarantined = Immutable<z.infer<typeof quarantined>>

export const quarantineTable = describeTable('quarantine', quarantined, {
  key: ['connectionId', 'recordKind', 'recordId'],
})

/** What has arrived whole. */
export interface Arrivals {
  readonly ticketIds: readonly string[]
  readonly accountIds: readonly string[]
  readonly containerIds: readonly string[]
}

const causeRow = z.object({ connectionId: uuid, cause: text, records: wholeNumber })

/** Why records of a connection are set aside, the most frequent cause first. */
export type QuarantineCause = Immutable<z.infer<typeof causeRow>>

/** The causes of all connections, with how many records each has. */
export function quarantineCauses(store: Store): Promise<QuarantineCause[]> {
  return selectRows(
    store.pool,
    causeRow,
    `select connection_id as "connectionId", cause, count(*)::integer as records from quarantine
     group by connection_id, cause order by count(*) desc, cause collate "C", connection_id`,
  )
}

/** Quarantines records; one that is there already is counted once more, unless its page is only replayed. */
export async function quarantineRecords(
  on: Queryable,
  records: readonly QuarantinedRecord[],
  { nowAt, isReplayed }: { readonly nowAt: Instant; readonly isReplayed: boolean },
): Promise<number> {
  const rows = records.map((record) => ({ ...record, count: 1, firstSeenAt: nowAt, lastSeenAt: nowAt }))
  const batch = batchOf(quarantineTable, rows)
  if (batch.rows === 0) return 0
  await on.query(
    `${insertFrom(quarantineTable, inputSet(quarantineTable))}
     on conflict (connection_id, record_kind, record_id) do ${
       isReplayed
         ? 'nothing'
         : `update set cause = excluded.cause, payload = excluded.payload,
              count = quarantine.count + 1, last_seen_at = excluded.last_seen_at`
     }`,
    [batch.json],
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
  stillQuarantined: readonly QuarantinedRecord[],
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
        stillQuarantined.map((record) => `${record.recordKind}/${record.recordId}`),
      ].map((ids) => ids.map((id) => sanitizeText(id).value)),
    ],
  )
}

/** Everything quarantined, by connection, kind and id. */
export function listQuarantine(store: Store): Promise<Quarantined[]> {
  return selectRows(
    store.pool,
    quarantineTable.row,
    `${selectFrom(quarantineTable)} order by connection_id, record_kind collate "C", record_id collate "C"`,
  )
}
