import type { Instant } from '../instant.ts'
import { datesOfQuarter, type FiscalYear, type QuarterId } from '../quarter.ts'

/** The instant by which a quarter's baseline is cut: tickets that existed then are planned work. */
export function baselineCutoffAt(quarter: QuarterId, fiscal: FiscalYear): Instant {
  return Date.parse(`${datesOfQuarter(quarter, fiscal).from}T00:00:00Z`)
}

/**
 * When a quarter's baseline counts as taken: at its start, or with the plan's import where that came later.
 * @param atStart the plan in force at the quarter's start, else the first one imported after it; null where no import has the quarter
 */
export function baselineStart<Imported extends { readonly importedAt: Instant }>(
  atStart: Imported | null,
  inForce: Imported,
  cutoffAt: Instant,
): { readonly imported: Imported; readonly takenAt: Instant } {
  const imported = atStart ?? inForce
  return { imported, takenAt: Math.max(imported.importedAt, cutoffAt) }
}
