import type { ScopeReconciliation } from '../../reconcile/dataset/scope.ts'
import type { ReportView } from '../content/view.ts'
import { dayFigure, personDays } from '../words/figures.ts'
import { possessive } from '../words/scope.ts'
import { type Sentence, say } from '../words/sentence.ts'

// Where a line leads that comes from no single source: to a table of its page, or to the two figures that it is the difference of.

export function hasCommitmentsTable({ scope }: ReportView): boolean {
  return scope.commitments.length > 0
}

export function commitmentsTableOf(view: ReportView): Sentence[] {
  return hasCommitmentsTable(view) ? [say`the table of commitments`] : []
}

export function hasTeamsTable({ spec, teams }: ReportView): boolean {
  return spec.scope.kind === 'company' && teams.length > 1
}

/** The table that has planned and spent of each team; of a company that is one team, its own figures. */
export function teamsTableOf(view: ReportView): Sentence[] {
  return [hasTeamsTable(view) ? say`the table of teams` : say`the table of shares`]
}

/** The table that has the interruptions of a report's own earlier quarters. */
export function quartersTableOf(view: ReportView, team: ScopeReconciliation): Sentence[] {
  const isOwn = team === view.scope || view.teams.length === 1
  return isOwn && view.past.length > 0 ? [say`the table of quarters`] : []
}

/** "Mobile’s 424 person-days beside the 199 on tickets". */
export function unattributedInWords({ name, capacity }: ScopeReconciliation): Sentence {
  const { attributedMilliDays, unattributedMilliDays } = capacity
  const available = attributedMilliDays + unattributedMilliDays
  return say`${possessive({ name })} ${personDays(available)} beside the ${dayFigure(attributedMilliDays)} on tickets`
}
