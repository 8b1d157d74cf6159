import { plural } from '../report/words/figures.ts'
import { grouped } from '../text/numbers.ts'

/** How far a count may be above what is read: Jira calls its own approximate. */
export const shortfall = { share: 0.01 } as const

/** Whether so many fewer tickets arrived than the tracker counts that some must have been left out. */
export function isShort(counted: number, arrived: number): boolean {
  return counted - arrived > counted * shortfall.share
}

/** The end of a sentence: why the list of tickets is not whole. */
export function shortfallCause(counted: number, arrived: number): string {
  return `the tracker counts ${grouped(counted)} ${plural(counted, 'ticket')}, and ${grouped(arrived)} came`
}
