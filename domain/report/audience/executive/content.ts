import { isDrifting } from '../../../reconcile/verdicts/drift.ts'
import { countForMostOf, isFewOf } from '../../../reconcile/verdicts/most-of.ts'
import { sumOf } from '../../../sum.ts'
import type { ReportContent, ReportFinding } from '../../content/content.ts'
import type { ReportView } from '../../content/view.ts'
import { cannotTellFindings } from '../../sections/cannot-tell.ts'
import { dateInWords } from '../../words/dates.ts'
import { dayFigure, numberInWords, plannedInWords, plural } from '../../words/figures.ts'
import { mostFindings, mostTeamsAtLength } from '../../words/lengths.ts'
import { capitalised } from '../../words/sentence.ts'
import { elsewhere } from '../shared/elsewhere.ts'
import type { AudienceParts, CalledHeadline } from '../shared/parts.ts'
import { planPicture } from '../shared/plan-picture.ts'
import { executiveAnswer } from './answer.ts'
import { restFinding } from './rest.ts'
import { executiveSubject } from './subject.ts'
import { merged, storyOf, type TeamStory } from './team-stories.ts'

/** The report for executives: customers' work, money, trade-offs. */
export function executiveParts(view: ReportView, choice: ReportContent['choice']): AudienceParts {
  const stories = storiesOf(view)
  return {
    newsOf: (headline) => ({
      subject: executiveSubject(view, headline),
      preheader: preheaderOf(view, headline, stories, choice),
      answer: executiveAnswer(view, headline),
    }),
    picture: planPicture(view),
    findingsHeading: 'What moved it',
    findings:
      view.spec.scope.kind === 'company' ? companyFindings(view, stories) : teamFindings(view, stories),
  }
}

/** Teams with something called, in the plan's order. */
function storiesOf(view: ReportView): TeamStory[] {
  return view.teams.filter((team) => team.doubt === null).flatMap((team) => storyOf(view, team) ?? [])
}

/** The two teams with most at stake, in the plan's order, then everything else in one. */
function companyFindings(view: ReportView, stories: readonly TeamStory[]): ReportFinding[] {
  const atLength = new Set(
    stories
      .toSorted((a, b) => b.stakeMilliDays - a.stakeMilliDays)
      .slice(0, mostTeamsAtLength)
      .map((story) => story.team.scopeId),
  )
  const rest = restFinding(
    view,
    atLength,
    stories.filter((story) => !atLength.has(story.team.scopeId)),
  )
  return [
    ...stories.filter((story) => atLength.has(story.team.scopeId)).map(merged),
    ...(rest === undefined ? [] : [rest]),
  ]
}

function teamFindings(view: ReportView, stories: readonly TeamStory[]): ReportFinding[] {
  const points = stories.flatMap((story) => story.points)
  if (points.length > 0) return points.slice(0, mostFindings)
  if (view.scope.doubt !== null) return cannotTellFindings(view)
  const rest = restFinding(view, new Set(), [])
  return rest === undefined ? [] : [rest]
}

function preheaderOf(
  view: ReportView,
  headline: CalledHeadline,
  stories: readonly TeamStory[],
  choice: ReportContent['choice'],
): string {
  const by = !view.running
    ? `for ${view.nextQuarter}`
    : view.planningStartsOn === null
      ? `before ${view.nextQuarter} is planned`
      : `before planning starts on ${dateInWords(view.planningStartsOn)}`
  const decision = choice === null ? 'Nothing here asks for a decision.' : `One decision ${by}.`
  return [mostOfIt(view, headline, stories), decision].filter((words) => words !== '').join(' ')
}

/** "Two of five teams explain most of it.", where few explain most of what is at stake. */
function mostOfIt(view: ReportView, headline: CalledHeadline, stories: readonly TeamStory[]): string {
  const stakes = stories.map((story) => story.stakeMilliDays).toSorted((a, b) => b - a)
  const { reliability } = view.scope
  // Where drift is the headline, the subject has said so.
  const misalignment =
    isDrifting(reliability) && headline.kind !== 'reliability_drifting'
      ? `Reliability got ${dayFigure(reliability.spentMilliDays)} of its ${plannedInWords(reliability.budgetMilliDays)}.`
      : elsewhere(view)
  const few = countForMostOf(sumOf(stakes), stakes)
  if (few === 0 || !isFewOf(few, view.teams.length)) return misalignment
  return `${capitalised(numberInWords(few))} of ${numberInWords(view.teams.length)} teams ${plural(
    few,
    'explains',
    'explain',
  )} most of it.`
}
