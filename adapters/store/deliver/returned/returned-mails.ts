import { z } from 'zod'
import {
  type ReturnReport,
  type ReturnVerdict,
  returnKinds,
  returnVerdicts,
  verdictOn,
  wordsOn,
} from '../../../../domain/deliver/returned-mail.ts'
import { type Immutable, instant, text, uuid } from '../../../../domain/fields.ts'
import type { Instant } from '../../../../domain/instant.ts'
import { addAuditEntry } from '../../sign-in/audit.ts'
import type { Store } from '../../sql/client.ts'
import { inTransaction, selectRows, timestampOf } from '../../sql/rows.ts'
import { sanitizeText } from '../../sql/sanitize-text.ts'
import type { Queryable } from '../../sql/session.ts'
import { describeTable, selectFrom } from '../../sql/table.ts'
import { type FoundStanding, lockStanding } from './settlements.ts'
import { suppressAddress } from './suppressed-addresses.ts'

const returnedMailRow = z.object({
  contentHash: text,
  deliveryId: uuid,
  kind: z.enum(returnKinds),
  readAt: instant,
  writtenAt: instant.nullable(),
  words: text,
  verdict: z.enum(returnVerdicts),
})

/** A bounce of one of our mails, or a complaint about one, as it was read. */
export type ReturnedMail = Immutable<z.infer<typeof returnedMailRow>>

export const returnedMailTable = describeTable('returned_mails', returnedMailRow, { key: ['contentHash'] })

/** Who moves a mail on a report's word, in the audit trail. */
export const returnedMailActor = 'a mail server'

export interface ReturnToRecord {
  readonly report: ReturnReport
  /** The SHA-256 of the report's bytes, in hex. */
  readonly contentHash: string
  readonly nowAt: Instant
}

export type ReturnRecorded = ReturnVerdict | 'known already' | 'not ours' | 'being sent'

/**
 * Does what a report means for its mail and writes it down, in one transaction that holds the delivery's row. A report that
 * was read before changes nothing, and one about a mail that is being sent is to be read again.
 */
export function recordReturn(store: Store, returned: ReturnToRecord): Promise<ReturnRecorded> {
  const { report, contentHash, nowAt } = returned
  return inTransaction(store, async (client) => {
    const standing = await lockStanding(client, report.deliveryId)
    if (standing === null) return 'not ours'
    const verdict = verdictOn(report, standing)
    if (verdict === null) return 'being sent'
    const words = sanitizeText(wordsOn(report, standing)).value
    if (await isCopy(client, { ...report, words })) return 'known already'
    const { rowCount } = await client.query(
      `insert into returned_mails (content_hash, delivery_id, kind, read_at, written_at, words, verdict)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
      [
        contentHash,
        report.deliveryId,
        report.kind,
        timestampOf(nowAt),
        timestampOf(report.writtenAt),
        words,
        verdict,
      ],
    )
    if (rowCount === 0) return 'known already'
    if (verdict === 'bounced')
      await markBounced(client, { ...standing, deliveryId: report.deliveryId, words, nowAt })
    if (verdict === 'suppressed')
      await suppressAddress(client, {
        email: standing.recipientEmail,
        mails: 'all',
        because: `complained to their mail provider (${words})`,
        deliveryId: report.deliveryId,
        actor: returnedMailActor,
        nowAt,
      })
    return verdict
  })
}

/** Whether the same report was read before, as another way has it: in the folder and the mailbox, or forwarded by a second server. */
async function isCopy(
  client: Queryable,
  { deliveryId, kind, writtenAt, words }: ReturnReport,
): Promise<boolean> {
  if (writtenAt === null) return false
  const { rowCount } = await client.query(
    'select from returned_mails where delivery_id = $1 and kind = $2 and written_at = $3 and words = $4',
    [deliveryId, kind, timestampOf(writtenAt), words],
  )
  return rowCount !== 0
}

/** What was reported about these deliveries, each one's first to last. */
export function loadReturns(store: Store, deliveryIds: readonly string[]): Promise<ReturnedMail[]> {
  return selectRows(
    store.pool,
    returnedMailTable.row,
    `${selectFrom(returnedMailTable)} where delivery_id = any($1) order by delivery_id, read_at, content_hash`,
    [deliveryIds],
  )
}

async function markBounced(
  client: Queryable,
  {
    deliveryId,
    state,
    recipientEmail,
    words,
    nowAt,
  }: FoundStanding & { readonly deliveryId: string; readonly words: string; readonly nowAt: Instant },
): Promise<void> {
  await client.query(`update deliveries set state = 'bounced', last_reply = $2 where delivery_id = $1`, [
    deliveryId,
    words === '' ? 'The mail came back; the report gives no reason.' : words,
  ])
  await addAuditEntry(client, {
    changedAt: nowAt,
    actor: returnedMailActor,
    action: 'mail came back',
    subject: `mail ${deliveryId} to ${recipientEmail}`,
    before: state,
    after: `bounced: ${words}`,
  })
}
