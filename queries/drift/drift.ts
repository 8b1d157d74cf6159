import { currentPlan } from '../../adapters/store/reconcile/plans.ts'
import { latestReconciliation } from '../../adapters/store/reconcile/reconciliations.ts'
import { listStatements } from '../../adapters/store/report/statements.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import type { QuarterId } from '../../domain/quarter.ts'
import type { LeftOutTeam, Reconciliation } from '../../domain/reconcile/dataset/reconciliation.ts'
import type { ScopeReconciliation, Source } from '../../domain/reconcile/dataset/scope.ts'
import type { CommitmentFigures, ReliabilityBudget } from '../../domain/reconcile/dataset/verdicts.ts'
import { burnDownPicture } from '../../domain/report/audience/product/burn-down-picture.ts'
import { composeReport } from '../../domain/report/compose.ts'
import type { ReportFinding } from '../../domain/report/content/content.ts'
import type { BurnDown } from '../../domain/report/content/picture.ts'
import type { ReviewerStatement } from '../../domain/report/content/reviewers.ts'
import { viewOf } from '../../domain/report/content/view.ts'
import { cannotTellFindings } from '../../domain/report/sections/cannot-tell.ts'
import { largestSources } from '../../domain/report/sections/evidence.ts'
import { forecastSentences } from '../../domain/report/sections/forecast.ts'
import { reliabilityStanding } from '../../domain/report/sections/reliability-standing.ts'
import { leftOutInWords } from '../../domain/report/sections/trust/left-out.ts'
import type { Sentence } from '../../domain/report/words/sentence.ts'

/** How the reliability budgets of a quarter are being spent, by its last figures. */
export interface Drift<Team extends TeamBudget = TeamDrift> {
  readonly quarter: QuarterId
  readonly asOfAt: Instant
  readonly isRunning: boolean
  /** In the plan's order. */
  readonly teams: readonly Team[]
  /** Teams without figures of their own, each with the reason. */
  readonly leftOut: readonly { readonly teamId: string; readonly name: string; readonly reason: Sentence }[]
}

/** A team with its reliability budget, as a line of a list. */
export interface TeamBudget {
  /** The team's id. */
  readonly scopeId: string
  readonly name: string
  readonly reliability: ReliabilityBudget
}

/** A team's reliability budget: what a PM looks at between two reports. */
export interface TeamDrift extends TeamBudget {
  /** Where the budget stands, in the words of the reports. */
  readonly standing: ReportFinding
  /** Why nothing can be told of the team, with what would change it; null where something can. */
  readonly doubt: ReportFinding | null
  /** Null where nothing was budgeted. */
  readonly picture: BurnDown | null
  /** The planned reliability work. */
  readonly commitments: readonly (CommitmentFigures & { readonly leftMilliDays: number })[]
  /** What the reliability days went into, largest first. */
  readonly spentOn: readonly Source[]
  /** What keeping things running took, largest first. */
  readonly pulledAway: readonly Source[]
  readonly interruptions: ScopeReconciliation['interruptions']
  readonly interruptionGrowth: ScopeReconciliation['interruptionGrowth']
  /** What its reviewers said about the quarter, in the order in which they said it. */
  readonly statements: readonly ReviewerStatement[]
  /** What can be promised next quarter; null where nothing is forecast. */
  readonly forecast: Sentence | null
  /** What the next mail to the team's product readers will say first, if it left now. */
  readonly nextMail: { readonly subject: string; readonly answer: Sentence }
  /** Oldest first. */
  readonly past: readonly {
    readonly quarter: QuarterId
    readonly spentMilliDays: number
    readonly budgetMilliDays: number
  }[]
}

/** Most sources that are listed of a kind. */
const mostSources = 5

/** The budget of every team in a quarter's last dataset; null where the quarter was never measured. */
export async function budgets(store: Store, quarter: QuarterId): Promise<Drift<TeamBudget> | null> {
  const latest = await latestReconciliation(store, quarter)
  return latest && { ...headOf(latest.reconciliation), teams: latest.reconciliation.teams }
}

/** The drift of every team in a quarter's last dataset; null before a plan was imported, and where the quarter was never measured. */
export function drift(store: Store, quarter: QuarterId): Promise<Drift | null> {
  return driftOfSome(store, quarter, () => true)
}

/** The same of one team, and of none where it has no figures of its own. */
export function driftOfTeam(store: Store, quarter: QuarterId, teamId: string): Promise<Drift | null> {
  return driftOfSome(store, quarter, (scopeId) => scopeId === teamId)
}

async function driftOfSome(
  store: Store,
  quarter: QuarterId,
  isAskedFor: (scopeId: string) => boolean,
): Promise<Drift | null> {
  const [latest, imported] = [await latestReconciliation(store, quarter), await currentPlan(store)]
  if (latest === null || imported === null) return null
  const { reconciliation } = latest
  const teams = reconciliation.teams.filter(({ scopeId }) => isAskedFor(scopeId))
  return driftOf(reconciliation, imported.plan, await listStatements(store, quarter), teams)
}

/**
 * The same of one dataset.
 * @param teams defaults to all
 */
export function driftOf(
  reconciliation: Reconciliation,
  plan: Plan,
  statements: readonly ReviewerStatement[] = [],
  teams: readonly ScopeReconciliation[] = reconciliation.teams,
): Drift {
  return {
    ...headOf(reconciliation),
    teams: teams.map((team) => teamDrift(reconciliation, plan, team, statements)),
  }
}

function headOf(reconciliation: Reconciliation): Omit<Drift, 'teams'> {
  return {
    quarter: reconciliation.quarter,
    asOfAt: reconciliation.asOfAt,
    isRunning: reconciliation.state === 'running',
    leftOut: reconciliation.leftOut.map((team) => leftOutTeam(team, reconciliation.minimumGroupPeople)),
  }
}

function teamDrift(
  reconciliation: Reconciliation,
  plan: Plan,
  team: ScopeReconciliation,
  statements: readonly ReviewerStatement[],
): TeamDrift {
  const spec = { audience: 'product', scope: { kind: 'team', teamId: team.scopeId } } as const
  const view = viewOf(reconciliation, plan, spec)
  const { subject, answer } = composeReport({ reconciliation, plan, spec })
  return {
    scopeId: team.scopeId,
    name: team.name,
    reliability: team.reliability,
    standing: reliabilityStanding(view),
    doubt: cannotTellFindings(view)[0] ?? null,
    picture: burnDownPicture(view),
    commitments: team.commitments
      .filter(({ category }) => category === 'reliability')
      .map((each) => ({ ...each, leftMilliDays: Math.max(0, each.plannedMilliDays - each.actualMilliDays) })),
    spentOn: largestSources(team, 'reliability', mostSources),
    pulledAway: largestSources(team, 'ktlo', mostSources),
    interruptions: team.interruptions,
    interruptionGrowth: team.interruptionGrowth,
    statements: statements.filter(({ teamId }) => teamId === team.scopeId),
    forecast: forecastSentences(view)[0] ?? null,
    nextMail: { subject, answer },
    past: reconciliation.past.flatMap(({ quarter, scopes }) =>
      scopes
        .filter(({ scopeId }) => scopeId === team.scopeId)
        .map((past) => ({
          quarter,
          spentMilliDays: past.reliabilitySpentMilliDays,
          budgetMilliDays: past.reliabilityBudgetMilliDays,
        })),
    ),
  }
}

function leftOutTeam(team: LeftOutTeam, minimumGroupPeople: number): Drift['leftOut'][number] {
  const { teamId, name, because } = team
  return { teamId, name, reason: leftOutInWords(because, [team], minimumGroupPeople) }
}
