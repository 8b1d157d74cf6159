import { currentPlan } from '../../adapters/store/reconcile/plans.ts'
import { loadReconciliation } from '../../adapters/store/reconcile/reconciliations.ts'
import {
  type FiguresHead,
  findFiguresHead,
  listFiguresHeads,
} from '../../adapters/store/report/edition-heads.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { uuid } from '../../domain/fields.ts'
import type { Audience, Plan, ReportScope } from '../../domain/plan/plan.ts'
import type { QuarterId } from '../../domain/quarter.ts'
import type { Reconciliation } from '../../domain/reconcile/dataset/reconciliation.ts'
import { editionsFor, readersOf, scopeKeyOf } from '../../domain/report/content/edition.ts'

/** An edition as it would be made from a dataset. */
export interface DraftHead {
  readonly audience: Audience
  readonly scopeKey: string
  /** Null for the company. */
  readonly teamName: string | null
  readonly readers: number
}

/** The editions that the plan's readers need and a dataset has figures for. */
export function draftHeads(plan: Plan, { teams }: Pick<Reconciliation, 'teams'>): DraftHead[] {
  return editionsFor(plan, new Set(teams.map(({ scopeId }) => scopeId))).map((spec) => ({
    audience: spec.audience,
    scopeKey: scopeKeyOf(spec.scope),
    teamName: teamNameOf(plan, spec.scope),
    readers: readersOf(plan, spec).length,
  }))
}

/** The same of a stored dataset; none where it or the plan isn't there. */
export async function draftHeadsOf(store: Store, reconciliationId: string): Promise<DraftHead[]> {
  const plan = (await currentPlan(store))?.plan
  const reconciliation = await loadReconciliation(store, reconciliationId)
  return plan === undefined || reconciliation === null ? [] : draftHeads(plan, reconciliation)
}

/** A quarter's last dataset; null before the first. */
export async function lastFigures(store: Store, quarter: QuarterId): Promise<FiguresHead | null> {
  return (await listFiguresHeads(store)).find((each) => each.quarter === quarter) ?? null
}

/** A dataset of a quarter; null for an unknown id, and for one of another quarter. */
export async function figuresOfQuarter(
  store: Store,
  quarter: QuarterId,
  reconciliationId: string,
): Promise<FiguresHead | null> {
  if (!uuid.safeParse(reconciliationId).success) return null
  const found = await findFiguresHead(store, reconciliationId)
  return found?.quarter === quarter ? found : null
}

function teamNameOf(plan: Plan, scope: ReportScope): string | null {
  if (scope.kind === 'company') return null
  return plan.teams.find(({ teamId }) => teamId === scope.teamId)?.name ?? scope.teamId
}
