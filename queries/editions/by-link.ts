import type { KeyRing } from '../../adapters/secrets.ts'
import { deliveryIdOf, isSignedFor } from '../../adapters/signed-links.ts'
import { listDeliveries } from '../../adapters/store/deliver/deliveries.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { linkHolds } from '../../domain/deliver/readers/links.ts'
import type { Instant } from '../../domain/instant.ts'
import type { Visitor } from '../../domain/sign-in/roles.ts'
import { visitorOfAddress } from '../sign-in/visitors.ts'

/** What a reader's link opens. */
export type LinkedEdition =
  | { readonly kind: 'open'; readonly editionId: string; readonly reader: Visitor }
  /** Forged, too old, switched off, or of somebody who is no reader any more; the edition's id only where the link was made by us. */
  | { readonly kind: 'closed'; readonly editionId: string | null }

interface Opening {
  readonly keys: KeyRing
  readonly nowAt: Instant
  /** Null where links open nothing. */
  readonly linkDays: number | null
}

/** The edition that a link of a mail opens, and for whom. A link holds for its own edition, and while its reader is one. */
export async function editionByLink(
  store: Store,
  token: string,
  { keys, nowAt, linkDays }: Opening,
): Promise<LinkedEdition> {
  const deliveryId = deliveryIdOf(token)
  const [delivery] = deliveryId === null ? [] : await listDeliveries(store, { deliveryId })
  if (delivery === undefined || delivery.editionId === null) return { kind: 'closed', editionId: null }
  if (!(await isSignedFor(keys, token, 'read an edition', delivery)))
    return { kind: 'closed', editionId: null }
  const { editionId, recipientEmail, queuedAt } = delivery
  const reader = await visitorOfAddress(store, recipientEmail)
  const holds = linkHolds({ queuedAt, linkDays, nowAt }) && reader.roles.includes('leader')
  return holds ? { kind: 'open', editionId, reader } : { kind: 'closed', editionId }
}
