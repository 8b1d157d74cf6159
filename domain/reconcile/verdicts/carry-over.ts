import { isFinding } from './least-finding.ts'

/**
 * From this part of its attributed days on, what a quarter spent on work begun before it is told. Ours: work in progress always
 * crosses a quarter's start, and a team whose tickets take a week or two spends about a tenth on it.
 */
export const leastToldCarryOverShare = 0.25

/** Whether work begun before the quarter took enough of it to be told. */
export function isToldCarryOver(carriedMilliDays: number, attributedMilliDays: number): boolean {
  return isFinding(carriedMilliDays) && carriedMilliDays >= leastToldCarryOverShare * attributedMilliDays
}
