import { categories } from '../../category.ts'
import { isoOf } from '../../instant.ts'
import type { LeftOutTeam } from '../../reconcile/dataset/reconciliation.ts'
import type { ScopeReconciliation } from '../../reconcile/dataset/scope.ts'
import { isAbsent } from '../../reconcile/verdicts/absent.ts'
import { unattributedShareOf } from '../../reconcile/verdicts/capacity.ts'
import { sumOf } from '../../sum.ts'
import { figuresOf, hasEffort, type ReportView } from '../content/view.ts'
import { dateInWords } from '../words/dates.ts'
import { bandInPoints, bandPoints, counted, percent, points } from '../words/figures.ts'
import { tense } from '../words/scope.ts'
import { joined, outside, type Sentence, say } from '../words/sentence.ts'
import { teamNames } from '../words/team-names.ts'
import { changeSentences } from './changes.ts'

/** How sure a report is, in a line; then, only where there is something, what is missing in it and what has changed since the last. */
export function trustInShort(view: ReportView): Sentence[] {
  return [...sureSentence(view), ...missingSentence(view), ...changeSentences(view)]
}

/** "How sure: good to ±6 points for a team, ±3 for the company; 4 % of the work is not sorted, 9 % of the days show on no ticket." */
function sureSentence(view: ReportView): Sentence[] {
  if (!hasEffort(view.scope)) return []
  const teams = view.teams.filter(hasEffort).map(typicalBand)
  const own = typicalBand(view.scope)
  const typical = Math.round(sumOf(teams) / teams.length)
  const bands =
    teams.length > 1 && typical !== own
      ? `How sure: good to ${bandInPoints(typical)} for a team, ±${own} for the company`
      : `How sure: good to ${bandInPoints(own)}`
  const unsorted = view.scope.uncategorised.share
  const unseen = unattributedShareOf(view.scope.capacity)
  const parts = [
    points(unsorted) === 0 ? '' : `${percent(unsorted)} of the work ${tense(view, 'is', 'was')} not sorted`,
    points(unseen) === 0
      ? ''
      : `${percent(unseen)} of the days ${tense(view, 'show', 'showed')} on no ticket`,
  ].filter((part) => part !== '')
  return [say`${bands}${parts.length === 0 ? '' : `; ${parts.join(', ')}`}.`]
}

/** The widest band of a scope's categories, in points. */
export function typicalBand(scope: ScopeReconciliation): number {
  return Math.max(...categories.map((category) => bandPoints(figuresOf(scope, category).band)))
}

/** "Not in it: Labs; what changed in Jira since 1 June; 2 unreadable records. No figures of their own: Ops and Web." */
function missingSentence(view: ReportView): Sentence[] {
  const { leftOut } = view.reconciliation
  const small = view.spec.scope.kind === 'company' ? leftOut.filter(isCounted) : []
  const parts = [...teamsNotIn(view), ...staleConnections(view), ...records(view)]
  return [
    ...(parts.length === 0 ? [] : [say`Not in it: ${joined(parts, '; ')}.`]),
    ...(small.length === 0
      ? []
      : [say`Without figures of ${small.length === 1 ? 'its' : 'their'} own: ${teamNames(small)}.`]),
  ]
}

/** Whether a team without figures of its own is part of the company's. */
function isCounted(team: LeftOutTeam): boolean {
  return !isAbsent(team) && team.isOutsideCompany !== true
}

/** "Old Shop and New Shop (nobody there)", "Labs (no plan)". */
function teamsNotIn({ spec, reconciliation: { leftOut } }: ReportView): Sentence[] {
  if (spec.scope.kind === 'team') return []
  const absent = leftOut.filter(isAbsent)
  const planless = leftOut.filter((team) => !isAbsent(team) && !isCounted(team))
  return [
    ...(absent.length === 0 ? [] : [say`${teamNames(absent)} (nobody there)`]),
    ...(planless.length === 0 ? [] : [say`${teamNames(planless)} (no plan)`]),
  ]
}

function staleConnections({ reconciliation: { coverage } }: ReportView): Sentence[] {
  return coverage.connections.flatMap(({ name, syncedAt, staleness }) => {
    if (syncedAt === null || staleness === 'never_read') return [say`${outside(name)}, never read whole`]
    if (staleness === 'fresh') return []
    return [say`what changed in ${outside(name)} since ${dateInWords(isoOf(syncedAt).slice(0, 10))}`]
  })
}

function records({ reconciliation: { coverage } }: ReportView): Sentence[] {
  const { quarantined, unmatchedAccounts } = coverage
  return [
    ...(quarantined === 0 ? [] : [say`${counted(quarantined, 'unreadable record')}`]),
    ...(unmatchedAccounts === 0
      ? []
      : [
          say`${counted(unmatchedAccounts, 'account')} that ${unmatchedAccounts === 1 ? 'matches' : 'match'} nobody in the plan`,
        ]),
  ]
}
