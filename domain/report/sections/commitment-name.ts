import type { CommitmentFigures } from '../../reconcile/dataset/verdicts.ts'
import { dueMilliDaysOf } from '../../reconcile/verdicts/commitments.ts'
import { isBehind, type ReportView } from '../content/view.ts'
import { counted, dayFigure, daysBetween, personDays, plannedInWords } from '../words/figures.ts'
import { tidyOutside } from '../words/outside-text.ts'
import { tense } from '../words/scope.ts'
import { outside, type Sentence, say } from '../words/sentence.ts'

/** What went into it, beside its plan: "33 of 90 days", or, where that is more than all of it, "104 days, 80 planned". */
export function spentOfPlan({ actualMilliDays, plannedMilliDays }: Amounts): string {
  return isBeyondPlan({ actualMilliDays, plannedMilliDays })
    ? `${plannedInWords(actualMilliDays)}, ${dayFigure(plannedMilliDays)} planned`
    : `${dayFigure(actualMilliDays)} of ${plannedInWords(plannedMilliDays)}`
}

/** The same as the end of a clause of its own: "after 33 of its 90 person-days", "after 104 person-days, 80 planned". */
export function afterDays({ actualMilliDays, plannedMilliDays }: Amounts): string {
  return isBeyondPlan({ actualMilliDays, plannedMilliDays })
    ? `after ${personDays(actualMilliDays)}, ${dayFigure(plannedMilliDays)} planned`
    : `after ${dayFigure(actualMilliDays)} of its ${personDays(plannedMilliDays)}`
}

/** Whether more went into it than planned, as both are told: it is no part of its plan then. */
export function isBeyondPlan({ actualMilliDays, plannedMilliDays }: Amounts): boolean {
  return daysBetween(actualMilliDays, plannedMilliDays) > 0
}

type Amounts = Pick<CommitmentFigures, 'actualMilliDays' | 'plannedMilliDays'>

/** Whole days behind what is due by now, or over the plan: the difference of the two figures as the table of commitments has them. */
export function daysOffPlan({ elapsedShare }: ReportView, commitment: CommitmentFigures): number {
  const { plannedMilliDays, actualMilliDays, deviationMilliDays } = commitment
  const dueMilliDays = deviationMilliDays > 0 ? dueMilliDaysOf(commitment, elapsedShare) : plannedMilliDays
  return Math.abs(daysBetween(dueMilliDays, actualMilliDays))
}

/** "is 24 person-days behind its plan", "ended 42 person-days short of its plan", "was 24 person-days over its plan". */
export function daysOffInWords(view: ReportView, commitment: CommitmentFigures): string {
  const days = counted(daysOffPlan(view, commitment), 'person-day')
  return isBehind(commitment)
    ? tense(view, `is ${days} behind its plan`, `ended ${days} short of its plan`)
    : `${tense(view, 'is', 'was')} ${days} over its plan`
}

/** "Partner API"; commitments of one name are told apart by their plans: "Platform work (90 planned)". */
export function commitmentName({ scope }: ReportView, commitment: CommitmentFigures): Sentence {
  const name = tidyOutside(commitment.name)
  const alike = scope.commitments.filter((each) => tidyOutside(each.name) === name)
  return alike.length > 1
    ? say`${outside(name)} (${dayFigure(commitment.plannedMilliDays)} planned)`
    : say`${outside(name)}`
}
