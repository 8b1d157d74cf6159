import { addDays, type DateRange, type LocalDate } from './instant.ts'

/** A fiscal quarter, `YYYY-Qn`; the year is the one that the fiscal year is named after. */
export type QuarterId = string

/** How a company divides its years; a plan is one. */
export interface FiscalYear {
  /** Month in which the fiscal year starts, 1 (January) to 12. */
  readonly fiscalStartMonth: number
  /** Which calendar year names a fiscal year: the one in which it starts, or in which it ends. */
  readonly fiscalYearNamedAfter: 'start' | 'end'
  /** Null for quarters of three months. With weeks (4-4-5 and its like), each has 13, the last 14 in a longer year. */
  readonly fiscalWeeks: FiscalWeeks | null
}

/** On which day a fiscal year of whole weeks begins. */
export interface FiscalWeeks {
  /** ISO weekday of the first day, 1 (Monday) to 7. */
  readonly firstWeekday: number
  /** The weekday nearest to the first of the start month, the last up to it, or the first from it on. */
  readonly rule: 'nearest' | 'last' | 'first'
}

/** Years from January to December. */
export const calendarYear: FiscalYear = {
  fiscalStartMonth: 1,
  fiscalYearNamedAfter: 'start',
  fiscalWeeks: null,
}

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

/** The dates of a quarter, half-open. @throws QuarterFormatError */
export function datesOfQuarter(quarter: QuarterId, fiscal: FiscalYear = calendarYear): DateRange {
  const [, year, number] = quarterPattern.exec(quarter) ?? []
  if (year === undefined || number === undefined) throw new QuarterFormatError(quarter)
  const bounds = boundsOfYear(startYearOf(Number(year), fiscal), fiscal)
  return { from: bounds[Number(number) - 1] ?? '', to: bounds[Number(number)] ?? '' }
}

/** The quarter that a date lies in. */
export function quarterOf(date: LocalDate, fiscal: FiscalYear = calendarYear): QuarterId {
  const calendarYearOfDate = Number(date.slice(0, 4))
  // A year of weeks may begin some days before its month does.
  const startYear = [calendarYearOfDate + 1, calendarYearOfDate].find(
    (year) => firstDayOfYear(year, fiscal) <= date,
  )
  const year = startYear ?? calendarYearOfDate - 1
  const index = boundsOfYear(year, fiscal).findLastIndex((from) => from <= date)
  return `${nameOf(year, fiscal)}-Q${index + 1}`
}

/** The quarter just before. @throws QuarterFormatError */
export function quarterBefore(quarter: QuarterId, fiscal: FiscalYear = calendarYear): QuarterId {
  return quarterOf(addDays(datesOfQuarter(quarter, fiscal).from, -1), fiscal)
}

/** The quarter just after; the names go on in the same order whenever a year begins. @throws QuarterFormatError */
export function quarterAfter(quarter: QuarterId): QuarterId {
  return quarterOf(datesOfQuarter(quarter).to)
}

/** The first days of a fiscal year's four quarters, and of the year after. */
function boundsOfYear(startYear: number, fiscal: FiscalYear): LocalDate[] {
  const first = firstDayOfYear(startYear, fiscal)
  const next = firstDayOfYear(startYear + 1, fiscal)
  const within = [1, 2, 3].map((quarters) =>
    fiscal.fiscalWeeks === null
      ? firstOfMonth(startYear * 12 + fiscal.fiscalStartMonth - 1 + 3 * quarters)
      : addDays(first, 91 * quarters),
  )
  return [first, ...within, next]
}

function firstDayOfYear(startYear: number, { fiscalStartMonth, fiscalWeeks }: FiscalYear): LocalDate {
  const first = firstOfMonth(startYear * 12 + fiscalStartMonth - 1)
  if (fiscalWeeks === null) return first
  const weekday = new Date(`${first}T00:00:00Z`).getUTCDay()
  const daysOn = (fiscalWeeks.firstWeekday - weekday + 7) % 7
  switch (fiscalWeeks.rule) {
    case 'first':
      return addDays(first, daysOn)
    case 'last':
      return addDays(first, daysOn === 0 ? 0 : daysOn - 7)
    case 'nearest':
      return addDays(first, daysOn > 3 ? daysOn - 7 : daysOn)
  }
}

/** A fiscal year that starts in January ends in the year in which it starts. */
function nameShift({ fiscalStartMonth, fiscalYearNamedAfter }: FiscalYear): 0 | 1 {
  return fiscalYearNamedAfter === 'end' && fiscalStartMonth > 1 ? 1 : 0
}

function nameOf(startYear: number, fiscal: FiscalYear): string {
  return String(startYear + nameShift(fiscal)).padStart(4, '0')
}

function startYearOf(name: number, fiscal: FiscalYear): number {
  return name - nameShift(fiscal)
}

function firstOfMonth(monthIndex: number): LocalDate {
  const year = String(Math.floor(monthIndex / 12)).padStart(4, '0')
  return `${year}-${String((monthIndex % 12) + 1).padStart(2, '0')}-01`
}
