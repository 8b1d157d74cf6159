import { type Bucket, type Category, categories } from '../../category.ts'
import { isoOf, type LocalDate } from '../../instant.ts'
import type { Money, Plan } from '../../plan/plan.ts'
import { datesOfQuarter, quarterOf } from '../../quarter.ts'
import type { PastQuarter, Reconciliation } from '../../reconcile/dataset/reconciliation.ts'
import type { CategoryFigures, ScopeReconciliation } from '../../reconcile/dataset/scope.ts'
import type { CommitmentFigures } from '../../reconcile/dataset/verdicts.ts'
import { categorisedDaysOf } from '../../reconcile/verdicts/overrun.ts'
import { earlierQuarter, shortQuarter } from '../words/dates.ts'
import { isEvenBand } from '../words/figures.ts'
import { tidyOutside } from '../words/outside-text.ts'
import { toldShares, withToldPlannedDays, withToldShares } from '../words/told-shares.ts'
import type { EditionSpec } from './edition.ts'

export interface PastScope {
  /** "Q1", or "Q4 2025" in another year. */
  readonly label: string
  readonly figures: PastQuarter['scopes'][number]
}

/** The part of the dataset that one report is about, with the names that its words need and the shares that it tells: the same wherever they stand. */
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
  /** What the plan's other teams are called: a name that is cut keeps what tells it from them. */
  readonly namesBeside: readonly string[]
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
  const teams = toldApart(reconciliation.teams).map(withShares)
  const scope = scopeOf(reconciliation, teams, spec)
  const { from, to } = datesOfQuarter(reconciliation.quarter, plan)
  const asOf = isoOf(reconciliation.asOfAt).slice(0, 10)
  const planningStartsOn =
    plan.quarters.find((planned) => planned.quarter === reconciliation.quarter)?.planningStartsOn ?? null
  return {
    spec,
    reconciliation,
    plan,
    scope,
    teams: spec.scope.kind === 'company' ? teams : [scope],
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
    namesBeside: teams.flatMap((team) => (team.scopeId === scope.scopeId ? [] : [team.name])),
  }
}

function scopeOf(
  { company }: Reconciliation,
  teams: readonly ScopeReconciliation[],
  { scope }: EditionSpec,
): ScopeReconciliation {
  if (scope.kind === 'company') return withShares(company)
  const team = teams.find((candidate) => candidate.scopeId === scope.teamId)
  if (team === undefined) throw new ScopeWithoutFiguresError(scope.teamId)
  return team
}

function withShares(scope: ScopeReconciliation): ScopeReconciliation {
  const categories = withToldPlannedDays(withToldShares(scope.categories)).map((told, index) => {
    const measured = scope.categories[index]
    return measured !== undefined && isEvenBand(measured)
      ? { ...told, band: movedBand(told.band, told.actualShare - measured.actualShare) }
      : told
  })
  return { ...scope, categories }
}

/** A band that is even around what was measured is even around what is told of it. */
function movedBand(
  { lowShare, highShare }: CategoryFigures['band'],
  byShare: number,
): CategoryFigures['band'] {
  return { lowShare: Math.max(0, lowShare + byShare), highShare: Math.min(1, highShare + byShare) }
}

/** Teams of one name, each with its id beside it: "Core (core-eu)". */
export function toldApart<Team extends { readonly scopeId: string; readonly name: string }>(
  teams: readonly Team[],
): readonly Team[] {
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

/** Whether any of it is sorted: without it no category has a share. */
export function isSorted(scope: ScopeReconciliation): boolean {
  return categorisedDaysOf(scope) > 0
}

/** A scope's earlier quarters, oldest first; empty where the dataset doesn't reach. */
export function pastOf(reconciliation: Reconciliation, scopeId: string): readonly PastScope[] {
  return reconciliation.past.flatMap((quarter) => {
    const figures = quarter.scopes.find((past) => past.scopeId === scopeId)
    const label = earlierQuarter(quarter.quarter, reconciliation.quarter)
    return figures === undefined
      ? []
      : [{ label, figures: { ...figures, shares: toldSharesOf(figures.shares) } }]
  })
}

function toldSharesOf(shares: PastScope['figures']['shares']): PastScope['figures']['shares'] {
  const [roadmap, ktlo, reliability] = toldShares(categories.map((category) => shares[category]))
  return {
    roadmap: roadmap ?? shares.roadmap,
    ktlo: ktlo ?? shares.ktlo,
    reliability: reliability ?? shares.reliability,
  }
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
