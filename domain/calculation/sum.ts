/** The sum of the values; 0 of none. */
export function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}

/** The sum of numbers that somebody wrote, as they would write it: without the noise of binary fractions. */
export function writtenSumOf(values: readonly number[]): number {
  return Number(sumOf(values).toPrecision(12))
}
