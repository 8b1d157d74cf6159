import { addAdmin, listAdmins, removeAdmin } from '../../adapters/store/sign-in/admins.ts'
import { deleteSessionsOf } from '../../adapters/store/sign-in/sessions.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import type { Instant } from '../../domain/instant.ts'

/** Who made a change, where nobody is signed in. */
export const commandLineActor = 'command line'

export { listAdmins }

interface AdminChange {
  /** In lower case. */
  readonly email: string
  readonly actor: string
  readonly nowAt: Instant
}

/** @returns false where it was one already */
export function makeAdmin(store: Store, { email, actor, nowAt }: AdminChange): Promise<boolean> {
  return addAdmin(store, { email, addedAt: nowAt, addedBy: actor })
}

/** Takes the role away and signs the person out everywhere. @returns false where it was no admin */
export async function unmakeAdmin(store: Store, { email, actor, nowAt }: AdminChange): Promise<boolean> {
  const removed = await removeAdmin(store, { email, removedAt: nowAt, removedBy: actor })
  await deleteSessionsOf(store.pool, email)
  return removed
}
