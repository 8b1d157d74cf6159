import type { DeliveryState } from '../../domain/deliver/delivery.ts'
import type { QuarterId } from '../../domain/quarter.ts'

/** What of the list is shown; null shows all. */
export interface Shown {
  readonly state: DeliveryState | null
  readonly quarter: QuarterId | null
}

export function listPath({ state, quarter }: Shown, from = 0): string {
  const query = new URLSearchParams()
  if (quarter !== null) query.set('quarter', quarter)
  if (state !== null) query.set('state', state)
  if (from > 0) query.set('from', String(from))
  return query.size === 0 ? '/deliveries' : `/deliveries?${query}`
}
