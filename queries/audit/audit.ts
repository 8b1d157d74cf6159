import { loadConnectionNames } from '../../adapters/store/connections/names.ts'
import { currentPlan } from '../../adapters/store/reconcile/plans.ts'
import { listAuditEntries } from '../../adapters/store/sign-in/audit.ts'
import type { AuditEntry } from '../../adapters/store/sign-in/tables.ts'
import type { Store } from '../../adapters/store/sql/client.ts'

/** A part of the audit trail, newest first. */
export interface AuditPage {
  readonly entries: readonly AuditEntry[]
  /** Where older ones begin; null where there are none. */
  readonly olderThan: number | null
}

/** What entries know by an id alone: the names of today, by id. */
export interface AuditedNames {
  readonly teams: ReadonlyMap<string, string>
  readonly connections: ReadonlyMap<string, string>
}

/** A team's earlier ids are among them. */
export async function auditedNames(store: Store): Promise<AuditedNames> {
  const [imported, connections] = await Promise.all([currentPlan(store), loadConnectionNames(store)])
  const teams = (imported?.plan.teams ?? []).flatMap(({ teamId, name, formerIds = [] }) =>
    [...formerIds, teamId].map((id) => [id, name] as const),
  )
  return { teams: new Map(teams), connections }
}

/** @param beforeNumber begins with the newest where it is null */
export async function auditPage(
  store: Store,
  { beforeNumber, size }: { readonly beforeNumber: number | null; readonly size: number },
): Promise<AuditPage> {
  const found = await listAuditEntries(store, { beforeNumber, limit: size + 1 })
  const entries = found.slice(0, size)
  return { entries, olderThan: found.length > size ? (entries.at(-1)?.entryNumber ?? null) : null }
}
