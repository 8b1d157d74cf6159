import { listDeliveries } from '../adapters/store/deliver/deliveries.ts'
import { latestReconciliation } from '../adapters/store/reconcile/reconciliations.ts'
import type { Store } from '../adapters/store/sql/client.ts'
import type { QuarterId } from '../domain/quarter.ts'
import type { CategoryFigures, ScopeReconciliation } from '../domain/reconcile/dataset/scope.ts'
import { withToldShares } from '../domain/report/words/told-shares.ts'
import { grouped } from '../domain/text/numbers.ts'
import { plainText } from '../domain/text/plain-text.ts'
import { reviewOfQuarter } from '../queries/review/reviews.ts'
import { teamInReviewText } from '../wording/report/review-text.ts'
import { textIn } from '../wording/times.ts'
import type { Say } from '../worker/process/say.ts'

/** Sums up what the journey found and did, for a terminal. */
export async function saySummary(store: Store, quarter: QuarterId, say: Say): Promise<void> {
  const latest = await latestReconciliation(store, quarter)
  if (latest === null) throw new Error(`the journey's figures of ${quarter} are not in the store`)
  const { reconciliation } = latest
  say('')
  say(`${quarter}, planned and actual share of categorised effort (uncategorised: of all), in %`)
  say(
    `${''.padEnd(16)}${['roadmap', 'KTLO', 'reliability', 'uncateg.', 'unattrib. days', 'misalignment'].map((head) => head.padStart(15)).join('')}`,
  )
  for (const scope of [reconciliation.company, ...reconciliation.teams]) say(scopeLine(scope))
  say('')
  await sayAnswers(store, quarter, say)
  const deliveries = await listDeliveries(store, { quarter })
  const reports = deliveries.filter(({ editionId }) => editionId !== null)
  const notices = deliveries.filter(({ kind }) => kind === 'drift notice')
  const asked = deliveries.length - reports.length - notices.length
  say(
    `mails of ${quarter}, one per stakeholder, after ${asked} mails to the reviewers and ${notices.length} of drift:`,
  )
  for (const delivery of reports) {
    say(
      `  ${delivery.state.padEnd(10)} ${`${delivery.recipientName} <${delivery.recipientEmail}>`.padEnd(52)} ${delivery.subject}`,
    )
  }
}

/** Who answered what in the review, and who didn't. */
async function sayAnswers(store: Store, quarter: QuarterId, say: Say): Promise<void> {
  const shown = await reviewOfQuarter(store, quarter)
  if (shown === null) return
  say(`what the reviewers of ${quarter} answered:`)
  for (const team of shown.teams) {
    say(`  ${team.name.padEnd(10)} ${plainText(textIn('UTC', teamInReviewText(team, shown)))}`)
    for (const { text } of team.statements) say(`  ${''.padEnd(10)} “${plainText(text)}”`)
  }
  say('')
}

function scopeLine(scope: ScopeReconciliation): string {
  const { attributedMilliDays, unattributedMilliDays } = scope.capacity
  return [
    scope.name.padEnd(16),
    ...withToldShares(scope.categories).map((figures) => planned(figures).padStart(15)),
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
  return grouped(milliDays / 1000)
}
