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
  const quotas = weights.map((weight) => (amount * weight) / weightSum)
  const parts = quotas.map(Math.floor)
  let left = amount - parts.reduce((sum, part) => sum + part, 0)
  const byRemainder = quotas
    .map((quota, index) => ({ index, remainder: quota - Math.floor(quota) }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index)
  for (const { index } of byRemainder) {
    if (left <= 0) break
    parts[index] = (parts[index] ?? 0) + 1
    left -= 1
  }
  return parts
}
