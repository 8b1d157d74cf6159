import { z } from 'zod'
import type { Notice, NoticeReader } from '../../../domain/deliver/readers/notice.ts'
import { waitingStates } from '../../../domain/deliver/states.ts'
import { type Immutable, instant, text, uuid, wholeNumber } from '../../../domain/fields.ts'
import type { QuarterId } from '../../../domain/quarter.ts'
import { noticedStates } from '../../../domain/reconcile/verdicts/drift-change.ts'
import { queueNotice } from '../deliver/queue/notices.ts'
import { stateList } from '../deliver/state-list.ts'
import type { Store } from '../sql/client.ts'
import { inTransaction, selectRows } from '../sql/rows.ts'
import { sanitizeJson } from '../sql/sanitize-text.ts'
import type { Queryable } from '../sql/session.ts'
import { describeTable, selectFrom } from '../sql/table.ts'
import { inputSet, insertFrom } from '../sql/upsert.ts'

const driftChangeRow = z.object({
  teamId: text,
  quarter: text,
  /** From 1 in each quarter. */
  changeNumber: wholeNumber,
  noticedAt: instant,
  before: z.enum(noticedStates),
  after: z.enum(noticedStates),
  /** The figures that show it; they may be gone. */
  reconciliationId: uuid,
  /** Null where the team had no product reader. */
  noticeId: text.nullable(),
})

/** A change of a team's drift that was noticed. */
export type NoticedChange = Immutable<z.infer<typeof driftChangeRow>>

/** @internal for tests */
export const driftChangeTable = describeTable('drift_changes', driftChangeRow, {
  key: ['teamId', 'quarter', 'changeNumber'],
})

/** What was noticed of a quarter, each team's changes in their order. */
export function listDriftChanges(store: Store, quarter: QuarterId): Promise<NoticedChange[]> {
  return selectRows(
    store.pool,
    driftChangeTable.row,
    `${selectFrom(driftChangeTable)} where quarter = $1 order by team_id collate "C", change_number`,
    [quarter],
  )
}

/**
 * Writes a change down with its notice and its readers' mails, in one transaction: whatever is killed when, the change is noticed once,
 * and each reader has one mail of it. Mails of the team's earlier notices that still wait are not sent any more: they are no news.
 *
 * @param notice null where nobody is to be told
 * @returns false where the change was noticed before, by this run or another: then nothing is written
 */
export function noticeDriftChange(
  store: Store,
  change: Omit<NoticedChange, 'noticeId'>,
  notice: Notice | null,
  readers: readonly NoticeReader[],
): Promise<boolean> {
  return inTransaction(store, async (client) => {
    const { rowCount } = await client.query(
      `${insertFrom(driftChangeTable, inputSet(driftChangeTable))} on conflict do nothing`,
      [sanitizeJson([{ ...change, noticeId: null }]).value],
    )
    if (rowCount !== 1) return false
    await suppressOlder(client, change)
    if (notice === null) return true
    await queueNotice(client, notice, readers, change.noticedAt)
    await client.query(
      'update drift_changes set notice_id = $4 where team_id = $1 and quarter = $2 and change_number = $3',
      [change.teamId, change.quarter, change.changeNumber, notice.noticeId],
    )
    return true
  })
}

const waiting = stateList(waitingStates)

async function suppressOlder(
  on: Queryable,
  { teamId, quarter, changeNumber }: Pick<NoticedChange, 'teamId' | 'quarter' | 'changeNumber'>,
): Promise<void> {
  await on.query(
    `update deliveries set state = 'suppressed', not_before_at = null, last_reply = 'A later notice took its place.'
     where state in (${waiting}) and notice_id in (
       select notice_id from drift_changes where team_id = $1 and quarter = $2 and change_number < $3)`,
    [teamId, quarter, changeNumber],
  )
}
