import { dayMs, type Instant, minuteMs } from '../instant.ts'

/** How long a mailed link can be used. */
export const linkLifeMs = 15 * minuteMs

/** Who presses the same button again within so long pressed it twice. */
export const pressedTwiceMs = 10_000

/** A session that nobody uses for so long is over. */
export const sessionIdleMs = dayMs

/** However much it is used, a session is over after so long. */
export const sessionLifeMs = 7 * dayMs

/** How often a session's last use is written down. */
const touchEveryMs = minuteMs

interface SessionTimes {
  readonly createdAt: Instant
  readonly lastSeenAt: Instant
}

/** Whether a session still holds at an instant. */
export function isSessionValid({ createdAt, lastSeenAt }: SessionTimes, nowAt: Instant): boolean {
  return nowAt < lastSeenAt + sessionIdleMs && nowAt < createdAt + sessionLifeMs
}

/** Whether a session's last use is so long ago that this one is to be written down. */
export function isTouchDue({ lastSeenAt }: SessionTimes, nowAt: Instant): boolean {
  return nowAt >= lastSeenAt + touchEveryMs
}

/** Tries to sign in are counted over so long. */
export const tryWindowMs = 15 * minuteMs

/** Links that one address is mailed in that time; more would only fill somebody's mailbox. */
export const mostLinksPerAddress = 5

/** Tries of one client in that time. Where many share an address (an office, a proxy that isn't trusted), it is theirs together. */
export const mostTriesPerClient = 60
