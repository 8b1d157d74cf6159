import type { ScopeReconciliation } from '../../../reconcile/dataset/scope.ts'
import { sumOf } from '../../../sum.ts'
import type { ReportFinding } from '../../content/content.ts'
import type { ReportView } from '../../content/view.ts'
import { cannotTellFindings, wideBandRemedy } from '../../sections/cannot-tell.ts'
import { daysInWords, numberInWords, plural, points } from '../../words/figures.ts'
import { mostEvidence, mostTeamsInShort, mostTeamsNamed } from '../../words/lengths.ts'
import { tense } from '../../words/scope.ts'
import { capitalised, listOf, outside, type Sentence, say } from '../../words/sentence.ts'
import { inShort, type TeamStory } from './team-stories.ts'

/**
 * The last finding of a company's report: teams that are off their plan without a finding of their own, teams
 * in doubt, and one line for all that are on plan.
 */
export function restFinding(
  view: ReportView,
  atLength: ReadonlySet<string>,
  alsoOff: readonly TeamStory[],
): ReportFinding | undefined {
  const unclear = cannotTellFindings(view)
  const off = new Set(alsoOff.map(({ team }) => team.scopeId))
  const quiet = view.teams.filter(
    (team) => !atLength.has(team.scopeId) && !off.has(team.scopeId) && team.doubt === null,
  )
  const onPlan = quiet.filter((team) => team.headline.kind === 'on_plan')
  const sentences = [
    ...offSentences(view, alsoOff),
    ...unclear.flatMap((finding) => finding.sentences),
    ...onPlanSentence(view, onPlan, quiet.length === onPlan.length),
    ...uncalledSentence(quiet),
  ]
  if (sentences.length === 0) return undefined
  return {
    sentences,
    items: [],
    atStakeMilliDays: null,
    evidence: unclear.flatMap((finding) => finding.evidence).slice(0, mostEvidence),
  }
}

/** Up to two teams get a sentence or two each, more are counted and added up. */
function offSentences(view: ReportView, alsoOff: readonly TeamStory[]): Sentence[] {
  if (alsoOff.length <= mostTeamsInShort) return alsoOff.flatMap(inShort)
  const days = daysInWords(sumOf(alsoOff.map(({ stakeMilliDays }) => stakeMilliDays)))
  const subject =
    alsoOff.length > mostTeamsNamed
      ? say`${capitalised(numberInWords(alsoOff.length))} other teams`
      : listOf(alsoOff.map(({ team }) => say`${outside(team.name)}`))
  return [say`${subject} ${tense(view, 'are', 'were')} off plan too, by ${days} together: see the table.`]
}

function onPlanSentence(
  view: ReportView,
  onPlan: readonly ScopeReconciliation[],
  isAll: boolean,
): Sentence[] {
  if (onPlan.length === 0) return []
  const are = tense(view, plural(onPlan.length, 'is', 'are'), plural(onPlan.length, 'was', 'were'))
  if (isAll && onPlan.length === view.teams.length) {
    return [
      say`${plural(onPlan.length, 'Everything', 'Every team')} ${tense(view, 'is', 'was')} within a tenth of its plan.`,
    ]
  }
  if (isAll) return [say`Everything else ${tense(view, 'is', 'was')} within a tenth of its plan.`]
  const names =
    onPlan.length > mostTeamsNamed
      ? say`${capitalised(numberInWords(onPlan.length))} teams`
      : listOf(onPlan.map((team) => say`${outside(team.name)}`))
  return [say`${names} ${are} within a tenth of ${plural(onPlan.length, 'its', 'their')} plan.`]
}

/** Nothing off plan, but not within a tenth of it either: the band is why, and what would narrow it is said once. */
function uncalledSentence(quiet: readonly ScopeReconciliation[]): Sentence[] {
  const uncalled = quiet.flatMap(({ name, headline }) =>
    headline.kind === 'no_sure_difference' ? [{ name, halfWidthShare: headline.halfWidthShare }] : [],
  )
  if (uncalled.length === 0) return []
  const names =
    uncalled.length > mostTeamsNamed
      ? say`${numberInWords(uncalled.length)} teams`
      : listOf(uncalled.map((team) => say`${outside(team.name)}`))
  const widest = Math.max(...uncalled.map(({ halfWidthShare }) => points(halfWidthShare)), 1)
  return [
    say`For ${names}: cannot tell, because the differences are smaller than the band of ±${widest} points. ${wideBandRemedy}`,
  ]
}
