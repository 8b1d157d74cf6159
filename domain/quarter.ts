import { addDays, type DateRange, type LocalDate } from './instant.ts'

/** A fiscal quarter, `YYYY-Qn`; the year is the one in which the fiscal year starts. */
export type QuarterId = string

/** Month in which the fiscal year starts, 1 (January) to 12. */
export type FiscalStartMonth = number

const quarterPattern = /^(\d{4})-Q([1-4])$/

/** A quarter's id that isn't of the form `2026-Q2`. */
export class QuarterFormatError extends Error {
  override readonly name = 'QuarterFormatError'

  constructor(text: string) {
    super(`"${text}" is no quarter: write a year and a quarter, such as 2026-Q2`)
  }
}

/** Refuses what isn't of the form `2026-Q2`. @throws QuarterFormatError */
export function parseQuarterId(text: string): QuarterId {
  if (!quarterPattern.test(text)) throw new QuarterFormatError(text)
  return text
}

function monthIndexOf(quarter: QuarterId, fiscalStartMonth: FiscalStartMonth): number {
  const [, year, number] = quarterPattern.exec(quarter) ?? []
  if (year === undefined || number === undefined) throw new QuarterFormatError(quarter)
  return Number(year) * 12 + fiscalStartMonth - 1 + (Number(number) - 1) * 3
}

function firstOfMonth(monthIndex: number): LocalDate {
  return `${Math.floor(monthIndex / 12)}-${String((monthIndex % 12) + 1).padStart(2, '0')}-01`
}

/** The dates of a quarter, half-open. @throws QuarterFormatError */
export function datesOfQuarter(quarter: QuarterId, fiscalStartMonth: FiscalStartMonth = 1): DateRange {
  const first = monthIndexOf(quarter, fiscalStartMonth)
  return { from: firstOfMonth(first), to: firstOfMonth(first + 3) }
}

/** The quarter that a date lies in. */
export function quarterOf(date: LocalDate, fiscalStartMonth: FiscalStartMonth = 1): QuarterId {
  const monthIndex = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - fiscalStartMonth
  return `${Math.floor(monthIndex / 12)}-Q${Math.floor((monthIndex % 12) / 3) + 1}`
}

/** The quarter just before. @throws QuarterFormatError */
export function quarterBefore(quarter: QuarterId, fiscalStartMonth: FiscalStartMonth = 1): QuarterId {
  return quarterOf(addDays(datesOfQuarter(quarter, fiscalStartMonth).from, -1), fiscalStartMonth)
}
