/** Orders texts by their code units: the same on every machine, whatever its language. */
export function compareTexts(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}

const natural = new Intl.Collator('en', { numeric: true })

/**
 * Orders names and ids of a list that people read: "team-5" before "team-49", "Änne" beside "Anne". What is stored, hashed or measured
 * goes by `compareTexts`.
 */
export function compareNaturally(a: string, b: string): number {
  return natural.compare(a, b) || compareTexts(a, b)
}
