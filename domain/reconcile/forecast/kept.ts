import type { Instant } from '../../instant.ts'

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
