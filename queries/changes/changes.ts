import { latestReconciliation } from '../../adapters/store/reconcile/reconciliations.ts'
import { listMailedQuarters } from '../../adapters/store/report/editions.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import type { Instant } from '../../domain/instant.ts'
import type { QuarterId } from '../../domain/quarter.ts'
import type { QuarterChange } from '../../domain/reconcile/dataset/change.ts'

/** A quarter whose final report was mailed, and what has changed in its figures since. */
export interface MailedQuarter {
  readonly quarter: QuarterId
  /** Of its last figures. */
  readonly asOfAt: Instant
  /** Null where nothing to tell has changed. */
  readonly change: QuarterChange | null
}

/** What changed since reports were mailed, by each quarter's last figures: of one quarter, or of all; oldest first. */
export async function changesSinceMailed(
  store: Store,
  quarter: QuarterId | undefined,
): Promise<MailedQuarter[]> {
  const mailed = await listMailedQuarters(store)
  const found: MailedQuarter[] = []
  for (const each of mailed.filter((one) => quarter === undefined || one === quarter)) {
    const latest = await latestReconciliation(store, each)
    if (latest === null) continue
    const { asOfAt, sinceMailed } = latest.reconciliation
    found.push({ quarter: each, asOfAt, change: sinceMailed })
  }
  return found
}
