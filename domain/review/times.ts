import { localDateOf, startOfDate } from '../calendar.ts'
import { addDays, dayMs, hourMs, type Instant, type LocalDate, minuteMs } from '../instant.ts'

/** As many days as a plan may give reviewers. */
export const mostAnswerDays = 14
/** What reviewers get unless the plan or the command says otherwise. */
export const usualAnswerDays = 5
/** Days to answer as a person writes them; null where it is no such number. */
export function answerDaysFrom(text: string): number | null {
  const days = text.trim() === '' ? 0 : Number(text)
  return Number.isInteger(days) && days >= 1 && days <= mostAnswerDays ? days : null
}

/** A reminder sooner after the last one would only annoy. */
const remindAgainAfterMs = hourMs
/** The last reminder leaves so long before the deadline. */
const lastReminderBeforeMs = dayMs

/**
 * Until when reviewers may answer, exclusive: the end of the day that many days after they were asked, both by a clock in the plan's zone.
 * @throws UnknownTimeZoneError
 */
export function deadlineOf(openedAt: Instant, answerDays: number, timeZone: string): Instant {
  return startOfDate(timeZone, addDays(localDateOf(openedAt, timeZone), answerDays + 1))
}

/** The last day on which an answer counts, by a clock in the plan's zone. @throws UnknownTimeZoneError */
export function lastDayToAnswer(deadlineAt: Instant, timeZone: string): LocalDate {
  return localDateOf(deadlineAt - 1, timeZone)
}

/** The last minute of that time: what people are told, who read a midnight as that of the day before or after. */
export function lastMinuteToAnswer(deadlineAt: Instant): Instant {
  return deadlineAt - minuteMs
}

/** When reviewers are reminded: after half of their time and on its last day; once, at the later, where these are less than a day apart. */
export function reminderTimes(openedAt: Instant, deadlineAt: Instant): Instant[] {
  const half = Math.round((openedAt + deadlineAt) / 2)
  const last = deadlineAt - lastReminderBeforeMs
  return last - half < dayMs ? [Math.max(half, last)] : [half, last]
}

/** Whether an admin may have reviewers reminded now. */
export function mayRemind(remindedAt: Instant | null, nowAt: Instant): boolean {
  return remindedAt === null || nowAt >= remindedAt + remindAgainAfterMs
}
