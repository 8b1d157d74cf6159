import { type Instant, isoOf } from '../../domain/instant.ts'
import { UsageError } from './errors.ts'

/**
 * Refuses a `--as-of` in the future: nothing is known of then. Every command that takes one calls this before any server starts.
 * @throws UsageError
 */
export function checkAsOf(asOfAt: Instant | undefined, nowAt: Instant): void {
  if (asOfAt === undefined || asOfAt <= nowAt) return
  // A date stands for its end, and today's has not come yet.
  if (isoOf(asOfAt) === `${isoOf(nowAt).slice(0, 10)}T23:59:59.999Z`) return
  throw new UsageError(`--as-of ${isoOf(asOfAt)} is in the future (now: ${isoOf(nowAt)})`)
}
