import { listDeliveries } from '../adapters/store/deliver/deliveries.ts'
import { loadReconciliation } from '../adapters/store/reconcile/reconciliations.ts'
import type { Store } from '../adapters/store/sql/client.ts'
import type { CategoryFigures, ScopeReconciliation } from '../domain/reconcile/dataset/scope.ts'
import type { Say } from '../worker/say.ts'
import type { QuarterReportResult } from '../workflows/quarter-report.ts'

/** Sums up what the journey found and did, for a terminal. */
export async function saySummary(store: Store, result: QuarterReportResult, say: Say): Promise<void> {
  const reconciliation = await loadReconciliation(store, result.reconciliationId)
  if (reconciliation === null)
    throw new Error(`the journey's reconciliation ${result.reconciliationId} is not in the store`)
  say('')
  say(`${result.quarter}, planned and actual share of categorised effort (uncategorised: of all), in %`)
  say(
    `${''.padEnd(16)}${['roadmap', 'KTLO', 'reliability', 'uncateg.', 'unattrib. days', 'misalignment'].map((head) => head.padStart(15)).join('')}`,
  )
  for (const scope of [reconciliation.company, ...reconciliation.teams]) say(scopeLine(scope))
  say('')
  const deliveries = await listDeliveries(store, { quarter: result.quarter })
  say(`mails of ${result.quarter}, one per stakeholder:`)
  for (const delivery of deliveries) {
    say(
      `  ${delivery.state.padEnd(10)} ${`${delivery.recipientName} <${delivery.recipientEmail}>`.padEnd(52)} ${delivery.subject}`,
    )
  }
}

function scopeLine(scope: ScopeReconciliation): string {
  const { attributedMilliDays, unattributedMilliDays } = scope.capacity
  return [
    scope.name.padEnd(16),
    ...scope.categories.map((figures) => planned(figures).padStart(15)),
    percent(scope.uncategorised.share).padStart(15),
    `${days(unattributedMilliDays)} of ${days(attributedMilliDays + unattributedMilliDays)}`.padStart(15),
    (scope.misalignmentShare === null ? '–' : percent(scope.misalignmentShare)).padStart(15),
  ].join('')
}

function planned({ plannedShare, actualShare }: CategoryFigures): string {
  return `${percent(plannedShare)} > ${percent(actualShare)}`
}

function percent(share: number): string {
  return String(Math.round(share * 100))
}

function days(milliDays: number): string {
  return String(Math.round(milliDays / 1000))
}
