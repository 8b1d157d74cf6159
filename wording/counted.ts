import { plural } from '../domain/report/words/figures.ts'
import { grouped } from '../domain/text/numbers.ts'

/** A count with its noun: `1 ticket`, `2 tickets`, `0 tickets`, `1,240 tickets`. @param many defaults to the noun with an s */
export function counted(count: number, one: string, many?: string): string {
  return `${grouped(count)} ${plural(count, one, many)}`
}

/** Days as a plan writes them, with what stands behind the point: `1 person-day`, `1,240 person-days`, `0.5 person-days`. */
export function plannedDaysText(days: number): string {
  return Number.isInteger(days) ? counted(days, 'person-day') : `${days} person-days`
}
