import { randomUUID } from 'node:crypto'
import {
  type DraftMail,
  type DraftOf,
  lastDraftMail,
  openDraftMails,
  queueDraftMail,
} from '../../adapters/store/deliver/queue/draft-mails.ts'
import { addAuditEntry } from '../../adapters/store/sign-in/audit.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { inTransaction } from '../../adapters/store/sql/rows.ts'
import type { NoticeReader } from '../../domain/deliver/readers/notice.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Edition } from '../../domain/report/content/edition.ts'
import { draftSubject } from '../../domain/report/words/scope.ts'

export type { DraftMail }

/** Queues the mail of a draft to the admin who asks for it, unless it is on its way already. @returns the notice that brings it */
export function requestDraftMail(
  store: Store,
  {
    reader,
    edition,
    reconciliationId,
    nowAt,
  }: {
    readonly reader: NoticeReader
    readonly edition: Edition
    readonly reconciliationId: string
    readonly nowAt: Instant
  },
): Promise<string> {
  const { html, text, pictures } = edition
  const notice = {
    ...{ noticeId: `draft/${randomUUID()}`, kind: 'draft' as const, renderedAt: nowAt },
    ...draftOf(edition),
    ...{ subject: draftSubject(edition.subject), html, text, pictures },
  }
  return inTransaction(store, async (client) => {
    const onItsWay = await queueDraftMail(client, notice, { reader, reconciliationId })
    if (onItsWay !== notice.noticeId) return onItsWay
    await addAuditEntry(client, {
      ...{ changedAt: nowAt, actor: reader.email, action: 'mail a draft' as const },
      ...{ subject: `draft ${edition.editionId}`, before: null, after: `to ${reader.email}` },
    })
    return notice.noticeId
  })
}

/** The last mail of this draft to its admin; null where there was none. */
export function lastDraftMailOf(store: Store, email: string, edition: Edition): Promise<DraftMail | null> {
  return lastDraftMail(store, email, draftOf(edition))
}

/** The notices of drafts that were asked for since an instant and are neither sent nor given up. */
export function draftMailsToSend(store: Store, sinceAt: Instant): Promise<string[]> {
  return openDraftMails(store, sinceAt)
}

function draftOf({ quarter, audience, scope }: Edition): DraftOf {
  return { quarter, audience, teamId: scope.kind === 'team' ? scope.teamId : null }
}
