import { currentPlan } from '../../adapters/store/reconcile/plans.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import type { QuarterId } from '../../domain/quarter.ts'
import type { ScopeReconciliation } from '../../domain/reconcile/dataset/scope.ts'
import { driftOf, type TeamDrift } from '../drift/drift.ts'
import { figuresOfReview, type ReviewWithTeams, reviewOfQuarter, type TeamInReview } from './reviews.ts'

/** What a team's reviewers look at before they answer. */
export interface TeamReview {
  readonly shown: ReviewWithTeams
  readonly team: TeamInReview
  readonly figures: ScopeReconciliation
  readonly drift: TeamDrift
}

/** A team's part in the last review of a quarter; null where there is none, or it doesn't ask the team. */
export async function teamReview(
  store: Store,
  quarter: QuarterId,
  teamId: string,
): Promise<TeamReview | null> {
  const shown = await reviewOfQuarter(store, quarter)
  const team = shown?.teams.find((each) => each.teamId === teamId)
  if (shown === null || team === undefined) return null
  const reconciliation = await figuresOfReview(store, shown.review)
  const plan = (await currentPlan(store))?.plan
  const figures = reconciliation?.teams.find(({ scopeId }) => scopeId === teamId)
  if (reconciliation === null || plan === undefined || figures === undefined) return null
  const drift = driftOf(reconciliation, plan).teams.find(({ scopeId }) => scopeId === teamId)
  return drift === undefined ? null : { shown, team, figures, drift }
}
