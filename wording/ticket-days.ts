import { tenths } from '../domain/text/numbers.ts'

/** One ticket's person-days, to a tenth: most tickets take few. */
export function ticketDays(milliDays: number): string {
  return milliDays < 50 ? 'under 0.1' : tenths(milliDays)
}
