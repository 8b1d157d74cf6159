import type { CommitmentFigures } from '../../../reconcile/dataset/verdicts.ts'
import { isDrifting } from '../../../reconcile/verdicts/drift.ts'
import { commitmentsBehind, figuresOf, hasEffort, type ReportView } from '../../content/view.ts'
import { cannotTellFindings } from '../../sections/cannot-tell.ts'
import { missingCapacity } from '../../sections/missing-capacity.ts'
import { projectionSentences, reliabilityStanding } from '../../sections/reliability-standing.ts'
import { dateInWords } from '../../words/dates.ts'
import { bandInWords, counted, dayFigure, daysInWords, isADay, percent, plural } from '../../words/figures.ts'
import { longestSubjectName, mostCommitmentsNamed, mostFindings } from '../../words/lengths.ts'
import { tidyOutside } from '../../words/outside-text.ts'
import { subjectStart, tense } from '../../words/scope.ts'
import { isolated, listOf, outside, plainText, type Sentence, say, strong } from '../../words/sentence.ts'
import { elsewhere } from '../shared/elsewhere.ts'
import { withMissingPeople } from '../shared/missing-people.ts'
import type { AudienceParts } from '../shared/parts.ts'
import { planPicture } from '../shared/plan-picture.ts'
import { burnDownPicture } from './burn-down-picture.ts'
import { commitmentsFinding, droppedCommitments, roadmapCommitments } from './commitments.ts'
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
    newsOf: (headline) =>
      withMissingPeople(view, headline, {
        subject: subjectOf(view),
        preheader: preheaderOf(view),
        answer: answerOf(view),
      }),
    picture: hasEffort(view.scope) ? (burnDownPicture(view) ?? planPicture(view)) : null,
    findingsHeading: tense(view, 'What moves the backlog', 'What moved the backlog'),
    findings: findings.filter((finding) => finding !== undefined).slice(0, mostFindings),
  }
}

function subjectOf(view: ReportView): string {
  const start = subjectStart(view)
  const { reliability } = view.scope
  const [behind] = roadmapBehind(view)
  if (isDrifting(reliability)) {
    const { shortfallMilliDays, expectedMilliDays } = reliability
    const dueByNow = tense(view, ' due by now', '')
    return `${start}${dayFigure(shortfallMilliDays)} of ${dayFigure(expectedMilliDays)} reliability days${dueByNow} unspent${costInWords(view, behind)}`
  }
  if (behind !== undefined) {
    return `${start}${isolated(tidyOutside(behind.name, longestSubjectName))} ${tense(view, 'is', 'ended')} ${daysInWords(
      behind.deviationMilliDays,
    )} ${tense(view, 'behind', 'short')}`
  }
  const roadmap = figuresOf(view.scope, 'roadmap')
  const over = commitmentsOver(view)
  if (over !== '') return `${start}${over}`
  const dropped = droppedCommitments(view)
  if (dropped.length > 0) {
    const all = counted(roadmapCommitments(view).length, 'commitment')
    return `${start}${dropped.length} of ${all} ${plural(dropped.length, 'was', 'were')} dropped`
  }
  switch (roadmap.call) {
    case 'under':
    case 'over':
      return `${start}the roadmap got ${percent(roadmap.actualShare)} of the sorted work, planned ${percent(roadmap.plannedShare)}`
    case 'on_plan':
      return `${start}the backlog ${tense(view, 'moves', 'moved')} as planned`
    case 'cannot_tell':
      return `${start}no difference from the plan that is sure`
  }
}

/** What the unspent days stand beside; where people were missing, they are why commitments are behind, not the budget. */
function costInWords(view: ReportView, behind: CommitmentFigures | undefined): string {
  if (behind === undefined) return ''
  return missingCapacity(view, view.scope) === undefined
    ? `, and what that ${tense(view, 'costs', 'cost')} the backlog`
    : `, ${isolated(tidyOutside(behind.name, longestSubjectName))} ${daysInWords(behind.deviationMilliDays)} ${tense(view, 'behind', 'short')}`
}

/** "2 of 3 commitments took more days than planned"; empty where none did. */
function commitmentsOver(view: ReportView): string {
  const planned = roadmapCommitments(view)
  const over = planned.filter(({ deviationMilliDays }) => deviationMilliDays < 0)
  return over.length === 0
    ? ''
    : `${over.length} of ${counted(planned.length, 'commitment')} took more days than planned`
}

function roadmapBehind(view: ReportView): CommitmentFigures[] {
  return commitmentsBehind(view.scope).filter((commitment) => commitment.category === 'roadmap')
}

function answerOf(view: ReportView): Sentence {
  const roadmap = figuresOf(view.scope, 'roadmap')
  const more = roadmap.actualMilliDays - roadmap.plannedMilliDays
  const plan = isADay(more)
    ? say` days, ${dayFigure(more)} more than planned${tense(view, ' by now', '')}`
    : say` of the ${dayFigure(roadmap.plannedMilliDays)} days planned${tense(view, ' by now', '')}`
  const start = say`The roadmap ${tense(view, 'has had', 'got')} ${strong(
    dayFigure(roadmap.actualMilliDays),
  )}${plan}, ${percent(roadmap.actualShare)} of the sorted work (${bandInWords(roadmap)}).`
  const behind = roadmapBehind(view).slice(0, mostCommitmentsNamed)
  if (behind.length === 0) {
    const isKept = roadmapCommitments(view).length > droppedCommitments(view).length
    return isKept
      ? say`${start} No roadmap commitment ${tense(view, 'is', 'was left')} behind.${droppedInWords(view)}`
      : say`${start}${droppedInWords(view)}`
  }
  const names = behind.map(
    (commitment) => say`${outside(commitment.name)} by ${daysInWords(commitment.deviationMilliDays)}`,
  )
  return say`${start} Behind the plan: ${listOf(names)}.${droppedInWords(view)}`
}

function droppedInWords(view: ReportView): Sentence {
  const names = droppedCommitments(view).slice(0, mostCommitmentsNamed)
  return names.length === 0 ? [] : say` Dropped: ${listOf(names.map(({ name }) => say`${outside(name)}`))}.`
}

function preheaderOf(view: ReportView): string {
  const { reliability } = view.scope
  if (isDrifting(reliability) && view.running && reliability.lastDayToRecover !== null) {
    return `To meet the plan, reliability work has to start by ${dateInWords(reliability.lastDayToRecover)}.`
  }
  const steps = smallSteps(view)?.sentences[0]
  if (steps !== undefined) return plainText(steps).replace(/:$/, '.')
  const [pace] = projectionSentences(view)
  if (pace !== undefined) return plainText(pace)
  return elsewhere(view)
}
