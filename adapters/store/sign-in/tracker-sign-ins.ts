import type { Instant } from '../../../domain/instant.ts'
import type { SealedSecret } from '../../secrets.ts'
import type { Store } from '../sql/client.ts'
import { selectRow, timestampOf } from '../sql/rows.ts'
import { selectList } from '../sql/table.ts'
import { insertRows } from '../sql/upsert.ts'
import { trackerSignInRow, trackerSignInTable } from './tables.ts'

/** Of whom a sign-in at a tracker is. */
interface SignInPlace {
  readonly stateHash: string
  readonly sessionHash: string
}

/** Keeps a sign-in that begins, and forgets those that nobody came back from. */
export async function addTrackerSignIn(
  store: Store,
  { stateHash, sessionHash }: SignInPlace,
  {
    secret,
    expiresAt,
    nowAt,
  }: { readonly secret: SealedSecret; readonly expiresAt: Instant; readonly nowAt: Instant },
): Promise<void> {
  await store.pool.query('delete from tracker_sign_ins where expires_at < $1', [timestampOf(nowAt)])
  const { keyId, iv, tag, ciphertext } = secret
  const sealed = { secretKeyId: keyId, secretIv: iv, secretTag: tag, secretCiphertext: ciphertext }
  await insertRows(store.pool, trackerSignInTable, [{ stateHash, sessionHash, ...sealed, expiresAt }])
}

/** Uses a sign-in up: of two at once, one gets it. Null for one that another session began, or that is too old. */
export async function takeTrackerSignIn(
  store: Store,
  { stateHash, sessionHash }: SignInPlace,
  nowAt: Instant,
): Promise<SealedSecret | null> {
  const row = await selectRow(
    store.pool,
    trackerSignInTable.row,
    `delete from tracker_sign_ins where state_hash = $1 and session_hash = $2 and expires_at > $3
     returning ${selectList(trackerSignInRow)}`,
    [stateHash, sessionHash, timestampOf(nowAt)],
  )
  if (row === null) return null
  const { secretKeyId: keyId, secretIv: iv, secretTag: tag, secretCiphertext: ciphertext } = row
  return { keyId, iv, tag, ciphertext }
}
