import type { Category } from '../../../category.ts'
import type { ScopeReconciliation } from '../../../reconcile/dataset/scope.ts'
import type { ReportLine } from '../../content/content.ts'
import type { ReportView } from '../../content/view.ts'
import {
  cannotTellEvidence,
  cannotTellWords,
  lineOfSentences,
  noSureDifferenceWords,
} from '../../lines/cannot-tell.ts'
import { commitmentsClause, lostCommitmentsClause } from '../../lines/commitments.ts'
import { keepingRunningClause } from '../../lines/keeping-running.ts'
import { byStake, type Clause, lineOf } from '../../lines/line.ts'
import {
  extraPeopleClause,
  missingPeopleClause,
  offPlanClause,
  toldInDaysClause,
} from '../../lines/off-plan.ts'
import { courseClause, missedReliabilityClause } from '../../lines/reliability.ts'
import { teamsTableOf } from '../../sections/page-tables.ts'
import { mostClausesOfTeam, mostFindings } from '../../words/lengths.ts'
import { tense } from '../../words/scope.ts'
import { type Sentence, say } from '../../words/sentence.ts'
import { teamNames } from '../../words/team-names.ts'

/** What moved a company's or a team's quarter, most days at stake first. */
export function executiveLines(view: ReportView): ReportLine[] {
  return view.spec.scope.kind === 'company' ? companyLines(view) : teamLines(view)
}

/** Each team's line but the last one's place, where something has to be told of the others. */
function companyLines(view: ReportView): ReportLine[] {
  const isOne = view.teams.length === 1
  const off = byStake(
    view.teams.flatMap((team) => {
      // The answer is about the only team, and what it tells is not told twice.
      const clauses = isOne
        ? toldClauses(view).filter((clause) => clause !== undefined)
        : calledClauses(view, team)
      const line = lineOf(clauses.slice(0, mostClausesOfTeam), isOne ? undefined : team.name)
      return line === undefined ? [] : [{ ...line, team }]
    }),
  )
  const open = noSureDifferenceWords(view)
  const unsure = [...cannotTellWords(view), ...open]
  const isLastForOthers = unsure.length > 0 || off.length > mostFindings
  const shown = off.slice(0, isLastForOthers ? mostFindings - 1 : mostFindings)
  const others = off.slice(shown.length).map(({ team }) => team)
  // What is told of several teams at once stands in their table.
  const evidence = [
    ...(others.length + open.length > 0 ? teamsTableOf(view) : []),
    ...cannotTellEvidence(view),
  ]
  const last = lineOfSentences([...othersWords(view, others), ...unsure], evidence)
  return [...shown.map(({ team: _, ...line }) => line), ...(last === undefined ? [] : [last])]
}

function othersWords(view: ReportView, others: readonly ScopeReconciliation[]): Sentence[] {
  if (others.length === 0) return []
  return [
    say`${teamNames(others)} ${tense(view, others.length === 1 ? 'is' : 'are', others.length === 1 ? 'was' : 'were')} off plan too.`,
  ]
}

function teamLines(view: ReportView): ReportLine[] {
  const clauses = [
    ...toldClauses(view),
    commitmentsClause(view),
    extraPeopleClause(view),
    lostCommitmentsClause(view),
  ]
  return byStake(clauses.flatMap((clause) => lineOf([clause]) ?? [])).slice(0, mostFindings)
}

/** What is called of the report's own team, but for what its answer tells; of that, what the answer leaves. */
function toldClauses(view: ReportView): (Clause | undefined)[] {
  const { headline } = view.scope
  switch (headline.kind) {
    case 'reliability_drifting':
      return [courseClause(view), offPlanClause(view, view.scope, 'reliability')]
    case 'category_off_plan':
      return [toldInDaysClause(view, headline.category), offPlanClause(view, view.scope, headline.category)]
    case 'roadmap_over':
      return [
        ...workClauses(view, view.scope),
        toldInDaysClause(view, 'roadmap'),
        offPlanClause(view, view.scope, 'roadmap'),
      ]
    default:
      return calledClauses(view, view.scope, headline.kind === 'roadmap_under' ? 'roadmap' : null)
  }
}

/** Only what the dataset calls; what went elsewhere before days that weren't there: only the first can be decided otherwise. */
export function calledClauses(
  view: ReportView,
  team: ScopeReconciliation,
  told: Category | null = null,
): Clause[] {
  if (team.doubt !== null) return []
  const missing = missingPeopleClause(view, team)
  const said = workClauses(view, team)
  const all = missing === undefined ? said : [...said, missing]
  const offPlan = all.length === 0 ? offPlanClause(view, team, told) : undefined
  return offPlan === undefined ? all : [offPlan]
}

function workClauses(view: ReportView, team: ScopeReconciliation): Clause[] {
  const work = [keepingRunningClause(view, team), missedReliabilityClause(view, team)]
  return byStake(work.filter((clause) => clause !== undefined))
}
