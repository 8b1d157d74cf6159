import { z } from 'zod'
import {
  type Notice,
  type NoticeKind,
  type NoticeReader,
  noticeKinds,
} from '../../../../domain/deliver/readers/notice.ts'
import { mailKindOf } from '../../../../domain/deliver/readers/unsubscribe.ts'
import { unsettledStates } from '../../../../domain/deliver/states.ts'
import { instant, text } from '../../../../domain/fields.ts'
import type { Instant } from '../../../../domain/instant.ts'
import { audiences } from '../../../../domain/plan/plan.ts'
import type { QuarterId } from '../../../../domain/quarter.ts'
import { emailKey, parseEmail } from '../../../../domain/text/email.ts'
import { insertPictures, loadPictures, noticePictures } from '../../report/pictures.ts'
import type { Store } from '../../sql/client.ts'
import { selectRow, selectRows, timestampOf } from '../../sql/rows.ts'
import { sanitizeJson } from '../../sql/sanitize-text.ts'
import type { Queryable } from '../../sql/session.ts'
import { describeTable, selectFrom } from '../../sql/table.ts'
import { inputSet, insertFrom } from '../../sql/upsert.ts'
import { whySuppressed } from '../returned/suppressed-addresses.ts'

/** @internal for tests */
export const noticeTable = describeTable(
  'notices',
  z.object({
    noticeId: text,
    kind: z.enum(noticeKinds),
    quarter: text,
    teamId: text.nullable(),
    audience: z.enum(audiences).nullable(),
    renderedAt: instant,
    subject: text,
    html: text,
    text,
  }),
  { key: ['noticeId'] },
)

/**
 * Keeps a notice as it is mailed, and queues it for its readers, once for each address. To be called in the transaction that writes
 * down its occasion, so that neither is there without the other. A notice that is there already stays as it is.
 *
 * @returns how many readers are new
 */
export async function queueNotice(
  on: Queryable,
  notice: Notice,
  readers: readonly NoticeReader[],
  nowAt: Instant,
): Promise<number> {
  const { pictures, ...row } = notice
  const { rowCount: created } = await on.query(
    `${insertFrom(noticeTable, inputSet(noticeTable))} on conflict do nothing`,
    [sanitizeJson([row]).value],
  )
  if (created === 1) await insertPictures(on, noticePictures, { id: notice.noticeId, pictures })
  // As `queueDeliveries` does it: who mends an address locks the notice before the row.
  await on.query('select from notices where notice_id = $1 for key share', [notice.noticeId])
  const { rowCount } = await on.query(
    `insert into deliveries (notice_id, recipient_email, planned_email, recipient_name, state, queued_at, last_reply)
     select $1, email, email, name, case when because is null then 'queued' else 'suppressed' end, $3, because
     from json_to_recordset($2::json) as reader(email text, name text, "addressKey" text)
     ${whySuppressed('$4')}
     on conflict do nothing`,
    [
      notice.noticeId,
      sanitizeJson(
        readers.map(({ email, name }) => ({
          email: parseEmail(email) ?? email,
          name,
          addressKey: emailKey(email),
        })),
      ).value,
      timestampOf(nowAt),
      mailKindOf(notice.kind),
    ],
  )
  return rowCount ?? 0
}

/** Whether a notice was queued for its occasion before. */
export async function isNoticeKept(store: Store, noticeId: string): Promise<boolean> {
  const { rowCount } = await store.pool.query('select from notices where notice_id = $1', [noticeId])
  return rowCount === 1
}

const openRow = z.object({ noticeId: text, quarter: text })

/** The notices of a kind with mails that may still be sent, by quarter. */
export function openNotices(
  store: Store,
  kind: NoticeKind,
): Promise<{ readonly noticeId: string; readonly quarter: QuarterId }[]> {
  return selectRows(
    store.pool,
    openRow,
    `select distinct n.notice_id as "noticeId", n.quarter from notices n join deliveries d using (notice_id)
     where n.kind = $1 and d.state = any($2) order by n.quarter, n.notice_id`,
    [kind, unsettledStates],
  )
}

/** A notice with its pictures; null for an unknown id. */
export async function loadNotice(store: Store, noticeId: string): Promise<Notice | null> {
  const row = await selectRow(
    store.pool,
    noticeTable.row,
    `${selectFrom(noticeTable)} where notice_id = $1`,
    [noticeId],
  )
  if (row === null) return null
  const pictures = (await loadPictures(store.pool, noticePictures, [noticeId])).get(noticeId) ?? []
  return { ...row, pictures }
}
