import type { MilliDays } from '../../../effort/effort.ts'
import type { ScopeReconciliation } from '../../../reconcile/dataset/scope.ts'
import { grouped } from '../../../text/numbers.ts'
import type { ReportView } from '../../content/view.ts'
import { daysBetween, daysInWords, personDays } from '../../words/figures.ts'
import { possessive, tense } from '../../words/scope.ts'
import { capitalised, type Sentence, say, strong } from '../../words/sentence.ts'

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

/** "the 530 person-days planned by now beside the 424 available": what missing or extra days are the difference of. */
export function capacityInWords(
  view: ReportView,
  { capacity: { plannedMilliDays }, capacityGap }: ScopeReconciliation,
): Sentence {
  const { kind, milliDays } = capacityGap ?? { kind: 'missing', milliDays: 0 }
  const available = daysBetween(plannedMilliDays, kind === 'missing' ? milliDays : -milliDays)
  return say`the ${personDays(plannedMilliDays)} ${tense(view, 'planned by now', 'planned')} beside the ${grouped(available)} available`
}

/** "about 160 days more than its plan counted on": people whom another team's plan may be missing; undefined within a tenth. */
export function extraCapacityInWords({ capacityGap }: ScopeReconciliation): string | undefined {
  return capacityGap?.kind === 'extra'
    ? `${daysInWords(capacityGap.milliDays)} more than its plan counted on`
    : undefined
}
