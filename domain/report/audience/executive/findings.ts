import type { ScopeReconciliation } from '../../../reconcile/dataset/scope.ts'
import { hasGrown } from '../../../reconcile/verdicts/growth.ts'
import { grouped } from '../../../text/numbers.ts'
import type { ReportFinding } from '../../content/content.ts'
import type { ReportView } from '../../content/view.ts'
import { lineOf } from '../../lines/line.ts'
import { outOfHoursSentence } from '../../sections/out-of-hours.ts'
import { extraCapacityInWords } from '../../sections/trust/missing-capacity.ts'
import { earlierQuarter } from '../../words/dates.ts'
import { soFar } from '../../words/scope.ts'
import { outside, type Sentence, say } from '../../words/sentence.ts'
import { calledClauses } from './lines.ts'

/** Everything that is called of each team, in the plan's order, with what stands beside it. */
export function executiveFindings(view: ReportView): ReportFinding[] {
  return view.teams.flatMap((team) => {
    const name = view.spec.scope.kind === 'company' ? team.name : undefined
    const clauses = calledClauses(view, team)
    if (clauses.length === 0) return []
    return [
      {
        sentences: clauses.flatMap((clause) => lineOf([clause], name) ?? []).map(({ words }) => words),
        items: besideInWords(view, team),
        atStakeMilliDays: null,
        evidence: clauses.flatMap(({ evidence }) => evidence),
      },
    ]
  })
}

/** Incidents, and people beyond the plan: no findings of their own. */
function besideInWords(view: ReportView, team: ScopeReconciliation): Sentence[] {
  const { incidentGrowth, interruptions } = team
  const extra = extraCapacityInWords(team)
  const incidents = hasGrown(incidentGrowth)
    ? [
        say`Incidents went from ${grouped(incidentGrowth.countBefore)} in ${earlierQuarter(
          incidentGrowth.quarterBefore,
          view.reconciliation.quarter,
        )} to ${grouped(interruptions.incidents)}${soFar(view)}.`,
      ]
    : []
  return [
    ...incidents,
    ...outOfHoursSentence(interruptions),
    ...(extra === undefined ? [] : [say`${outside(team.name)} had ${extra}.`]),
  ]
}
