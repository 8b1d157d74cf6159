import type { CommitmentFigures } from '../../reconcile/dataset/verdicts.ts'
import { isFound } from '../../reconcile/verdicts/commitments.ts'
import { isDrifting } from '../../reconcile/verdicts/drift.ts'
import type { ReportFinding } from '../content/content.ts'
import type { ReportView } from '../content/view.ts'
import {
  amountOf,
  budgetClause,
  isOneDay,
  isOverBudget,
  rangeInWords,
  toldProjection,
} from '../words/budget.ts'
import { dateInWords, lastDayOf } from '../words/dates.ts'
import { counted, dayFigure, daysBetween, daysInWords, plural } from '../words/figures.ts'
import { mostEvidenceOfTeam, mostReliabilityItems } from '../words/lengths.ts'
import { soFar } from '../words/scope.ts'
import { capitalisedSentence, type Sentence, say, strong } from '../words/sentence.ts'
import { commitmentName, spentOfPlan } from './commitment-name.ts'
import { evidenceOf } from './evidence.ts'

/** Where the planned reliability work stands: the budget, its projection, and each item that was planned. */
export function reliabilityStanding(view: ReportView): ReportFinding {
  const { reliability } = view.scope
  if (reliability.state === 'no_budget') {
    return {
      sentences: [
        say`No reliability work was planned; ${daysInWords(reliability.spentMilliDays)} went into it${soFar(view)}.`,
      ],
      items: [],
      atStakeMilliDays: null,
      evidence: evidenceOf(view.scope, 'reliability'),
    }
  }
  const items = standingItems(view)
  return {
    sentences: [budgetSentence(view), ...projectionSentences(view), ...stateSentence(view)],
    items,
    atStakeMilliDays: isDrifting(reliability) ? reliability.shortfallMilliDays : null,
    evidence: items.length === 0 ? evidenceOf(view.scope, 'reliability', mostEvidenceOfTeam) : [],
  }
}

/** "9 of 70 planned reliability days are spent (24 planned by now)." */
export function budgetSentence(view: ReportView): Sentence {
  return say`${capitalisedSentence(budgetClause(view, view.scope.reliability))}.`
}

/** "At this pace 25 of 70 reliability days will be spent by 30 June (18 to 34).", or "104 reliability days …, 26 planned"; and the last day to act. */
export function projectionSentences(view: ReportView): Sentence[] {
  const { budgetMilliDays, lastDayToRecover } = view.scope.reliability
  const projected = toldProjection(view.scope.reliability)
  if (!view.running || projected === null) return []
  const end = dateInWords(lastDayOf(view))
  const isOver = isOverBudget({ budgetMilliDays, spentMilliDays: projected.milliDays })
  const days = plural(daysBetween(projected.milliDays, 0), 'reliability day')
  const [part, planned] =
    isOver || isOneDay(budgetMilliDays)
      ? ['', `, ${amountOf(budgetMilliDays)} planned`]
      : [` of ${dayFigure(budgetMilliDays)}`, '']
  const pace = say`At this pace ${strong(amountOf(projected.milliDays))}${part} ${part === '' ? days : 'reliability days'} will be spent by ${end} (${rangeInWords(projected)})${planned}.`
  if (!isDrifting(view.scope.reliability)) return [pace]
  if (lastDayToRecover === null) {
    return view.scope.reliability.state === 'drifting'
      ? [pace, say`Even at the best pace so far the plan can’t be met any more this quarter.`]
      : [pace]
  }
  return [
    pace,
    say`To meet the plan at the best pace so far, work has to start by ${strong(dateInWords(lastDayToRecover))}.`,
  ]
}

/** How a running quarter's budget is being spent; empty once it has closed. */
export function stateSentence(view: ReportView): Sentence[] {
  if (!view.running) return []
  switch (view.scope.reliability.state) {
    case 'probably_drifting':
      return [say`It is probably off its course, but not surely.`]
    case 'on_course':
      return [projectedEndSentence(view)]
    case 'drifting':
    case 'no_budget':
    case 'cannot_tell':
      return []
  }
}

/** A budget that isn't drifting can still be on its way past the plan, or to less than it: "on course" would be untrue. */
function projectedEndSentence({ scope: { reliability } }: ReportView): Sentence {
  switch (reliability.projectedEnd) {
    case 'above_plan':
      return say`That is more than was planned.`
    case 'below_plan':
      return say`That falls short of the plan, though not by enough to be called off its course.`
    case 'near_plan':
    case null:
      return say`That is on course.`
  }
}

function standingItems(view: ReportView): Sentence[] {
  const planned = view.scope.commitments.filter(
    (commitment) => commitment.category === 'reliability' && isFound(commitment),
  )
  const items = planned.slice(0, mostReliabilityItems).map((commitment) => {
    return say`${commitmentName(view, commitment)}: ${spentOfPlan(commitment)}, ${stateInWords(commitment)}`
  })
  const more = planned.length - items.length
  return more > 0 ? [...items, say`and ${counted(more, 'more item')}, in the table`] : items
}

function stateInWords({ standing, actualMilliDays }: CommitmentFigures): string {
  if (standing === 'delivered') return 'done'
  if (standing === 'dropped') return 'dropped'
  return actualMilliDays === 0 ? 'not started' : 'open'
}
