import type { ReportLine } from '../content/content.ts'
import { isPlanless, type ReportView } from '../content/view.ts'
import { doubtsByReason, reasonInWords } from '../sections/cannot-tell.ts'
import { bandInPoints, counted, points } from '../words/figures.ts'
import { mostReasonsTold } from '../words/lengths.ts'
import { joined, type Sentence, say } from '../words/sentence.ts'
import { teamNames } from '../words/team-names.ts'

/**
 * "Mobile: can’t tell, because 53 % of the working days had no ticket in progress.": teams in doubt, those with one reason
 * together; none where the report's answer has said it.
 */
export function cannotTellWords(view: ReportView): Sentence[] {
  const all = doubtsByReason(view)
  if (isToldByAnswer(view, all)) return []
  // That teams without a plan are no part of the company's figures is told with how sure these are.
  const groups = all.filter(({ because }) => because !== 'no_plan' || isPlanless(view.scope))
  const told = groups.slice(0, mostReasonsTold)
  const more = groups.slice(told.length).reduce((sum, { teams }) => sum + teams.length, 0)
  return [
    ...told.map(
      ({ teams, doubts }) => say`${teamNames(teams)}: can’t tell, because ${reasonInWords(view, doubts)}.`,
    ),
    ...(more === 0 ? [] : [say`${counted(more, 'more team')}: can’t tell either.`]),
  ]
}

/** Of a team alone, or where every team has the company's reason. */
function isToldByAnswer(
  { spec, scope, teams }: ReportView,
  groups: readonly { readonly because: string; readonly teams: readonly unknown[] }[],
): boolean {
  const [only] = groups
  if (spec.scope.kind === 'team') return true
  return only?.because === scope.doubt?.because && only?.teams.length === teams.length
}

/** "Platform: no sure difference from the plan (±8 points).": not off plan, but not surely on it either. */
export function noSureDifferenceWords(view: ReportView): Sentence[] {
  const open = view.teams.flatMap(({ name, headline }) =>
    headline.kind === 'no_sure_difference' ? [{ name, halfWidthShare: headline.halfWidthShare }] : [],
  )
  if (open.length === 0) return []
  const widest = Math.max(...open.map(({ halfWidthShare }) => points(halfWidthShare)), 1)
  return [say`${teamNames(open)}: no sure difference from the plan (${bandInPoints(widest)}).`]
}

/** Sentences as one line that is about no effort. */
export function lineOfSentences(sentences: readonly Sentence[]): ReportLine | undefined {
  if (sentences.length === 0) return undefined
  return {
    words: joined(sentences, ' '),
    atStakeMilliDays: null,
    evidence: [],
  }
}
