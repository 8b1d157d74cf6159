import { minuteMs } from '../instant.ts'

/** The first slices are short, so that a second worker soon has its part. */
const firstSliceMs = 3_000
/** Later ones are long, so that a delivery of days keeps a short history; well below what an activity may take. */
const longestSliceMs = 30 * minuteMs

/**
 * How long one sender of a delivery works before what is left is shared out anew among the workers.
 * @param slices that went before
 */
export function sliceMs(slices: number): number {
  return doubled(firstSliceMs, slices)
}

const firstLookMs = 5_000

/**
 * How long a sender waits that came to a worker which sends of this delivery already, until it looks whether another worker is there.
 * @param tries that went before
 */
export function elsewhereMs(tries: number): number {
  return doubled(firstLookMs, tries)
}

function doubled(ms: number, times: number): number {
  return Math.min(longestSliceMs, ms * 2 ** times)
}
