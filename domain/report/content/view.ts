import type { Bucket, Category } from '../../category.ts'
import { isoOf, type LocalDate } from '../../instant.ts'
import type { Money, Plan } from '../../plan/plan.ts'
import { datesOfQuarter, quarterOf } from '../../quarter.ts'
import type { PastQuarter, Reconciliation } from '../../reconcile/dataset/reconciliation.ts'
import type { CategoryFigures, ScopeReconciliation } from '../../reconcile/dataset/scope.ts'
import type { CommitmentFigures } from '../../reconcile/dataset/verdicts.ts'
import { earlierQuarter, shortQuarter } from '../words/dates.ts'
import { tidyOutside } from '../words/outside-text.ts'
import type { EditionSpec } from './edition.ts'

export interface PastScope {
  /** "Q1", or "Q4 2025" in another year. */
  readonly label: string
  readonly figures: PastQuarter['scopes'][number]
}

/** The part of the dataset that one report is about, with the names that its words need. */
export interface ReportView {
  readonly spec: EditionSpec
  readonly reconciliation: Reconciliation
  readonly plan: Plan
  readonly scope: ScopeReconciliation
  /** The scope's teams in the plan's order: all of them, or the one. */
  readonly teams: readonly ScopeReconciliation[]
  readonly running: boolean
  /** "Q2". */
  readonly quarter: string
  /** "Q3". */
  readonly nextQuarter: string
  readonly from: LocalDate
  /** Half-open. */
  readonly to: LocalDate
  /** Part of the quarter's calendar days that have passed, above 0, up to 1. */
  readonly elapsedShare: number
  /** The scope's earlier quarters, oldest first. */
  readonly past: readonly PastScope[]
  /** Start of the next quarter's planning; null when not stated or over. */
  readonly planningStartsOn: LocalDate | null
  readonly costPerPersonDay: Money | null
  /** What the scope is called in a sentence; "Example Company" or "Search". */
  readonly name: string
}

/** The report's scope has no figures: plan and reconciliation don't belong together. */
export class ScopeWithoutFiguresError extends Error {
  override readonly name = 'ScopeWithoutFiguresError'

  constructor(teamId: string) {
    super(`Team "${teamId}" has no figures for this quarter: reconcile again with the current plan`)
  }
}

/** Narrows the dataset to one report. @throws ScopeWithoutFiguresError */
export function viewOf(reconciliation: Reconciliation, plan: Plan, spec: EditionSpec): ReportView {
  const scope = scopeOf(reconciliation, spec)
  const { from, to } = datesOfQuarter(reconciliation.quarter, plan)
  const asOf = isoOf(reconciliation.asOfAt).slice(0, 10)
  const planningStartsOn =
    plan.quarters.find((planned) => planned.quarter === reconciliation.quarter)?.planningStartsOn ?? null
  return {
    spec,
    reconciliation,
    plan,
    scope,
    teams: spec.scope.kind === 'company' ? toldApart(reconciliation.teams) : [scope],
    running: reconciliation.state === 'running',
    quarter: shortQuarter(reconciliation.quarter),
    nextQuarter: shortQuarter(quarterOf(to, plan)),
    from,
    to,
    elapsedShare: reconciliation.elapsedShare,
    past: pastOf(reconciliation, scope.scopeId),
    planningStartsOn: planningStartsOn !== null && planningStartsOn >= asOf ? planningStartsOn : null,
    costPerPersonDay: plan.costPerPersonDay,
    name: tidyOutside(spec.scope.kind === 'company' ? plan.company : scope.name),
  }
}

function scopeOf(reconciliation: Reconciliation, { scope }: EditionSpec): ScopeReconciliation {
  if (scope.kind === 'company') return reconciliation.company
  const team = reconciliation.teams.find((candidate) => candidate.scopeId === scope.teamId)
  if (team === undefined) throw new ScopeWithoutFiguresError(scope.teamId)
  return team
}

/** Teams of one name, each with its id beside it: "Core (core-eu)". */
function toldApart(teams: readonly ScopeReconciliation[]): readonly ScopeReconciliation[] {
  const byName = Map.groupBy(teams, ({ name }) => tidyOutside(name))
  return teams.map((team) =>
    byName.get(tidyOutside(team.name))?.length === 1
      ? team
      : { ...team, name: `${team.name} (${team.scopeId})` },
  )
}

/** A category's figures; every scope has those of each. */
export function figuresOf({ categories }: ScopeReconciliation, category: Category): CategoryFigures {
  const figures = categories.find((each) => each.category === category)
  if (figures === undefined) throw new Error(`a scope has no figures of ${category}`)
  return figures
}

/** Actual share of a category, of categorised work; of what nobody sorted, of all attributed days. */
export function actualShareOf(scope: ScopeReconciliation, bucket: Bucket): number {
  return bucket === 'uncategorised' ? scope.uncategorised.share : figuresOf(scope, bucket).actualShare
}

/** The same of an earlier quarter. */
export function pastShareOf(figures: PastScope['figures'], bucket: Bucket): number {
  return bucket === 'uncategorised' ? figures.uncategorisedShare : figures.shares[bucket]
}

/** Whether any work was measured at all. */
export function hasEffort(scope: ScopeReconciliation): boolean {
  return scope.capacity.attributedMilliDays > 0
}

/** A scope's earlier quarters, oldest first; empty where the dataset doesn't reach. */
export function pastOf(reconciliation: Reconciliation, scopeId: string): readonly PastScope[] {
  return reconciliation.past.flatMap((quarter) => {
    const figures = quarter.scopes.find((past) => past.scopeId === scopeId)
    const label = earlierQuarter(quarter.quarter, reconciliation.quarter)
    return figures === undefined ? [] : [{ label, figures }]
  })
}

/** Whether nothing was planned for the scope: its planned shares mean nothing then. */
export function isPlanless({ doubt }: ScopeReconciliation): boolean {
  return doubt?.because === 'no_plan'
}

export function isBehind({ standing }: CommitmentFigures): boolean {
  return standing === 'behind'
}

/** The scope's commitments that are behind, furthest first. */
export function commitmentsBehind({ commitments }: ScopeReconciliation): CommitmentFigures[] {
  return commitments.filter(isBehind).toSorted((a, b) => b.deviationMilliDays - a.deviationMilliDays)
}
