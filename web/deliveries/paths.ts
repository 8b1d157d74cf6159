import type { DeliveryState } from '../../domain/deliver/delivery.ts'
import type { ListedKind } from '../../domain/deliver/readers/listed-kind.ts'
import type { QuarterId } from '../../domain/quarter.ts'

/** What of the list is shown; null shows all. */
export interface Shown {
  readonly state: DeliveryState | null
  readonly quarter: QuarterId | null
  readonly kind: ListedKind | null
}

export const allMails: Shown = { state: null, quarter: null, kind: null }

export function listPath({ state, quarter, kind }: Shown): string {
  const query = new URLSearchParams()
  if (quarter !== null) query.set('quarter', quarter)
  if (kind !== null) query.set('kind', kind)
  if (state !== null) query.set('state', state)
  return query.size === 0 ? '/deliveries' : `/deliveries?${query}`
}
