import { z } from 'zod'
import { deliveryStates } from '../../../../domain/deliver/delivery.ts'
import type { Notice, NoticeReader } from '../../../../domain/deliver/readers/notice.ts'
import { unsettledStates } from '../../../../domain/deliver/states.ts'
import { type Immutable, instant, text, uuid } from '../../../../domain/fields.ts'
import type { Instant } from '../../../../domain/instant.ts'
import type { Store } from '../../sql/client.ts'
import { selectRow, selectRows, timestampOf } from '../../sql/rows.ts'
import type { Queryable } from '../../sql/session.ts'
import { describeTable } from '../../sql/table.ts'
import { insertRows } from '../../sql/upsert.ts'
import { queueNotice } from './notices.ts'

/** @internal for tests */
export const draftMailTable = describeTable(
  'draft_mails',
  z.object({ noticeId: text, reconciliationId: uuid }),
  { key: ['noticeId'] },
)

/** What a draft shows: a report that one reader's mail would bring. */
export type DraftOf = Pick<Notice, 'quarter' | 'audience' | 'teamId'>

/**
 * Queues a draft for the admin who asks for it, unless one of the same figures is on its way to them: two clicks on a button are one
 * mail. Part of the caller's transaction. @returns the notice that is on its way
 */
export async function queueDraftMail(
  client: Queryable,
  notice: Notice,
  { reader, reconciliationId }: { readonly reader: NoticeReader; readonly reconciliationId: string },
): Promise<string> {
  // Those who ask at once do so one after the other.
  await client.query('select pg_advisory_xact_lock(hashtext($1))', [`draft to ${reader.email}`])
  const onItsWay = await selectRow(
    client,
    z.object({ noticeId: text }),
    `select n.notice_id as "noticeId" from ${draftDeliveries} join draft_mails m on m.notice_id = n.notice_id
     where ${isOf} and d.state = any($5) and m.reconciliation_id = $6 limit 1`,
    [...valuesOf(reader.email, notice), unsettledStates, reconciliationId],
  )
  if (onItsWay !== null) return onItsWay.noticeId
  await queueNotice(client, notice, [reader], notice.renderedAt)
  await insertRows(client, draftMailTable, [{ noticeId: notice.noticeId, reconciliationId }])
  return notice.noticeId
}

const draftMailRow = z.object({
  deliveryId: uuid,
  recipientEmail: text,
  askedAt: instant,
  state: z.enum(deliveryStates),
  lastReply: text.nullable(),
})

/** A draft that an admin had mailed to themselves, and what became of it. */
export type DraftMail = Immutable<z.infer<typeof draftMailRow>>

/** The last mail of a draft to an admin; null where there was none. */
export function lastDraftMail(store: Store, email: string, of: DraftOf): Promise<DraftMail | null> {
  return selectRow(
    store.pool,
    draftMailRow,
    `select d.delivery_id as "deliveryId", d.recipient_email as "recipientEmail", d.queued_at as "askedAt", d.state,
       d.last_reply as "lastReply"
     from ${draftDeliveries} where ${isOf} order by d.queued_at desc, d.delivery_id limit 1`,
    valuesOf(email, of),
  )
}

/** The drafts that were asked for since an instant and may still be sent. */
export async function openDraftMails(store: Store, sinceAt: Instant): Promise<string[]> {
  const rows = await selectRows(
    store.pool,
    z.object({ noticeId: text }),
    `select n.notice_id as "noticeId" from ${draftDeliveries}
     where n.kind = 'draft' and d.state = any($1) and d.queued_at >= $2 order by d.queued_at, n.notice_id`,
    [unsettledStates, timestampOf(sinceAt)],
  )
  return rows.map(({ noticeId }) => noticeId)
}

const draftDeliveries = 'notices n join deliveries d on d.notice_id = n.notice_id'

const isOf = `n.kind = 'draft' and d.planned_email = $1 and n.quarter = $2 and n.audience = $3 and n.team_id is not distinct from $4`

function valuesOf(email: string, { quarter, audience, teamId }: DraftOf): unknown[] {
  return [email.toLowerCase(), quarter, audience, teamId]
}
