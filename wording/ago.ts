import { type Instant, minuteMs } from '../domain/instant.ts'

/** How long ago something was, in the largest unit that tells it: `4 min ago`. */
export function ago(at: Instant, nowAt: Instant): string {
  const minutes = Math.round((nowAt - at) / minuteMs)
  if (minutes < 1) return 'just now'
  if (minutes < 120) return `${minutes} min ago`
  const hours = Math.round(minutes / 60)
  return hours < 48 ? `${hours} h ago` : `${Math.round(hours / 24)} days ago`
}
