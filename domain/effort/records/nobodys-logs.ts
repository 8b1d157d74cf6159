import { startOfDate } from '../../calendar.ts'
import type { EffortSettings } from '../effort.ts'
import type { TicketRecord } from './ticket-record.ts'

/**
 * Seconds logged in the period as nobody's time: by an app with no person named beside it, or by a machine account. What accounts
 * logged that match nobody of the plan is not among them: those are counted as accounts.
 *
 * @param settings its period counts in UTC, as nobody's calendar applies
 */
export function nobodysLoggedSecondsOf(
  read: readonly TicketRecord[],
  { period, personOfAccount, isMachineAccount }: EffortSettings,
): number {
  const fromAt = startOfDate('UTC', period.from)
  const toAt = startOfDate('UTC', period.to)
  let seconds = 0
  for (const { ticket, logs } of read) {
    const { connectionId } = ticket
    const isNobodys = (actorId: string | null) =>
      actorId === null ||
      (isMachineAccount(connectionId, actorId) && personOfAccount(connectionId, actorId) === null)
    for (const { actorId, loggedAt, loggedSeconds } of logs)
      if (loggedAt >= fromAt && loggedAt < toAt && isNobodys(actorId)) seconds += loggedSeconds
  }
  return seconds
}
