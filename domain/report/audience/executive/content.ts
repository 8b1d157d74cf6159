import type { ReportContent, ReportFinding } from '../../content/content.ts'
import { hasEffort, type ReportView } from '../../content/view.ts'
import { cannotTell, cannotTellFindings } from '../../sections/cannot-tell.ts'
import { isDrifting } from '../../sections/shortfall.ts'
import { dateInWords } from '../../words/dates.ts'
import { dayFigure, numberInWords, plannedInWords } from '../../words/figures.ts'
import { capitalised } from '../../words/sentence.ts'
import { elsewhere } from '../shared/elsewhere.ts'
import { whatWouldChangeIt } from '../shared/nothing-known.ts'
import type { AudienceParts } from '../shared/parts.ts'
import { planPicture } from '../shared/plan-picture.ts'
import { executiveAnswer } from './answer.ts'
import { restFinding } from './rest.ts'
import { executiveSubject } from './subject.ts'
import { merged, storyOf, type TeamStory } from './team-stories.ts'

/** The report for executives: customers' work, money, trade-offs. */
export function executiveParts(view: ReportView, choice: ReportContent['choice']): AudienceParts {
  const stories = storiesOf(view)
  return {
    subject: executiveSubject(view),
    preheader: preheaderOf(view, stories, choice),
    answer: executiveAnswer(view),
    picture: planPicture(view),
    findingsHeading: 'What moved it',
    findings:
      view.spec.scope.kind === 'company' ? companyFindings(view, stories) : teamFindings(view, stories),
  }
}

/** Teams with something called, in the plan's order. */
function storiesOf(view: ReportView): TeamStory[] {
  return view.teams
    .filter((team) => cannotTell(view, team) === undefined)
    .flatMap((team) => storyOf(view, team) ?? [])
}

/** The two teams with most at stake, told in the plan's order, then everything else in one. */
function companyFindings(view: ReportView, stories: readonly TeamStory[]): ReportFinding[] {
  const told = new Set(
    stories
      .toSorted((a, b) => b.stakeMilliDays - a.stakeMilliDays)
      .slice(0, 2)
      .map((story) => story.team.scopeId),
  )
  const rest = restFinding(
    view,
    told,
    stories.filter((story) => !told.has(story.team.scopeId)),
  )
  return [
    ...stories.filter((story) => told.has(story.team.scopeId)).map(merged),
    ...(rest === undefined ? [] : [rest]),
  ]
}

function teamFindings(view: ReportView, stories: readonly TeamStory[]): ReportFinding[] {
  const points = stories.flatMap((story) => story.points)
  if (points.length > 0) return points.slice(0, 3)
  if (cannotTell(view, view.scope) !== undefined) return hasEffort(view.scope) ? [] : cannotTellFindings(view)
  const rest = restFinding(view, new Set(), [])
  return rest === undefined ? [] : [rest]
}

function preheaderOf(
  view: ReportView,
  stories: readonly TeamStory[],
  choice: ReportContent['choice'],
): string {
  if (!hasEffort(view.scope)) return whatWouldChangeIt
  const by = !view.running
    ? `for ${view.nextQuarter}`
    : view.planningStartsOn === null
      ? `before ${view.nextQuarter} is planned`
      : `before planning starts on ${dateInWords(view.planningStartsOn)}`
  const decision = choice === null ? 'Nothing here asks for a decision.' : `One decision ${by}.`
  return [mostOfIt(view, stories), decision].filter((words) => words !== '').join(' ')
}

/** "Two of five teams explain most of it.", where few explain six tenths of what is at stake. */
function mostOfIt(view: ReportView, stories: readonly TeamStory[]): string {
  const stakes = stories.map((story) => story.stakeMilliDays).toSorted((a, b) => b - a)
  const total = stakes.reduce((sum, stake) => sum + stake, 0)
  const { reliability } = view.scope
  const misalignment = isDrifting(view, view.scope)
    ? `Reliability got ${dayFigure(reliability.spentMilliDays)} of its ${plannedInWords(reliability.budgetMilliDays)}.`
    : elsewhere(view)
  if (view.spec.scope.kind === 'team' || total === 0 || view.teams.length < 3) return misalignment
  let few = 0
  for (let sum = 0; few < stakes.length && sum < total * 0.6; few += 1) sum += stakes[few] ?? 0
  if (few > view.teams.length / 2) return misalignment
  return `${capitalised(numberInWords(few))} of ${numberInWords(view.teams.length)} teams ${
    few === 1 ? 'explains' : 'explain'
  } most of it.`
}
