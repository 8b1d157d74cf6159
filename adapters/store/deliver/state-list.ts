import type { DeliveryState } from '../../../domain/deliver/delivery.ts'

/** States for SQL's `in (…)`; the domain's table says which. */
export function stateList(states: readonly DeliveryState[]): string {
  return states.map((state) => `'${state}'`).join(', ')
}
