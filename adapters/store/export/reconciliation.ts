import type { Bucket } from '../../../domain/category.ts'
import { isoOf } from '../../../domain/instant.ts'
import type { QuarterId } from '../../../domain/quarter.ts'
import type { Reconciliation } from '../../../domain/reconcile/dataset/reconciliation.ts'
import type { ScopeReconciliation } from '../../../domain/reconcile/dataset/scope.ts'
import { scopeKeyOf } from '../../../domain/report/content/edition.ts'
import { latestReconciliation } from '../reconcile/reconciliations.ts'
import type { Store } from '../sql/client.ts'

/** One line of one scope, planned and actual; days are person-days, shares 0..1, drift of the budget. */
export interface ReconciliationExport {
  readonly quarter: QuarterId
  /** When the figures are of, ISO 8601. */
  readonly as_of: string
  /** When the records were read, ISO 8601. */
  readonly read_at: string | null
  /** `company`, or a team's id. */
  readonly scope: string
  /** A category; or `uncategorised`, `unattributed`, `on_call`, `absence` and `working`, which is the sum of all the others. */
  readonly category: string
  readonly planned_share: number | null
  readonly actual_share: number | null
  readonly low_share: number | null
  readonly high_share: number | null
  readonly variance_share: number | null
  readonly planned_person_days: number | null
  readonly actual_person_days: number
  readonly variance_person_days: number | null
  /** The four parts that a category's variance in days is the sum of. */
  readonly variance_capacity_person_days: number | null
  readonly variance_commitments_person_days: number | null
  readonly variance_unplanned_person_days: number | null
  readonly variance_rest_person_days: number | null
  /** Of the actual days, those on tickets begun in an earlier quarter. */
  readonly carried_over_person_days: number | null
  readonly call: string | null
  /** Of the scope; on each of its lines. */
  readonly misalignment_share: number | null
  /** Why nothing can be called for the scope; on each of its lines. */
  readonly doubt: string | null
  /** Of the reliability budget; on its line. */
  readonly drift_share: number | null
  readonly drift_state: string | null
}

/** The last dataset of a quarter: the company, then teams in the plan's order. */
export async function* exportReconciliation(
  store: Store,
  quarter: QuarterId,
): AsyncGenerator<ReconciliationExport> {
  const latest = await latestReconciliation(store, quarter)
  if (latest === null) return
  yield* exportScope(latest.reconciliation, 'company')
}

/** The same of one dataset and what an edition is about: the company and its teams, or one team. */
export function* exportScope(
  reconciliation: Reconciliation,
  scopeKey: string,
): Generator<ReconciliationExport> {
  const { company, teams } = reconciliation
  const scopes =
    scopeKey === 'company'
      ? [company, ...teams]
      : teams.filter(({ scopeId: teamId }) => scopeKeyOf({ kind: 'team', teamId }) === scopeKey)
  for (const scope of scopes) yield* rowsOf(reconciliation, scope)
}

function rowsOf(
  { quarter, asOfAt, readAt }: Reconciliation,
  scope: ScopeReconciliation,
): ReconciliationExport[] {
  const { capacity, uncategorised, reliability } = scope
  const unplanned = (category: string, milliDays: number, share: number | null): ReconciliationExport => ({
    quarter,
    as_of: isoOf(asOfAt),
    read_at: readAt === null ? null : isoOf(readAt),
    scope: scope.scopeId,
    category,
    planned_share: null,
    actual_share: share,
    low_share: null,
    high_share: null,
    variance_share: null,
    planned_person_days: null,
    actual_person_days: milliDays / 1000,
    variance_person_days: null,
    variance_capacity_person_days: null,
    variance_commitments_person_days: null,
    variance_unplanned_person_days: null,
    variance_rest_person_days: null,
    carried_over_person_days: null,
    call: null,
    misalignment_share: scope.misalignmentShare,
    doubt: scope.doubt?.because ?? null,
    drift_share: null,
    drift_state: null,
  })
  return [
    ...scope.categories.map((figures) => ({
      ...unplanned(figures.category, figures.actualMilliDays, figures.actualShare),
      planned_share: figures.plannedShare,
      low_share: figures.band.lowShare,
      high_share: figures.band.highShare,
      variance_share: figures.varianceShare,
      planned_person_days: figures.plannedMilliDays / 1000,
      variance_person_days: figures.varianceMilliDays / 1000,
      variance_capacity_person_days: figures.varianceParts.capacityMilliDays / 1000,
      variance_commitments_person_days: figures.varianceParts.commitmentsMilliDays / 1000,
      variance_unplanned_person_days: figures.varianceParts.unplannedMilliDays / 1000,
      variance_rest_person_days: figures.varianceParts.restMilliDays / 1000,
      carried_over_person_days: carriedDaysOf(scope, figures.category),
      call: figures.call,
      ...(figures.category === 'reliability' && {
        drift_share: reliability.driftShare,
        drift_state: reliability.state,
      }),
    })),
    {
      ...unplanned('uncategorised', uncategorised.milliDays, uncategorised.share),
      carried_over_person_days: carriedDaysOf(scope, 'uncategorised'),
    },
    unplanned('unattributed', capacity.unattributedMilliDays, null),
    unplanned('on_call', capacity.onCallMilliDays, null),
    unplanned('absence', capacity.absenceMilliDays, null),
    unplanned('working', capacity.workingMilliDays, null),
    unplanned('logged_on_days_off', capacity.daysOffLoggedMilliDays, null),
  ]
}

function carriedDaysOf({ carriedOver }: ScopeReconciliation, bucket: Bucket): number | null {
  return carriedOver && carriedOver.milliDays[bucket] / 1000
}
