import { z } from 'zod'
import { unsettledStates } from '../../../domain/deliver/states.ts'
import { instant, text, wholeNumber } from '../../../domain/fields.ts'
import type { Instant } from '../../../domain/instant.ts'
import type { QuarterId } from '../../../domain/quarter.ts'
import type { Store } from '../sql/client.ts'
import { selectRows } from '../sql/rows.ts'

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

/** Mails that were queued and neither sent nor given up, by quarter. */
export function waitingMails(store: Store): Promise<WaitingMails[]> {
  return selectRows(
    store.pool,
    waitingRow,
    `select e.quarter, count(*)::integer as mails, min(d.queued_at) as "sinceAt"
     from deliveries d join editions e using (edition_id)
     where d.state = any($1) group by e.quarter order by e.quarter`,
    [unsettledStates],
  )
}
