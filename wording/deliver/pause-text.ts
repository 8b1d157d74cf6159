import { longQuarter } from '../../domain/report/words/dates.ts'
import type { pauseOf } from '../../queries/deliveries/pause.ts'
import { type TimedText, timed, timeOf } from '../times.ts'

/** Since when a quarter's mails wait, who paused them and why. */
export function pausedText({
  quarter,
  pausedAt,
  pausedBy,
  reason,
}: NonNullable<Awaited<ReturnType<typeof pauseOf>>>): TimedText {
  return timed`${pausedBy} paused the mails of ${longQuarter(quarter)} on ${timeOf(pausedAt)}: ${reason}`
}
