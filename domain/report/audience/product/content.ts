import type { CommitmentFigures } from '../../../reconcile/dataset/verdicts.ts'
import { isAligned } from '../../../reconcile/headline/alignment.ts'
import { isDoneEarly } from '../../../reconcile/verdicts/commitments.ts'
import { isDrifting } from '../../../reconcile/verdicts/drift.ts'
import { commitmentsBehind, figuresOf, hasEffort, type ReportView } from '../../content/view.ts'
import { commitmentsClause, lostCommitmentsClause } from '../../lines/commitments.ts'
import { missingPeopleClause } from '../../lines/off-plan.ts'
import { stepsClause } from '../../lines/steps.ts'
import { cannotTellFindings } from '../../sections/cannot-tell.ts'
import { daysOffInWords, isBeyondPlan } from '../../sections/commitment-name.ts'
import { promiseInWords } from '../../sections/forecast.ts'
import { reliabilityStanding } from '../../sections/reliability-standing.ts'
import { daysBeside, plannedBeside, shareNews } from '../../words/beside-plan.ts'
import { amountOf, budgetNews, paceClause, toldProjection } from '../../words/budget.ts'
import { dateInWords, lastDayOf } from '../../words/dates.ts'
import {
  allInWords,
  bandInWords,
  counted,
  dayFigure,
  personDays,
  plannedInWords,
  shareInWords,
} from '../../words/figures.ts'
import { leastCommitmentInSubject, longestCommitmentInSubject } from '../../words/lengths.ts'
import { tidyOutside } from '../../words/outside-text.ts'
import { roomInSubject, subjectOf, tense } from '../../words/scope.ts'
import {
  capitalised,
  capitalisedSentence,
  isolated,
  plainText,
  type Sentence,
  say,
  strong,
} from '../../words/sentence.ts'
import { withMissingPeople } from '../shared/missing-people.ts'
import { type AudienceParts, noSureDifference } from '../shared/parts.ts'
import { planPicture } from '../shared/plan-picture.ts'
import { burnDownPicture } from './burn-down-picture.ts'
import {
  commitmentsFinding,
  droppedCommitments,
  plannedCommitments,
  quarterDaysOf,
  roadmapCommitments,
} from './commitments.ts'
import { productLines } from './lines.ts'
import { offPlanNews } from './off-plan-news.ts'
import { smallSteps } from './small-steps.ts'

/** The report for product managers: the backlog's commitments, the reliability budget, small steps. */
export function productParts(view: ReportView): AudienceParts {
  const unclear = cannotTellFindings(view)
  const findings = hasEffort(view.scope)
    ? [commitmentsFinding(view), reliabilityStanding(view), smallSteps(view), ...unclear]
    : unclear
  const isQuiet = [
    commitmentsClause(view),
    lostCommitmentsClause(view),
    missingPeopleClause(view, view.scope),
  ].every((clause) => clause === undefined)
  return {
    newsOf: (headline) =>
      withMissingPeople(view, headline, {
        subject: subjectOf(view, ...newsInWords(view)),
        preheader: preheaderOf(view),
        answer: answerOf(view),
      }),
    picture: burnDownPicture(view) ?? planPicture(view),
    linesHeading: tense(view, 'What moves the backlog', 'What moved the backlog'),
    lines: productLines(view),
    isQuiet,
    findings: findings.filter((finding) => finding !== undefined),
  }
}

/** "14 of 121 reliability days spent, Saved searches was 18 person-days over its plan": the budget first, then the commitment that is furthest off; else the headline. */
function newsInWords(view: ReportView): readonly string[] {
  const { reliability } = view.scope
  const parts = [isDrifting(reliability) ? budgetNews(reliability) : '', commitmentNews(view)].filter(
    (part) => part !== '',
  )
  if (parts.length > 0) return parts
  const off = offPlanNews(view)
  if (off !== null) return [shareNews(view, off)]
  const roadmap = figuresOf(view.scope, 'roadmap')
  return roadmap.call === 'on_plan' ? [shareNews(view, roadmap)] : [noSureDifference]
}

/** "Saved searches was 18 person-days over its plan", "Partner API dropped after 40 of 90 days", "Vouchers not found in any tracker"; empty where none is off. */
function commitmentNews(view: ReportView): string {
  const behind = commitmentsBehind(view.scope).filter(({ category }) => category === 'roadmap')
  const impossible = behind.find((commitment) => quarterDaysOf(view, commitment) !== null)
  if (impossible !== undefined) {
    const quarterHas = dayFigure(quarterDaysOf(view, impossible) ?? 0)
    return `${isolated(tidyOutside(impossible.name, longestCommitmentInSubject))} planned at ${plannedInWords(impossible.plannedMilliDays)}, the quarter has ${quarterHas}`
  }
  const [furthest] = [...behind, ...commitmentsOver(view)]
  if (furthest !== undefined) return inSubject(view, furthest, daysOffInWords(view, furthest))
  const dropped = droppedCommitments(view)
  const [first] = dropped
  if (first !== undefined) {
    return dropped.length === 1
      ? inSubject(view, first, `dropped after ${spentInSubject(first)}`)
      : `${droppedOf(view, dropped.length)} were dropped`
  }
  const early = roadmapCommitments(view).find(isDoneEarly)
  if (early !== undefined) {
    return inSubject(view, early, `done after ${spentInSubject(early)}`)
  }
  const lost = view.scope.commitments.find(({ standing }) => standing === 'not_found')
  return lost === undefined ? '' : inSubject(view, lost, 'not found in any tracker')
}

