/**
 * Splits a whole amount into whole parts in proportion to weights; the parts sum to the amount exactly.
 *
 * Largest remainder (Hamilton): everyone gets the whole part of their quota, and what is left goes, one
 * each, to the largest remainders; among equals to the one that stands first. All parts are 0 where no
 * weight is above 0, so the caller decides where such an amount belongs.
 */
export function splitByLargestRemainder(amount: number, weights: readonly number[]): number[] {
  const weightSum = weights.reduce((sum, weight) => sum + weight, 0)
  if (!(weightSum > 0)) return weights.map(() => 0)
  // In one pass: every day of every person is split.
  const parts: number[] = []
  const remainders: number[] = []
  const byRemainder: number[] = []
  let left = amount
  for (const weight of weights) {
    const quota = (amount * weight) / weightSum
    const part = Math.floor(quota)
    byRemainder.push(parts.length)
    parts.push(part)
    remainders.push(quota - part)
    left -= part
  }
  if (left <= 0) return parts
  byRemainder.sort((a, b) => (remainders[b] ?? 0) - (remainders[a] ?? 0) || a - b)
  for (const index of byRemainder.slice(0, left)) parts[index] = (parts[index] ?? 0) + 1
  return parts
}
