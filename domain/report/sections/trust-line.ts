import { categories } from '../../category.ts'
import { isoOf } from '../../instant.ts'
import type { ScopeReconciliation } from '../../reconcile/dataset/scope.ts'
import { unattributedShareOf } from '../../reconcile/verdicts/capacity.ts'
import { sumOf } from '../../sum.ts'
import { figuresOf, hasEffort, type ReportView } from '../content/view.ts'
import { teamNames } from '../lines/cannot-tell.ts'
import { dateInWords } from '../words/dates.ts'
import { bandPoints, counted, percent, points } from '../words/figures.ts'
import { tense } from '../words/scope.ts'
import { outside, type Sentence, say } from '../words/sentence.ts'
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
  const bands =
    teams.length > 1
      ? `How sure: good to ±${Math.round(sumOf(teams) / teams.length)} points for a team, ±${own} for the company`
      : `How sure: good to ±${own} points`
  const unsorted = points(view.scope.uncategorised.share)
  const unseen = unattributedShareOf(view.scope.capacity)
  const parts = [
    unsorted === 0 ? '' : `${unsorted} % of the work ${tense(view, 'is', 'was')} not sorted`,
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

/** "Not in it: figures of Ops; what changed in Jira since 1 June; 2 unreadable records; 3 accounts of nobody in the plan." */
function missingSentence(view: ReportView): Sentence[] {
  const parts = [...leftOutTeams(view), ...staleConnections(view), ...records(view)]
  if (parts.length === 0) return []
  const [first = [], ...others] = parts
  return [say`Not in it: ${others.reduce((all, part) => say`${all}; ${part}`, first)}.`]
}

function leftOutTeams({ spec, reconciliation: { leftOut } }: ReportView): Sentence[] {
  if (spec.scope.kind === 'team' || leftOut.length === 0) return []
  return [say`figures of ${teamNames(leftOut)}`]
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
    ...(unmatchedAccounts === 0 ? [] : [say`${counted(unmatchedAccounts, 'account')} of nobody in the plan`]),
  ]
}
