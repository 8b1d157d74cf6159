import { z } from 'zod'
import { unsettledStates } from '../../../../domain/deliver/states.ts'
import { instant, text, wholeNumber } from '../../../../domain/fields.ts'
import type { Instant } from '../../../../domain/instant.ts'
import type { QuarterId } from '../../../../domain/quarter.ts'
import type { Store } from '../../sql/client.ts'
import { selectRows, timestampOf } from '../../sql/rows.ts'
import { deliveriesWithMails } from '../mails.ts'

export interface WaitingMails {
  readonly quarter: QuarterId
  readonly mails: number
  /** When the first of them was queued. */
  readonly sinceAt: Instant
}

const waitingRow: z.ZodType<WaitingMails> = z.object({
  quarter: text,
  mails: wholeNumber,
  sinceAt: instant,
})

/**
 * Mails that were queued and neither sent nor given up, by quarter: all, or those of reports alone.
 * @param dueAt leaves out what must wait beyond it: for quiet hours to end, or for its next attempt
 */
export function waitingMails(
  store: Store,
  of: 'all' | 'reports' = 'all',
  dueAt: Instant | null = null,
): Promise<WaitingMails[]> {
  return selectRows(
    store.pool,
    waitingRow,
    `select coalesce(e.quarter, n.quarter) as quarter, count(*)::integer as mails, min(d.queued_at) as "sinceAt"
     from ${deliveriesWithMails} where d.state = any($1) and ($2 = 'all' or n.notice_id is null)
       and ($3::timestamptz is null or d.not_before_at is null or d.not_before_at <= $3) group by 1 order by 1`,
    [unsettledStates, of, timestampOf(dueAt)],
  )
}
