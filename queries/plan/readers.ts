import type { Store } from '../../adapters/store/sql/client.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import { type CsvProblem, readersCsv, readReadersCsv } from '../../domain/plan/readers-csv.ts'
import { withReaders } from '../../domain/plan/table/readers.ts'
import type { MissingReader } from '../../domain/report/content/missing-readers.ts'
import { missingReadersNow } from './missing-readers.ts'
import { planFileOf } from './plan-versions.ts'

/** Who reads the reports by the plan in force. */
export interface PlanReaders {
  readonly plan: Plan
  readonly planVersion: string
  readonly missing: readonly MissingReader[]
  /** The list as a CSV file. */
  readonly csv: string
}

/** Null without a plan. */
export async function planReaders(store: Store, nowAt: Instant): Promise<PlanReaders | null> {
  const file = await planFileOf(store, null)
  if (file === null) return null
  const { plan } = file
  return {
    plan,
    planVersion: file.planVersion,
    missing: missingReadersNow(plan, nowAt),
    csv: readersCsv(plan),
  }
}

export type ReadersImport =
  | { readonly kind: 'problems'; readonly problems: readonly CsvProblem[] }
  /** The plan file with these readers, not saved yet. */
  | { readonly kind: 'file'; readonly yaml: string }

/** The plan in force with the readers of a CSV file, in place of its own or besides them; null without a plan. */
export async function importReaders(
  store: Store,
  csv: string,
  how: 'replace' | 'add',
): Promise<ReadersImport | null> {
  const file = await planFileOf(store, null)
  if (file === null) return null
  const read = readReadersCsv(csv, file.plan)
  return read.kind === 'problems' ? read : { kind: 'file', yaml: withReaders(file.yaml, read.readers, how) }
}
