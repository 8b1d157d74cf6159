import { latestReconciliation, measuredQuarters } from '../../adapters/store/reconcile/reconciliations.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import type { QuarterId } from '../../domain/quarter.ts'
import type { Doubt } from '../../domain/reconcile/dataset/verdicts.ts'
import { unattributedShareOf } from '../../domain/reconcile/verdicts/capacity.ts'

/** How much of the work the last figures of the newest measured quarter show. */
export interface Coverage {
  readonly quarter: QuarterId
  /** Of the attributed days of the company. */
  readonly uncategorisedShare: number
  /** Of its available days. */
  readonly unattributedShare: number
  /** Teams of which nothing is called, and why. */
  readonly doubts: readonly { readonly teamName: string; readonly doubt: Doubt }[]
}

/** Null before the first figures. */
export async function lastCoverage(store: Store): Promise<Coverage | null> {
  const [quarter] = await measuredQuarters(store)
  const last = quarter === undefined ? null : await latestReconciliation(store, quarter)
  if (last === null) return null
  const { company, teams } = last.reconciliation
  return {
    quarter: last.reconciliation.quarter,
    uncategorisedShare: company.uncategorised.share,
    unattributedShare: unattributedShareOf(company.capacity),
    doubts: teams.flatMap(({ name, doubt }) => (doubt === null ? [] : [{ teamName: name, doubt }])),
  }
}
