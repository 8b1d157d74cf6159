import type { Store } from '../sql/client.ts'
import { inTransaction, selectRow, selectRows, timestampOf } from '../sql/rows.ts'
import { selectFrom } from '../sql/table.ts'
import { addAuditEntry } from './audit.ts'
import { type Admin, adminTable } from './tables.ts'

/** Makes an address an admin's. @returns false where it was one already */
export function addAdmin(store: Store, { email, addedAt, addedBy }: Admin): Promise<boolean> {
  return inTransaction(store, async (client) => {
    const { rowCount } = await client.query(
      `insert into admins (email, added_at, added_by) values ($1, $2, $3) on conflict (email) do nothing`,
      [email, timestampOf(addedAt), addedBy],
    )
    if (rowCount !== 1) return false
    const entry = {
      changedAt: addedAt,
      actor: addedBy,
      action: 'add admin' as const,
      subject: `admin ${email}`,
    }
    await addAuditEntry(client, { ...entry, before: null, after: 'admin' })
    return true
  })
}

/** Takes the role away again; what else an address may see follows from the plan. @returns false where it was no admin */
export function removeAdmin(
  store: Store,
  { email, removedAt, removedBy }: { email: string; removedAt: number; removedBy: string },
): Promise<boolean> {
  return inTransaction(store, async (client) => {
    const { rowCount } = await client.query(`delete from admins where email = $1`, [email])
    if (rowCount !== 1) return false
    const entry = {
      changedAt: removedAt,
      actor: removedBy,
      action: 'remove admin' as const,
      subject: `admin ${email}`,
    }
    await addAuditEntry(client, { ...entry, before: 'admin', after: null })
    return true
  })
}

/** By address. */
export function listAdmins(store: Store): Promise<Admin[]> {
  return selectRows(store.pool, adminTable.row, `${selectFrom(adminTable)} order by email collate "C"`)
}

export async function isAdmin(store: Store, email: string): Promise<boolean> {
  const row = await selectRow(store.pool, adminTable.row, `${selectFrom(adminTable)} where email = $1`, [
    email,
  ])
  return row !== null
}
