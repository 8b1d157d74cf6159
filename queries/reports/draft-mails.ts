import { randomUUID } from 'node:crypto'
import {
  addDraftMail,
  type DraftMail,
  lastDraftMail,
  recordDraftMail,
} from '../../adapters/store/report/draft-mails.ts'
import { addAuditEntry } from '../../adapters/store/sign-in/audit.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { inTransaction } from '../../adapters/store/sql/rows.ts'
import type { Instant } from '../../domain/instant.ts'
import { type Edition, scopeKeyOf } from '../../domain/report/content/edition.ts'

export { type DraftMail, recordDraftMail }

/** Writes down that somebody has a draft mailed to themselves, before it is. @returns the mail's id */
export function beginDraftMail(
  store: Store,
  {
    email,
    edition,
    reconciliationId,
    nowAt,
  }: {
    readonly email: string
    readonly edition: Edition
    readonly reconciliationId: string
    readonly nowAt: Instant
  },
): Promise<string> {
  const { quarter, audience, scope, editionId } = edition
  const draftMailId = randomUUID()
  return inTransaction(store, async (client) => {
    const made = { draftMailId, email, askedAt: nowAt, quarter, audience, scopeKey: scopeKeyOf(scope) }
    await addDraftMail(client, { ...made, reconciliationId, outcome: null, reply: null })
    const entry = {
      changedAt: nowAt,
      actor: email,
      action: 'mail a draft' as const,
      subject: `draft ${editionId}`,
    }
    await addAuditEntry(client, { ...entry, before: null, after: `to ${email}` })
    return draftMailId
  })
}

/** The last mail of this draft to its admin; null where there was none. */
export function lastDraftMailOf(
  store: Store,
  email: string,
  { quarter, audience, scope }: Edition,
): Promise<DraftMail | null> {
  return lastDraftMail(store, { email, quarter, audience, scopeKey: scopeKeyOf(scope) })
}
