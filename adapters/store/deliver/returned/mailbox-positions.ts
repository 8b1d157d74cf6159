import { z } from 'zod'
import { type Immutable, text } from '../../../../domain/fields.ts'
import type { Store } from '../../sql/client.ts'
import { selectRow } from '../../sql/rows.ts'
import { describeTable, selectFrom } from '../../sql/table.ts'

const positionRow = z.object({ mailbox: text, uidValidity: text, lastUid: z.number() })

type PositionRow = Immutable<z.infer<typeof positionRow>>

export const mailboxPositionTable = describeTable('mailbox_positions', positionRow, { key: ['mailbox'] })

/** How far a mailbox was read for bounces; null where it never was. */
export function loadMailboxPosition(store: Store, mailbox: string): Promise<PositionRow | null> {
  return selectRow(
    store.pool,
    mailboxPositionTable.row,
    `${selectFrom(mailboxPositionTable)} where mailbox = $1`,
    [mailbox],
  )
}

/** Keeps how far a mailbox was read. Of two readers at once, the further one counts. */
export async function saveMailboxPosition(
  store: Store,
  { mailbox, uidValidity, lastUid }: PositionRow,
): Promise<void> {
  await store.pool.query(
    `insert into mailbox_positions as kept (mailbox, uid_validity, last_uid) values ($1, $2, $3)
     on conflict (mailbox) do update set uid_validity = excluded.uid_validity,
       last_uid = case when kept.uid_validity = excluded.uid_validity
         then greatest(kept.last_uid, excluded.last_uid) else excluded.last_uid end`,
    [mailbox, uidValidity, lastUid],
  )
}
