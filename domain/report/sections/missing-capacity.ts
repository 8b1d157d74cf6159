import type { MilliDays } from '../../effort/effort.ts'
import type { ScopeReconciliation } from '../../reconcile/dataset/scope.ts'
import type { ReportView } from '../content/view.ts'
import { daysInWords } from '../words/figures.ts'
import { possessive } from '../words/scope.ts'
import { capitalised, type Sentence, say, strong } from '../words/sentence.ts'

/** Planned days of a team for which nobody was available, where the dataset has a gap; undefined otherwise. */
export function missingCapacity(
  view: ReportView,
  team: ScopeReconciliation,
): { readonly sentence: Sentence; readonly milliDays: MilliDays } | undefined {
  const gap = team.capacityGap
  // A company's report shows gaps team by team.
  const isShown = view.spec.scope.kind === 'team' || team !== view.scope
  if (!isShown || gap?.kind !== 'missing') return undefined
  const days = strong(capitalised(daysInWords(gap.milliDays)))
  return {
    sentence: say`${days} that ${possessive(team)} plan counted on were not there.`,
    milliDays: gap.milliDays,
  }
}

/** "about 160 days more than its plan counted on": people whom another team's plan may be missing; undefined within a tenth. */
export function extraCapacityInWords({ capacityGap }: ScopeReconciliation): string | undefined {
  return capacityGap?.kind === 'extra'
    ? `${daysInWords(capacityGap.milliDays)} more than its plan counted on`
    : undefined
}
