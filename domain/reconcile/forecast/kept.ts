import type { Instant } from '../../instant.ts'
import type { QuarterId } from '../../quarter.ts'

/** A forecast as it was kept when it was made. */
export interface KeptForecast {
  /** The quarter that it is of. */
  readonly quarter: QuarterId
  /** `company`, or a team's id. */
  readonly scopeId: string
  /** When the figures that it is made from were of. */
  readonly asOfAt: Instant
  readonly ktloShare: number
  readonly lowShare: number
  readonly highShare: number
}

/**
 * Of the forecasts that were kept of one quarter, the one that it is held against: the last that was made before the quarter
 * began, else the first one made after.
 */
export function forecastToHold<Kept extends { readonly asOfAt: Instant }>(
  kept: readonly Kept[],
  beganAt: Instant,
): Kept | null {
  const inOrder = kept.toSorted((a, b) => a.asOfAt - b.asOfAt)
  return inOrder.findLast(({ asOfAt }) => asOfAt < beganAt) ?? inOrder[0] ?? null
}
