/** A count with its noun: `1 ticket`, `2 tickets`. */
export function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`
}
