import { loadPlannedMail, type StoredPlannedMail } from '../../adapters/store/deliver/queue/planned-mails.ts'
import { currentReadership } from '../../adapters/store/reconcile/plans.ts'
import { scopeOf } from '../../adapters/store/report/editions.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { isListedReader, type PlannedMail, plannedNotice } from '../../domain/deliver/readers/readership.ts'
import { decisionsFor } from '../../domain/deliver/settlement.ts'

/**
 * The address of a mail that may be sent again, although the plan in force no longer lists its reader for such mails; null where it does, or
 * where nothing can be told: before a plan is imported, and of mails to admins.
 * @param mendedEmail where it is to go instead; null for where it went
 */
export async function formerReaderOf(
  store: Store,
  deliveryId: string,
  mendedEmail: string | null = null,
): Promise<string | null> {
  const mail = await loadPlannedMail(store, deliveryId)
  if (mail === null || !decisionsFor(mail.state).includes('send again')) return null
  const planned = plannedMailOf(mail)
  const plan = planned === null ? null : await currentReadership(store)
  if (planned === null || plan === null) return null
  const emails = [mail.plannedEmail, mail.recipientEmail, ...(mendedEmail === null ? [] : [mendedEmail])]
  return isListedReader(plan, planned, emails) ? null : mail.recipientEmail
}

function plannedMailOf({ audience, scopeKey, noticeKind, teamId }: StoredPlannedMail): PlannedMail | null {
  if (audience !== null && scopeKey !== null) return { kind: 'report', audience, scope: scopeOf(scopeKey) }
  return noticeKind === null ? null : plannedNotice(noticeKind, teamId)
}
