import { plural } from '../domain/report/words/figures.ts'
import { grouped } from '../domain/text/numbers.ts'

/** A count with its noun: `1 ticket`, `2 tickets`, `0 tickets`, `1,240 tickets`. */
export function counted(count: number, word: string): string {
  return `${grouped(count)} ${plural(count, word)}`
}
