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
  const left = amount - parts.reduce((sum, part) => sum + part, 0)
  if (left <= 0) return parts
  const remainderOf = (index: number) => (quotas[index] ?? 0) - (parts[index] ?? 0)
  const byRemainder = [...parts.keys()].sort((a, b) => remainderOf(b) - remainderOf(a) || a - b)
  for (const index of byRemainder.slice(0, left)) parts[index] = (parts[index] ?? 0) + 1
  return parts
}
