import { startOfDate } from '../../calendar.ts'
import type { DateRange, Instant } from '../../instant.ts'
import type { Account } from './accounts.ts'

/**
 * Tells time logged in a period as nobody's: by an app with no person named beside it, or by a machine account. What accounts
 * logged that match nobody in the plan is not among it: those are counted as accounts.
 *
 * @param period counts in UTC, as nobody's calendar applies
 */
export function nobodysTimeOf(period: DateRange): (account: Account, loggedAt: Instant) => boolean {
  const fromAt = startOfDate('UTC', period.from)
  const toAt = startOfDate('UTC', period.to)
  return ({ isNobody, isMachine, personId }, loggedAt) =>
    loggedAt >= fromAt && loggedAt < toAt && (isNobody || (isMachine && personId === null))
}
