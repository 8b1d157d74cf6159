import type { ReportFinding } from '../content/content.ts'
import type { ReportView } from '../content/view.ts'
import { dateInWords, lastDayOf } from '../words/dates.ts'
import { counted, dayFigure, daysInWords, plannedInWords } from '../words/figures.ts'
import { soFar, tense } from '../words/scope.ts'
import { outside, type Sentence, say, strong } from '../words/sentence.ts'
import { isInDoubt } from './cannot-tell.ts'
import { evidenceOf } from './evidence.ts'
import { isDrifting, reliabilityShortfall } from './shortfall.ts'

/** Most planned reliability items that a finding lists. */
const mostListed = 5

/** Where the planned reliability work stands: the budget, its projection, and each item that was planned. */
export function reliabilityStanding(view: ReportView): ReportFinding {
  const { reliability } = view.scope
  if (reliability.state === 'no_budget' || reliability.budgetMilliDays === 0) {
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
    atStakeMilliDays: isDrifting(view, view.scope) ? reliabilityShortfall(view, reliability) : null,
    evidence: items.length === 0 ? evidenceOf(view.scope, 'reliability', 3) : [],
  }
}

function budgetSentence(view: ReportView): Sentence {
  const { budgetMilliDays, spentMilliDays, expectedMilliDays } = view.scope.reliability
  const due = view.running ? `; ${dayFigure(expectedMilliDays)} were due by now` : ''
  return say`Reliability ${tense(view, 'has had', 'had')} ${strong(dayFigure(spentMilliDays))} of its ${dayFigure(
    budgetMilliDays,
  )} planned days${due}.`
}

/** "At this pace 25 of 70 days will be spent by 30 June (between 18 and 34)." and the last day to act. */
export function projectionSentences(view: ReportView): Sentence[] {
  const { projected, budgetMilliDays, lastDayToRecover } = view.scope.reliability
  // A pace that most of the work isn't in is no ground for a projection.
  if (!view.running || projected === null || isInDoubt(view)) return []
  const end = dateInWords(lastDayOf(view))
  const pace = say`At this pace ${strong(dayFigure(projected.milliDays))} of ${dayFigure(
    budgetMilliDays,
  )} reliability days will be spent by ${end} (between ${dayFigure(projected.lowMilliDays)} and ${dayFigure(
    projected.highMilliDays,
  )}).`
  if (!isDrifting(view, view.scope)) return [pace]
  if (lastDayToRecover === null) {
    return view.scope.reliability.state === 'drifting'
      ? [pace, say`Even at the best pace so far the plan cannot be met any more this quarter.`]
      : [pace]
  }
  return [
    pace,
    say`To meet the plan at the best pace so far, work has to start by ${strong(dateInWords(lastDayToRecover))}.`,
  ]
}

/** How the running budget's course is called; a closed one's figures speak for themselves. */
function stateSentence(view: ReportView): Sentence[] {
  if (!view.running || isInDoubt(view)) return []
  switch (view.scope.reliability.state) {
    case 'probably_drifting':
      return [say`It is probably off its course, but not surely.`]
    case 'on_course':
      return [courseSentence(view)]
    case 'drifting':
    case 'no_budget':
      return []
  }
}

/** A budget that isn't drifting can still be on its way past a tenth above or below the plan: "on course" would be untrue. */
function courseSentence(view: ReportView): Sentence {
  if (isOverspending(view)) return say`That is more than was planned.`
  if (isUnderspending(view)) {
    return say`That falls short of the plan, though not by enough to be called off its course.`
  }
  return say`That is on course.`
}

/** Below the budget by more than a tenth, even at the far end of the projection. */
function isUnderspending({ scope: { reliability } }: ReportView): boolean {
  return (
    reliability.projected !== null && reliability.projected.highMilliDays < reliability.budgetMilliDays * 0.9
  )
}

/** Above the budget by more than a tenth, even at the near end of the projection. */
function isOverspending({ scope: { reliability } }: ReportView): boolean {
  return (
    reliability.projected !== null && reliability.projected.lowMilliDays > reliability.budgetMilliDays * 1.1
  )
}

function standingItems(view: ReportView): Sentence[] {
  const planned = view.scope.commitments.filter(
    (commitment) => commitment.category === 'reliability' && commitment.found,
  )
  const items = planned.slice(0, mostListed).map((commitment) => {
    const state = commitment.done ? 'done' : commitment.actualMilliDays === 0 ? 'not started' : 'open'
    return say`${outside(commitment.name)}: ${dayFigure(commitment.actualMilliDays)} of ${plannedInWords(
      commitment.plannedMilliDays,
    )}, ${state}`
  })
  const more = planned.length - items.length
  return more > 0 ? [...items, say`and ${counted(more, 'more item')}, in the table`] : items
}
