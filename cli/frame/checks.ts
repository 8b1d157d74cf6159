import { type Instant, isoOf } from '../../domain/instant.ts'
import { UsageError } from './errors.ts'

/** To be called before any server starts. @throws UsageError where `--as-of` lies beyond today: nothing is known of then */
export function checkAsOf(asOfAt: Instant | undefined, nowAt: Instant): void {
  if (asOfAt === undefined) return
  // A date stands for its end, and today's has not come yet.
  if (isoOf(asOfAt).slice(0, 10) <= isoOf(nowAt).slice(0, 10)) return
  throw new UsageError(`--as-of ${isoOf(asOfAt)} is in the future (now: ${isoOf(nowAt)})`)
}
