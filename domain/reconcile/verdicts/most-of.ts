/** What makes up six tenths of a whole is "most of it". Ours: more than half, with room for what can't be measured. */
export const mostOfItShare = 0.6

/** How many of the amounts, taken in their order, make up most of the whole; all of them where they don't. */
export function countForMostOf(whole: number, amounts: readonly number[]): number {
  let count = 0
  for (let sum = 0; count < amounts.length && sum < whole * mostOfItShare; count += 1)
    sum += amounts[count] ?? 0
  return count
}
