import { sumOf } from '../../../calculation/sum.ts'
import { categories } from '../../../category.ts'
import { isoOf } from '../../../instant.ts'
import type { LeftOutTeam } from '../../../reconcile/dataset/reconciliation.ts'
import type { ScopeReconciliation } from '../../../reconcile/dataset/scope.ts'
import { isAbsent } from '../../../reconcile/verdicts/absent.ts'
import { unattributedShareOf } from '../../../reconcile/verdicts/capacity.ts'
import { areFiguresUnsure } from '../../../reconcile/verdicts/doubt.ts'
import { figuresOf, hasEffort, isPlanless, type ReportView } from '../../content/view.ts'
import { dateInWords } from '../../words/dates.ts'
import { bandInPoints, bandPoints, counted, percent, points } from '../../words/figures.ts'
import { mostTeamsNamed } from '../../words/lengths.ts'
import { tense } from '../../words/scope.ts'
import { capitalised, joined, outside, type Sentence, say } from '../../words/sentence.ts'
import { teamNames } from '../../words/team-names.ts'
import { changeSentences } from './changes.ts'

/** How sure a report is, in a line; then, only where there is something, what is missing in it and what has changed since the last. */
export function trustInShort(view: ReportView): Sentence[] {
  return [...sureSentence(view), ...missingSentence(view), ...changeSentences(view)]
}

/**
 * "How sure: good to ±6 points for a team, ±3 for the company; 4 % of the work is not sorted, 9 % of the days show on no ticket."
 * Where nothing sure can be said, no figure is good to anything: then only what the answer hasn't told.
 */
function sureSentence(view: ReportView): Sentence[] {
  if (!hasEffort(view.scope)) return []
  const unseen = unseenInWords(view)
  const bands = typicalBands(view)
  if (bands === null) return unseen.length === 0 ? [] : [say`${capitalised(unseen.join(', '))}.`]
  const { ownPoints, teamPoints } = bands
  const sure =
    teamPoints === null || teamPoints === ownPoints
      ? `How sure: good to ${bandInPoints(ownPoints)}`
      : `How sure: good to ${bandInPoints(teamPoints)} for a team, ±${ownPoints} for the company`
  return [say`${sure}${unseen.length === 0 ? '' : `; ${unseen.join(', ')}`}.`]
}

/** What no share counts, but for what the answer has told as the reason of a doubt: days after the last reading show on no ticket because nothing was read. */
function unseenInWords(view: ReportView): string[] {
  const because = view.scope.doubt?.because
  const unsorted = because === 'mostly_uncategorised' ? 0 : view.scope.uncategorised.share
  const isTold = because === 'half_unattributed' || because === 'stale'
  const unseen = isTold ? 0 : unattributedShareOf(view.scope.capacity)
  return [
    points(unsorted) === 0 ? '' : `${percent(unsorted)} of the work ${tense(view, 'is', 'was')} not sorted`,
    points(unseen) === 0
      ? ''
      : `${percent(unseen)} of the days ${tense(view, 'show', 'showed')} on no ticket`,
  ].filter((part) => part !== '')
}

/** How good shares are, in points: those of the report's own scope, and of a typical team of several; null where none is good to anything. */
export function typicalBands({
  scope,
  teams,
}: ReportView): { readonly ownPoints: number; readonly teamPoints: number | null } | null {
  if (!hasEffort(scope) || areFiguresUnsure(scope.doubt)) return null
  const sure = teams.filter((team) => hasEffort(team) && !areFiguresUnsure(team.doubt)).map(widestBand)
  return {
    ownPoints: widestBand(scope),
    teamPoints: sure.length > 1 ? Math.round(sumOf(sure) / sure.length) : null,
  }
}

/** Of a scope's categories, in points. */
function widestBand(scope: ScopeReconciliation): number {
  return Math.max(...categories.map((category) => bandPoints(figuresOf(scope, category).band)))
}

/** "Not in these figures: Labs; what changed in Jira since 1 June; 2 unreadable records. No figures of their own: Ops and Web." */
function missingSentence(view: ReportView): Sentence[] {
  const { leftOut } = view.reconciliation
  const small = view.spec.scope.kind === 'company' ? leftOut.filter(isCounted) : []
  const parts = [...teamsNotIn(view), ...staleConnections(view), ...records(view)]
  return [
    ...(parts.length === 0 ? [] : [say`Not in these figures: ${joined(parts, '; ')}.`]),
    ...(small.length === 0
      ? []
      : [say`Without figures of ${small.length === 1 ? 'its' : 'their'} own: ${teamNames(small)}.`]),
  ]
}

/** Whether a team without figures of its own is part of the company's. */
function isCounted(team: LeftOutTeam): boolean {
  return !isAbsent(team) && team.isOutsideCompany !== true
}

/** "Old Shop and New Shop (nobody available)", "Labs (no plan)", and of many "10 teams (no plan)": the page names them. */
function teamsNotIn({ spec, scope, teams, reconciliation: { leftOut } }: ReportView): Sentence[] {
  if (spec.scope.kind === 'team') return []
  const absent = leftOut.filter(isAbsent)
  const planless = [
    ...teams.filter((team) => isPlanless(team) && !isPlanless(scope)),
    ...leftOut.filter((team) => !isAbsent(team) && !isCounted(team)),
  ]
  return [
    ...(absent.length === 0 ? [] : [say`${fewTeamNames(absent)} (nobody available)`]),
    ...(planless.length === 0 ? [] : [say`${fewTeamNames(planless)} (no plan)`]),
  ]
}

function fewTeamNames(teams: readonly { readonly name: string }[]): Sentence {
  return teams.length > mostTeamsNamed ? say`${counted(teams.length, 'team')}` : teamNames(teams)
}

function staleConnections({ reconciliation: { coverage } }: ReportView): Sentence[] {
  return coverage.connections.flatMap(({ name, syncedAt, staleness }) => {
    if (syncedAt === null || staleness === 'never_read') return [say`${outside(name)}, never synced in full`]
    if (staleness === 'fresh') return []
    return [say`what changed in ${outside(name)} since ${dateInWords(isoOf(syncedAt).slice(0, 10))}`]
  })
}

function records({ reconciliation: { coverage } }: ReportView): Sentence[] {
  const { quarantined, unmatchedAccounts, nobodysLoggedHours } = coverage
  const hours = Math.round(nobodysLoggedHours)
  return [
    ...(quarantined === 0 ? [] : [say`${counted(quarantined, 'unreadable record')}`]),
    ...(unmatchedAccounts === 0
      ? []
      : [
          say`${counted(unmatchedAccounts, 'account')} that ${unmatchedAccounts === 1 ? 'matches' : 'match'} nobody in the plan`,
        ]),
    ...(hours === 0 ? [] : [say`${counted(hours, 'hour')} that apps logged for nobody`]),
  ]
}
