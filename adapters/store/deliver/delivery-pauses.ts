import { z } from 'zod'
import { type Immutable, instant, text } from '../../../domain/fields.ts'
import type { Instant } from '../../../domain/instant.ts'
import type { QuarterId } from '../../../domain/quarter.ts'
import { addAuditEntry } from '../sign-in/audit.ts'
import type { Store } from '../sql/client.ts'
import { inTransaction, selectRow, selectRows, timestampOf } from '../sql/rows.ts'
import { sanitizeText } from '../sql/sanitize-text.ts'
import { describeTable, selectFrom } from '../sql/table.ts'

const pauseRow = z.object({ quarter: text, pausedAt: instant, pausedBy: text, reason: text })

/** A quarter of which no mail is sent until somebody resumes it. */
export type DeliveryPause = Immutable<z.infer<typeof pauseRow>>

export const deliveryPauseTable = describeTable('delivery_pauses', pauseRow, { key: ['quarter'] })

/** Whether a delivery's mail belongs to a quarter that isn't paused. Drafts go to no reader: who paused a quarter may want one. */
export const isNotPaused = `(edition_id is null or edition_id not in (
    select edition_id from editions where quarter in (select quarter from delivery_pauses)))
  and (notice_id is null or notice_id not in (
    select notice_id from notices where kind <> 'draft' and quarter in (select quarter from delivery_pauses)))`

/** Every pause, by quarter. */
export function listDeliveryPauses(store: Store): Promise<DeliveryPause[]> {
  return selectRows(
    store.pool,
    deliveryPauseTable.row,
    `${selectFrom(deliveryPauseTable)} order by quarter collate "C"`,
  )
}

/** The pause of these editions and notices that has lasted longest; null where none of their quarters is paused. */
export function loadPauseOfMails(store: Store, mailIds: readonly string[]): Promise<DeliveryPause | null> {
  return selectRow(
    store.pool,
    deliveryPauseTable.row,
    `${selectFrom(deliveryPauseTable)} where quarter in (
       select quarter from editions where edition_id = any($1)
       union all select quarter from notices where notice_id = any($1) and kind <> 'draft')
     order by paused_at limit 1`,
    [mailIds],
  )
}

/** Keeps a pause, with its audit entry. @returns false where the quarter was paused before: that pause stays */
export function addDeliveryPause(
  store: Store,
  { quarter, pausedAt, pausedBy, reason }: DeliveryPause,
): Promise<boolean> {
  const why = sanitizeText(reason).value
  return inTransaction(store, async (client) => {
    const { rowCount } = await client.query(
      `insert into delivery_pauses (quarter, paused_at, paused_by, reason) values ($1, $2, $3, $4)
       on conflict do nothing`,
      [quarter, timestampOf(pausedAt), sanitizeText(pausedBy).value, why],
    )
    if (rowCount === 0) return false
    await addAuditEntry(client, {
      changedAt: pausedAt,
      actor: pausedBy,
      action: 'pause mails',
      subject: `mails of ${quarter}`,
      before: 'running',
      after: `paused: ${why}`,
    })
    return true
  })
}

export interface ResumedDelivery {
  readonly quarter: QuarterId
  readonly resumedAt: Instant
  readonly resumedBy: string
  readonly reason: string
}

/** Ends a pause, with its audit entry. @returns false where there was none */
export function removeDeliveryPause(
  store: Store,
  { quarter, resumedAt, resumedBy, reason }: ResumedDelivery,
): Promise<boolean> {
  return inTransaction(store, async (client) => {
    const { rowCount } = await client.query('delete from delivery_pauses where quarter = $1', [quarter])
    if (rowCount === 0) return false
    await addAuditEntry(client, {
      changedAt: resumedAt,
      actor: resumedBy,
      action: 'resume mails',
      subject: `mails of ${quarter}`,
      before: 'paused',
      after: reason === '' ? 'running' : `running: ${reason}`,
    })
    return true
  })
}
