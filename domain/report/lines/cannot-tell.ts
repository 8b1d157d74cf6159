import type { ScopeReconciliation } from '../../reconcile/dataset/scope.ts'
import type { Doubt } from '../../reconcile/dataset/verdicts.ts'
import type { ReportLine } from '../content/content.ts'
import { isPlanless, type ReportView } from '../content/view.ts'
import { doubtsByReason, reasonInWords } from '../sections/cannot-tell.ts'
import { namedEvidenceOf } from '../sections/evidence.ts'
import { unattributedInWords } from '../sections/page-tables.ts'
import { bandInPoints, counted, points } from '../words/figures.ts'
import { mostEvidence, mostReasonsTold } from '../words/lengths.ts'
import { joined, type Sentence, say } from '../words/sentence.ts'
import { teamNames } from '../words/team-names.ts'
import { withoutRepeats } from './line.ts'

/**
 * "Mobile: can’t tell, because 53 % of the working days had no ticket in progress.": teams in doubt, those with one reason
 * together; none where the report's answer has said it.
 */
export function cannotTellWords(view: ReportView): Sentence[] {
  const groups = untoldDoubts(view)
  const told = toldDoubts(view)
  const more = groups.slice(told.length).reduce((sum, { teams }) => sum + teams.length, 0)
  return [
    ...told.map(
      ({ teams, doubts }) => say`${teamNames(teams)}: can’t tell, because ${reasonInWords(view, doubts)}.`,
    ),
    ...(more === 0 ? [] : [say`${counted(more, 'more team')}: can’t tell either.`]),
  ]
}

/** Those that the report's answer hasn't told. */
function untoldDoubts(view: ReportView): ReturnType<typeof doubtsByReason> {
  const all = doubtsByReason(view)
  if (isToldByAnswer(view, all)) return []
  // That teams without a plan are no part of the company's figures is told with how sure these are.
  return all.filter(({ because }) => because !== 'no_plan' || isPlanless(view.scope))
}

function toldDoubts(view: ReportView): ReturnType<typeof doubtsByReason> {
  return untoldDoubts(view).slice(0, mostReasonsTold)
}

/** What the doubts that are told are judged by; empty where the reason says it all. */
export function cannotTellEvidence(view: ReportView): Sentence[] {
  return toldDoubts(view)
    .flatMap(({ teams, doubts: [doubt] }) =>
      doubt === undefined ? [] : teams.flatMap((team) => doubtEvidence(team, doubt)),
    )
    .slice(0, mostEvidence)
}

function doubtEvidence(team: ScopeReconciliation, { because }: Doubt): Sentence[] {
  switch (because) {
    case 'mostly_uncategorised':
      return namedEvidenceOf(team, 'uncategorised')
    case 'half_unattributed':
      return [unattributedInWords(team)]
    case 'nobody_available':
    case 'too_early':
    case 'small_group':
    case 'stale':
    case 'no_effort':
    case 'no_plan':
    case 'every_team':
      return []
  }
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

/** What can't be told as one line. */
export function cannotTellLine(view: ReportView): ReportLine | undefined {
  return lineOfSentences(cannotTellWords(view), cannotTellEvidence(view))
}

/** Sentences as one line that is about no effort. */
export function lineOfSentences(
  sentences: readonly Sentence[],
  evidence: readonly Sentence[],
): ReportLine | undefined {
  if (sentences.length === 0) return undefined
  return {
    words: joined(sentences, ' '),
    atStakeMilliDays: null,
    evidence: withoutRepeats(evidence),
  }
}
