import { dayMs, type Instant, isoOf, type LocalDate } from '../instant.ts'

/** How many days before a secret expires it is warned of, once each. */
export const warnDaysBefore = [30, 7, 1] as const

/** The last warning that is due: how many days before, or that the secret has expired. */
export type ExpiryStage = (typeof warnDaysBefore)[number] | 'expired'

/** Null where it is too early to warn. */
export function expiryStageOf(expiresAt: Instant, nowAt: Instant): ExpiryStage | null {
  const leftMs = expiresAt - nowAt
  if (leftMs <= 0) return 'expired'
  return warnDaysBefore.toReversed().find((days) => leftMs <= days * dayMs) ?? null
}

/** Whole days until then, begun ones included. */
export function daysLeft(expiresAt: Instant, nowAt: Instant): number {
  return Math.ceil((expiresAt - nowAt) / dayMs)
}

/** The date that is said of an expiry. */
export function expiryDateOf(expiresAt: Instant): LocalDate {
  return isoOf(expiresAt).slice(0, 10)
}

/**
 * Reads a date as an admin gives it; the secret counts as expired once that day begins in UTC, lest a warning come too late.
 * @returns null where it is no date
 */
export function readExpiryDate(text: string): Instant | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null
  const at = Date.parse(`${text}T00:00:00Z`)
  // Date.parse takes the 31st of February for a day in March.
  return Number.isNaN(at) || expiryDateOf(at) !== text ? null : at
}
