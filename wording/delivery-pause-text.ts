import { isoOf } from '../domain/instant.ts'
import type { pauseOf } from '../queries/deliveries/pause.ts'

/** Since when a quarter's mails wait, who paused them and why. */
export function pausedText({
  quarter,
  pausedAt,
  pausedBy,
  reason,
}: NonNullable<Awaited<ReturnType<typeof pauseOf>>>): string {
  return `The mails of ${quarter} are paused since ${isoOf(pausedAt)} by ${pausedBy}: ${reason}`
}
