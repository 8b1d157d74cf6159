import type { CommitmentFigures } from '../../../reconcile/dataset/reconciliation.ts'
import { figuresOf, hasEffort, type ReportView } from '../../content/view.ts'
import { cannotTellFindings } from '../../sections/cannot-tell.ts'
import { missingCapacity } from '../../sections/missing-capacity.ts'
import { projectionSentences, reliabilityStanding } from '../../sections/reliability-standing.ts'
import {
  behindMilliDays,
  commitmentsBehind,
  isDrifting,
  reliabilityShortfall,
} from '../../sections/shortfall.ts'
import { dateInWords } from '../../words/dates.ts'
import { bandInWords, counted, dayFigure, daysInWords, percent } from '../../words/figures.ts'
import { tidyOutside } from '../../words/outside-text.ts'
import { subjectStart, tense } from '../../words/scope.ts'
import { isolated, listOf, outside, plainText, type Sentence, say, strong } from '../../words/sentence.ts'
import { elsewhere } from '../shared/elsewhere.ts'
import { nothingKnown, whatWouldChangeIt } from '../shared/nothing-known.ts'
import type { AudienceParts } from '../shared/parts.ts'
import { planPicture } from '../shared/plan-picture.ts'
import { burnDownPicture } from './burn-down-picture.ts'
import { commitmentsFinding, roadmapCommitments } from './commitments.ts'
import { smallSteps } from './small-steps.ts'

/** The report for product managers: the backlog's commitments, the reliability budget, small steps. */
export function productParts(view: ReportView): AudienceParts {
  const unclear = cannotTellFindings(view)
  const findings = hasEffort(view.scope)
    ? [
        commitmentsFinding(view),
        reliabilityStanding(view),
        smallSteps(view) ?? (view.spec.scope.kind === 'team' ? undefined : unclear[0]),
      ]
    : [...unclear]
  return {
    subject: subjectOf(view),
    preheader: preheaderOf(view),
    answer: answerOf(view),
    picture: hasEffort(view.scope) ? (burnDownPicture(view) ?? planPicture(view)) : null,
    findingsHeading: tense(view, 'What moves the backlog', 'What moved the backlog'),
    findings: findings.filter((finding) => finding !== undefined).slice(0, 3),
  }
}

function subjectOf(view: ReportView): string {
  const start = subjectStart(view)
  if (!hasEffort(view.scope)) return `${start}no work to be seen on any ticket`
  const { reliability } = view.scope
  const [behind] = roadmapBehind(view)
  if (isDrifting(view, view.scope)) {
    const shortfall = reliabilityShortfall(view, reliability)
    const due = view.running ? reliability.expectedMilliDays : reliability.budgetMilliDays
    const dueByNow = tense(view, ' due by now', '')
    return `${start}${dayFigure(shortfall)} of ${dayFigure(due)} reliability days${dueByNow} unspent${costInWords(view, behind)}`
  }
  if (behind !== undefined) {
    return `${start}${isolated(tidyOutside(behind.name, 40))} ${tense(view, 'is', 'ended')} ${daysInWords(
      behindMilliDays(view, behind),
    )} ${tense(view, 'behind', 'short')}`
  }
  const roadmap = figuresOf(view.scope, 'roadmap')
  const over = commitmentsOver(view)
  if (over !== '') return `${start}${over}`
  if (roadmap.call === 'under') {
    return `${start}the roadmap got ${percent(roadmap.actualShare)} of the time, planned ${percent(roadmap.plannedShare)}`
  }
  return roadmap.call === 'cannot_tell'
    ? `${start}no difference from the plan that is sure`
    : `${start}the backlog ${tense(view, 'moves', 'moved')} as planned`
}

/** What the unspent days stand beside; where people were missing, they are why commitments are behind, not the budget. */
function costInWords(view: ReportView, behind: CommitmentFigures | undefined): string {
  if (behind === undefined) return ''
  return missingCapacity(view, view.scope) === undefined
    ? `, and what that ${tense(view, 'costs', 'cost')} the backlog`
    : `, ${isolated(tidyOutside(behind.name, 40))} ${daysInWords(behindMilliDays(view, behind))} ${tense(view, 'behind', 'short')}`
}

/** "2 of 3 commitments took more days than planned"; empty where none did. */
function commitmentsOver(view: ReportView): string {
  const planned = roadmapCommitments(view)
  const over = planned.filter((commitment) => behindMilliDays(view, commitment) < 0)
  return over.length === 0
    ? ''
    : `${over.length} of ${counted(planned.length, 'commitment')} took more days than planned`
}

function roadmapBehind(view: ReportView): CommitmentFigures[] {
  return commitmentsBehind(view, view.scope).filter((commitment) => commitment.category === 'roadmap')
}

function answerOf(view: ReportView): Sentence {
  if (!hasEffort(view.scope)) return nothingKnown(view)
  const roadmap = figuresOf(view.scope, 'roadmap')
  const more = roadmap.actualMilliDays - roadmap.plannedMilliDays
  const plan =
    more >= 500
      ? say` days, ${dayFigure(more)} more than planned${tense(view, ' by now', '')}`
      : say` of the ${dayFigure(roadmap.plannedMilliDays)} days planned${tense(view, ' by now', '')}`
  const start = say`The roadmap ${tense(view, 'has had', 'got')} ${strong(
    dayFigure(roadmap.actualMilliDays),
  )}${plan}, ${percent(roadmap.actualShare)} of the time (${bandInWords(roadmap.band)}).`
  const behind = roadmapBehind(view).slice(0, 2)
  if (behind.length === 0) {
    const hasCommitments = view.scope.commitments.some((commitment) => commitment.category === 'roadmap')
    return hasCommitments
      ? say`${start} No roadmap commitment ${tense(view, 'is', 'was left')} behind.`
      : start
  }
  const names = behind.map(
    (commitment) => say`${outside(commitment.name)} by ${daysInWords(behindMilliDays(view, commitment))}`,
  )
  return say`${start} Behind the plan: ${listOf(names)}.`
}

function preheaderOf(view: ReportView): string {
  if (!hasEffort(view.scope)) return whatWouldChangeIt
  const { reliability } = view.scope
  if (isDrifting(view, view.scope) && view.running && reliability.lastDayToRecover !== null) {
    return `To meet the plan, reliability work has to start by ${dateInWords(reliability.lastDayToRecover)}.`
  }
  const steps = smallSteps(view)?.sentences[0]
  if (steps !== undefined) return plainText(steps).replace(/:$/, '.')
  const [pace] = projectionSentences(view)
  if (pace !== undefined) return plainText(pace)
  return elsewhere(view)
}
