import type { MilliDays } from '../../effort/effort.ts'
import type { Money } from '../../plan/plan.ts'
import { grouped, nearestWhole } from '../../text/numbers.ts'

/** Days rounded as they are meant in prose: tens from 100 up, whole days below; sign is dropped. */
export function roundedDays(milliDays: MilliDays): number {
  const days = Math.abs(milliDays) / 1000
  return days >= 100 ? Math.round(days / 10) * 10 : Math.round(days)
}

/** Whether days are told as a day or more; never where they are below 0. */
export function isADay(milliDays: MilliDays): boolean {
  return milliDays > 0 && roundedDays(milliDays) > 0
}

/** "9", "312", "1,240": whole days, for "9 of 70 days", where both figures stand in a table as well. */
export function dayFigure(milliDays: MilliDays): string {
  return grouped(Math.abs(milliDays) / 1000)
}

/** "140 days", "1 day": planned days, which are meant to the day. */
export function plannedInWords(milliDays: MilliDays): string {
  return counted(Math.round(milliDays / 1000), 'day')
}

/** "about 310 person-days", "96 days", "1 day", "less than a day", "no days". */
export function daysInWords(
  milliDays: MilliDays,
  unit: 'day' | 'person-day' | 'more person-day' = 'day',
): string {
  const rounded = roundedDays(milliDays)
  if (milliDays === 0) return `no ${unit}s`
  if (rounded === 0) return `less than a ${unit}`
  const words = `${grouped(rounded)} ${plural(rounded, unit)}`
  return rounded >= 100 ? `about ${words}` : words
}

/** "230 person-days", "1 person-day", "less than a person-day", "no person-days": to the day, as the table beside it has them. */
export function personDays(milliDays: MilliDays): string {
  const days = Math.round(Math.abs(milliDays) / 1000)
  return days === 0 && milliDays !== 0 ? 'less than a person-day' : counted(days, 'person-day')
}

/** Whole days between two figures as both are told, so that the three add up for whoever reads them. */
export function daysBetween(more: MilliDays, less: MilliDays): number {
  return Math.round(more / 1000) - Math.round(less / 1000)
}

/** What days are rounded to, largest first. */
const roundSteps = [1000, 500, 100, 50, 10, 5]
/** An interval is at least as many steps wide: finer figures would say more than is known, coarser ones less. */
const leastStepsOfInterval = 10

/** What days that are known to within an interval are rounded to: 10 for 102, 5 for 75, 1 below 50. */
export function stepWithin(intervalDays: number): number {
  return roundSteps.find((step) => step * leastStepsOfInterval <= intervalDays) ?? 1
}

/** Whole days for tables, with a real minus below 0; "<1" for what is more than none. */
export function tableDays(milliDays: MilliDays): string {
  const days = Math.round(milliDays / 1000)
  if (days === 0 && milliDays > 0) return '<1'
  return days < 0 ? `−${grouped(-days)}` : grouped(days)
}

/** A share as whole points: "41 %", "<1 %" for what is more than none. */
export function percent(share: number): string {
  return points(share) === 0 && share > 0 ? '<1 %' : `${points(share)} %`
}

/** The same of all that is sorted, within a sentence: "41 %", "none". */
export function shareInWords(share: number): string {
  return share === 0 ? 'none' : percent(share)
}

/** A share as a whole number of hundredths. */
export function points(share: number): number {
  return nearestWhole(share * 100)
}

interface ShareWithBand {
  readonly actualShare: number
  readonly band: { readonly lowShare: number; readonly highShare: number }
}

/** A share's band: "±6" where it reaches as far down as up, to the point; else its two ends, "38 to 71 %". */
export function bandInWords(figures: ShareWithBand): string {
  const { lowShare, highShare } = figures.band
  return isEvenBand(figures) ? `±${bandPoints(figures.band)}` : `${points(lowShare)} to ${percent(highShare)}`
}

/** Whether a band reaches as far down from its share as up, to the point. */
export function isEvenBand({ actualShare, band: { lowShare, highShare } }: ShareWithBand): boolean {
  return Math.abs(points(actualShare - lowShare) - points(highShare - actualShare)) <= 1
}

/** "±6 points", "±1 point". */
export function bandInPoints(points: number): string {
  return `±${points} ${plural(points, 'point')}`
}

/** Half the width of an interval in points, at least 1. */
export function bandPoints(band: { readonly lowShare: number; readonly highShare: number }): number {
  return Math.max(1, points((band.highShare - band.lowShare) / 2))
}

const signsBefore: ReadonlyMap<string, string> = new Map([
  ['USD', '$'],
  ['GBP', '£'],
])

/** Days as money, rounded to thousands: "59,000 €", "$59,000", "59,000 CHF", "14.5 million €"; null below 500. */
export function moneyInWords(milliDays: MilliDays, costPerPersonDay: Money | null): string | null {
  if (costPerPersonDay === null) return null
  const amount = Math.round((Math.abs(milliDays) * costPerPersonDay.amount) / 1_000_000) * 1000
  return amount === 0 ? null : amountInWords(amount, costPerPersonDay.currency)
}

/** What a person-day costs: "700 €", "$1,250". */
export function costInWords({ amount, currency }: Money): string {
  return amountInWords(amount, currency)
}

function amountInWords(amount: number, currency: string): string {
  const sign = signsBefore.get(currency)
  const figure = largeInWords(amount)
  if (sign !== undefined) return `${sign}${figure}`
  return `${figure} ${currency === 'EUR' ? '€' : currency}`
}

const largeUnits = [
  { size: 1e9, word: 'billion' },
  { size: 1e6, word: 'million' },
] as const
/** From ten millions on nobody reads the digits. */
const leastInMillions = 1e7

/** "59,000", "14.5 million", "102 billion". */
function largeInWords(amount: number): string {
  const unit = largeUnits.find(({ size }) => amount >= Math.max(size, leastInMillions))
  return unit === undefined ? grouped(amount) : `${roundedTo3(amount / unit.size)} ${unit.word}`
}

function roundedTo3(value: number): string {
  return value >= 100 ? grouped(value) : String(Number(value.toPrecision(3)))
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return count === 1 ? one : many
}

/** "1 ticket", "12 tickets", "no tickets". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count === 0 ? 'no' : grouped(count)} ${plural(count, one, many)}`
}

const smallNumbers = ['none', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']

/** "two" up to ten, figures above. */
export function numberInWords(count: number): string {
  return smallNumbers[count] ?? grouped(count)
}

/** "The one", "Both", "All 4". */
export function allInWords(count: number): string {
  return count === 1 ? 'The one' : count === 2 ? 'Both' : `All ${count}`
}