/** "40 of 90 person-days"; what took more than its plan is no part of it. */
function spentInSubject(commitment: CommitmentFigures): string {
  const { actualMilliDays, plannedMilliDays } = commitment
  return isBeyondPlan(commitment)
    ? personDays(actualMilliDays)
    : `${dayFigure(actualMilliDays)} of ${personDays(plannedMilliDays)}`
}

/** "2 of 3 commitments", "both commitments", "all 3 commitments". */
function droppedOf(view: ReportView, dropped: number): string {
  const planned = plannedCommitments(view)
  return dropped === planned
    ? `${allInWords(planned).toLowerCase()} commitments`
    : `${dropped} of ${counted(planned, 'commitment')}`
}

/** A commitment and what became of it; its name is cut so that the subject has room for both. */
function inSubject(view: ReportView, { name }: CommitmentFigures, became: string): string {
  const marks = isolated(name).length - name.length
  const room = roomInSubject(view) - marks - ' '.length - became.length
  const longest = Math.min(longestCommitmentInSubject, Math.max(leastCommitmentInSubject, room))
  return `${isolated(tidyOutside(name, longest))} ${became}`
}

function commitmentsOver(view: ReportView): CommitmentFigures[] {
  return roadmapCommitments(view)
    .filter(({ deviationMilliDays }) => deviationMilliDays < 0)
    .toSorted((a, b) => a.deviationMilliDays - b.deviationMilliDays)
}

/** "The roadmap got 188 person-days, 22 fewer than planned by now: 60 % (±6) of the sorted work"; in shares alone where days aren't called. */
function answerOf(view: ReportView): Sentence {
  const roadmap = figuresOf(view.scope, 'roadmap')
  const got = say`The roadmap ${tense(view, 'has had', 'got')}`
  const share = say`${shareInWords(roadmap.actualShare)} (${bandInWords(roadmap)}) of the sorted work`
  const beside = roadmap.call === 'under' || roadmap.call === 'over' ? daysBeside(view, roadmap) : null
  if (beside !== null && roadmap.actualShare === 0)
    return say`${got} ${strong(beside.days)}, ${beside.planned}.`
  if (beside !== null) return say`${got} ${strong(beside.days)}, ${beside.planned}: ${share}.`
  return say`The roadmap ${tense(view, 'has taken', 'took')} ${strong(shareInWords(roadmap.actualShare))} (${bandInWords(roadmap)}) of the sorted work, ${plannedBeside(roadmap)}.`
}

function preheaderOf(view: ReportView): string {
  const { reliability } = view.scope
  const isDrift = isDrifting(reliability)
  if (view.running && isDrift && reliability.lastDayToRecover !== null) {
    return `To meet the plan, reliability work has to start by ${dateInWords(reliability.lastDayToRecover)}.`
  }
  const steps = stepsClause(view)
  if (steps !== undefined) return `${plainText(capitalisedSentence(steps.words))}.`
  const projected = toldProjection(reliability)
  if (view.running && projected !== null) {
    const pace = capitalised(paceClause(projected, lastDayOf(view), 'reliability day'))
    return isDrift ? `${pace}.` : `${pace}, ${amountOf(reliability.budgetMilliDays)} planned.`
  }
  return isAligned(view.scope)
    ? (promiseInWords(view) ?? `The time ${tense(view, 'goes', 'went')} where it was planned.`)
    : besideInWords(view)
}

/** The roadmap's share, or where the subject tells it, what stands beside it. */
function besideInWords(view: ReportView): string {
  const { reliability } = view.scope
  const roadmap = figuresOf(view.scope, 'roadmap')
  if (!newsInWords(view).includes(shareNews(view, roadmap))) {
    return `The roadmap ${tense(view, 'has', 'got')} ${shareInWords(roadmap.actualShare)} of the sorted work, ${plannedBeside(roadmap)}.`
  }
  if (reliability.state !== 'no_budget') return `${capitalised(budgetNews(reliability))}.`
  const ktlo = figuresOf(view.scope, 'ktlo')
  return `Keeping things running ${tense(view, 'takes', 'took')} ${shareInWords(ktlo.actualShare)}, ${plannedBeside(ktlo)}.`
}
