import type { CommitmentFigures } from '../../../reconcile/dataset/verdicts.ts'
import { isDrifting } from '../../../reconcile/verdicts/drift.ts'
import { commitmentsBehind, figuresOf, hasEffort, type ReportView } from '../../content/view.ts'
import { commitmentsClause } from '../../lines/commitments.ts'
import { missingPeopleClause } from '../../lines/off-plan.ts'
import { stepsClause } from '../../lines/steps.ts'
import { cannotTellFindings } from '../../sections/cannot-tell.ts'
import { reliabilityStanding } from '../../sections/reliability-standing.ts'
import { dateInWords, lastDayOf } from '../../words/dates.ts'
import {
  bandInWords,
  counted,
  dayFigure,
  daysBetween,
  grouped,
  percent,
  personDays,
  plural,
} from '../../words/figures.ts'
import { longestCommitmentInSubject } from '../../words/lengths.ts'
import { tidyOutside } from '../../words/outside-text.ts'
import { subjectOf, tense } from '../../words/scope.ts'
import { capitalisedSentence, isolated, plainText, type Sentence, say, strong } from '../../words/sentence.ts'
import { elsewhere } from '../shared/elsewhere.ts'
import { withMissingPeople } from '../shared/missing-people.ts'
import type { AudienceParts } from '../shared/parts.ts'
import { planPicture } from '../shared/plan-picture.ts'
import { burnDownPicture } from './burn-down-picture.ts'
import { commitmentsFinding, droppedCommitments, roadmapCommitments } from './commitments.ts'
import { productLines } from './lines.ts'
import { smallSteps } from './small-steps.ts'

/** The report for product managers: the backlog's commitments, the reliability budget, small steps. */
export function productParts(view: ReportView): AudienceParts {
  const unclear = cannotTellFindings(view)
  const findings = hasEffort(view.scope)
    ? [commitmentsFinding(view), reliabilityStanding(view), smallSteps(view), ...unclear]
    : unclear
  const isQuiet = commitmentsClause(view) === undefined && missingPeopleClause(view, view.scope) === undefined
  return {
    newsOf: (headline) =>
      withMissingPeople(view, headline, {
        subject: subjectOf(view, ...newsInWords(view)),
        preheader: preheaderOf(view),
        answer: answerOf(view),
      }),
    picture: hasEffort(view.scope) ? (burnDownPicture(view) ?? planPicture(view)) : null,
    linesHeading: tense(view, 'What moves the backlog', 'What moved the backlog'),
    lines: productLines(view),
    isQuiet,
    findings: findings.filter((finding) => finding !== undefined),
  }
}

/** "14 of 121 reliability days spent, Saved searches 18 over": the budget first, then the commitment that is furthest off. */
function newsInWords(view: ReportView): readonly string[] {
  const { reliability } = view.scope
  const parts = [
    isDrifting(reliability)
      ? `${dayFigure(reliability.spentMilliDays)} of ${dayFigure(reliability.budgetMilliDays)} reliability days spent`
      : '',
    commitmentNews(view),
  ].filter((part) => part !== '')
  if (parts.length > 0) return parts
  const roadmap = figuresOf(view.scope, 'roadmap')
  switch (roadmap.call) {
    case 'under':
    case 'over':
      return [
        `${percent(roadmap.actualShare)} of the time on the roadmap, ${percent(roadmap.plannedShare)} planned`,
      ]
    case 'on_plan':
      return [`the backlog ${tense(view, 'moves', 'moved')} as planned`]
    case 'cannot_tell':
      return ['no difference from the plan that is sure']
  }
}

/** "Saved searches 18 over its plan", "Partner API 24 behind its plan", "1 of 3 commitments dropped"; empty where none is off. */
function commitmentNews(view: ReportView): string {
  const behind = commitmentsBehind(view.scope).filter(({ category }) => category === 'roadmap')
  const [furthest] = [...behind, ...commitmentsOver(view)]
  if (furthest !== undefined) {
    const words = furthest.deviationMilliDays < 0 ? 'over' : tense(view, 'behind', 'short of')
    const name = isolated(tidyOutside(furthest.name, longestCommitmentInSubject))
    return `${name} ${personDays(furthest.deviationMilliDays)} ${words} its plan`.replace('person-', '')
  }
  const dropped = droppedCommitments(view).length
  return dropped === 0
    ? ''
    : `${dropped} of ${counted(roadmapCommitments(view).length, 'commitment')} ${plural(dropped, 'was', 'were')} dropped`
}

function commitmentsOver(view: ReportView): CommitmentFigures[] {
  return roadmapCommitments(view)
    .filter(({ deviationMilliDays }) => deviationMilliDays < 0)
    .toSorted((a, b) => a.deviationMilliDays - b.deviationMilliDays)
}

/** "The roadmap got 188 person-days, 22 fewer than planned by now: 60 % (±6) of the sorted work." */
function answerOf(view: ReportView): Sentence {
  const roadmap = figuresOf(view.scope, 'roadmap')
  const more = daysBetween(roadmap.actualMilliDays, roadmap.plannedMilliDays)
  const planned = tense(view, 'planned by now', 'planned')
  const against =
    more === 0 ? `as ${planned}` : `${grouped(Math.abs(more))} ${more > 0 ? 'more' : 'fewer'} than ${planned}`
  return say`The roadmap ${tense(view, 'has had', 'got')} ${strong(personDays(roadmap.actualMilliDays))}, ${against}: ${percent(
    roadmap.actualShare,
  )} (${bandInWords(roadmap)}) of the sorted work.`
}

function preheaderOf(view: ReportView): string {
  const { reliability } = view.scope
  if (view.running && isDrifting(reliability) && reliability.lastDayToRecover !== null) {
    return `To meet the plan, reliability work has to start by ${dateInWords(reliability.lastDayToRecover)}.`
  }
  const steps = stepsClause(view)
  if (steps !== undefined) return `${plainText(capitalisedSentence(steps.words))}.`
  const { projected, budgetMilliDays } = reliability
  if (view.running && projected !== null) {
    return `At this pace ${dayFigure(projected.milliDays)} of ${dayFigure(budgetMilliDays)} reliability days by ${dateInWords(lastDayOf(view))}.`
  }
  return elsewhere(view)
}
