import { DateTime } from 'luxon'
import { isoOf } from '../domain/instant.ts'
import { plainText } from '../domain/text/plain-text.ts'
import type { QuietReaders } from '../queries/deliveries/quiet-hours.ts'

/** "until 07:00 on 2026-11-27 (Europe/Berlin): ada@company.example, ben@company.example". */
export function quietReadersText({ untilAt, timeZone, emails }: QuietReaders): string {
  const until = DateTime.fromMillis(untilAt, { zone: timeZone }).toFormat("HH:mm 'on' yyyy-MM-dd")
  return `until ${until} (${timeZone}): ${emails.map(plainText).join(', ')}`
}

/** The same as JSON. */
export function quietReadersJson({ untilAt, timeZone, emails }: QuietReaders) {
  return { untilAt: isoOf(untilAt), timeZone, emails }
}
