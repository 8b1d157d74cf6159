import { z } from 'zod'
import { type Delivery, type DeliveryState, deliveryStates } from '../../../domain/deliver/delivery.ts'
import { text, wholeNumber } from '../../../domain/fields.ts'
import type { QuarterId } from '../../../domain/quarter.ts'
import type { Edition } from '../../../domain/report/content/edition.ts'
import type { Store } from '../sql/client.ts'
import { selectRows } from '../sql/rows.ts'
import { selectList } from '../sql/table.ts'
import { deliveryRow } from './tables.ts'

/** A delivery as a list shows it. */
export interface ListedDelivery extends Delivery {
  readonly quarter: QuarterId
  readonly kind: Edition['kind']
  readonly subject: string
}

const listedRow: z.ZodType<ListedDelivery> = deliveryRow.extend({
  quarter: text,
  kind: z.enum(['pre-planning', 'final']),
  subject: text,
})

export interface DeliveryFilter {
  readonly quarter?: QuarterId
  readonly editionIds?: readonly string[]
}

const filtered = `($1::text is null or e.quarter = $1) and ($2::text[] is null or e.edition_id = any($2))`

function filterValues({ quarter, editionIds }: DeliveryFilter): unknown[] {
  return [quarter ?? null, editionIds ?? null]
}

/** Deliveries by quarter, edition and address. */
export function listDeliveries(store: Store, filter: DeliveryFilter = {}): Promise<ListedDelivery[]> {
  return selectRows(
    store.pool,
    listedRow,
    `select ${selectList(deliveryRow, 'd')}, e.quarter, e.kind, e.subject
     from deliveries d join editions e using (edition_id) where ${filtered}
     order by e.quarter, e.kind collate "C", e.audience collate "C", e.scope_key collate "C", d.recipient_email collate "C"`,
    filterValues(filter),
  )
}

const countRow = z.object({ state: z.enum(deliveryStates), deliveries: wholeNumber })

/** How many deliveries are in each state; every state is there. */
export async function countDeliveries(
  store: Store,
  filter: DeliveryFilter = {},
): Promise<Record<DeliveryState, number>> {
  const rows = await selectRows(
    store.pool,
    countRow,
    `select d.state, count(*)::integer as deliveries from deliveries d join editions e using (edition_id)
     where ${filtered} group by d.state`,
    filterValues(filter),
  )
  const counts: Record<DeliveryState, number> = {
    suppressed: 0,
    queued: 0,
    sending: 0,
    sent: 0,
    deferred: 0,
    failed: 0,
    ambiguous: 0,
    bounced: 0,
  }
  for (const { state, deliveries } of rows) counts[state] = deliveries
  return counts
}
