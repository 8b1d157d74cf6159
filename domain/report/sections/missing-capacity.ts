import type { MilliDays } from '../../effort/effort.ts'
import type { ScopeReconciliation } from '../../reconcile/dataset/reconciliation.ts'
import { findingsAbout, type ReportView } from '../content/view.ts'
import { daysInWords, roundedDays } from '../words/figures.ts'
import { capitalised, outside, type Sentence, say, strong } from '../words/sentence.ts'

/** Planned days of a team that nobody was there for, where the dataset finds them worth telling; undefined otherwise. */
export function missingCapacity(
  view: ReportView,
  team: ScopeReconciliation,
): { readonly sentence: Sentence; readonly milliDays: MilliDays } | undefined {
  const missing = findingsAbout(view, team.scopeId).find((finding) => finding.kind === 'capacity_missing')
  if (missing === undefined || roundedDays(missing.missingMilliDays) === 0) return undefined
  const days = strong(capitalised(daysInWords(missing.missingMilliDays)))
  return {
    sentence: say`${days} that ${outside(team.name)}’s plan counted on were not there.`,
    milliDays: missing.missingMilliDays,
  }
}

/** Below this part of the plan's days, more people are no news; the dataset's measure for fewer. */
const worthTellingShare = 0.1

/** "about 160 days more than its plan counted on": people whom another team's plan may be missing; undefined within a tenth. */
export function extraCapacityInWords({ capacity }: ScopeReconciliation): string | undefined {
  const { attributedMilliDays, unattributedMilliDays, plannedMilliDays } = capacity
  const extraMilliDays = attributedMilliDays + unattributedMilliDays - plannedMilliDays
  return plannedMilliDays === 0 || extraMilliDays <= plannedMilliDays * worthTellingShare
    ? undefined
    : `${daysInWords(extraMilliDays)} more than its plan counted on`
}
