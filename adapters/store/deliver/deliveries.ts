import { z } from 'zod'
import { type Delivery, type DeliveryState, deliveryStates } from '../../../domain/deliver/delivery.ts'
import { type ListedKind, listedKindOf, listedKinds } from '../../../domain/deliver/readers/listed-kind.ts'
import { type NoticeKind, noticeKinds } from '../../../domain/deliver/readers/notice.ts'
import { statesByUrgency } from '../../../domain/deliver/states.ts'
import { text, wholeNumber } from '../../../domain/fields.ts'
import type { QuarterId } from '../../../domain/quarter.ts'
import type { Edition } from '../../../domain/report/content/edition.ts'
import type { Store } from '../sql/client.ts'
import { selectRows } from '../sql/rows.ts'
import { selectList } from '../sql/table.ts'
import { deliveriesWithMails, isOfMails } from './mails.ts'
import { deliveryRow } from './tables.ts'

/** A delivery as a list shows it. */
export interface ListedDelivery extends Delivery {
  readonly quarter: QuarterId
  readonly kind: Edition['kind'] | NoticeKind
  readonly subject: string
}

const storedKinds = ['pre-planning', 'final', ...noticeKinds] as const

const listedRow: z.ZodType<ListedDelivery> = deliveryRow.extend({
  quarter: text,
  kind: z.enum(storedKinds),
  subject: text,
})

export interface DeliveryFilter {
  readonly quarter?: QuarterId
  /** Of editions and notices. */
  readonly mailIds?: readonly string[]
  readonly state?: DeliveryState
  readonly deliveryId?: string
  readonly kind?: ListedKind
}

/** A part of a list; the first entry is number 0. */
export interface DeliveryPart {
  readonly from: number
  readonly size: number
}

const filtered = `($1::text is null or coalesce(e.quarter, n.quarter) = $1) and ${isOfMails('$2', 'd')}
  and ($3::text is null or d.state = $3) and ($4::uuid is null or d.delivery_id = $4)
  and ($5::text[] is null or coalesce(e.kind, n.kind) = any($5))`

function filterValues({ quarter, mailIds, state, deliveryId, kind }: DeliveryFilter): unknown[] {
  const kinds = kind === undefined ? null : storedKinds.filter((each) => listedKindOf(each) === kind)
  return [quarter ?? null, mailIds ?? null, state ?? null, deliveryId ?? null, kinds]
}

const listed = `${selectList(deliveryRow, 'd')}, coalesce(e.quarter, n.quarter) as quarter, coalesce(e.kind, n.kind) as kind,
  coalesce(e.subject, n.subject) as subject`

/** Deliveries by quarter, edition and address; notices after the editions. */
export function listDeliveries(store: Store, filter: DeliveryFilter = {}): Promise<ListedDelivery[]> {
  return selectRows(
    store.pool,
    listedRow,
    `select ${listed} from ${deliveriesWithMails} where ${filtered}
     order by coalesce(e.quarter, n.quarter), e.kind collate "C" nulls last, e.audience collate "C", e.scope_key collate "C",
       n.rendered_at, d.notice_id collate "C", d.recipient_email collate "C"`,
    filterValues(filter),
  )
}

/** Part of the deliveries by state, those that need a person first, and the newest first in each. */
export function listDeliveryPart(
  store: Store,
  filter: DeliveryFilter,
  { from, size }: DeliveryPart,
): Promise<ListedDelivery[]> {
  return selectRows(
    store.pool,
    listedRow,
    `select ${listed} from ${deliveriesWithMails} where ${filtered}
     order by array_position($6::text[], d.state), d.queued_at desc, d.recipient_email collate "C", d.delivery_id
     limit $7 offset $8`,
    [...filterValues(filter), statesByUrgency, size, from],
  )
}

const quarterRow = z.object({ quarter: text })

/** The quarters of which there are mails, newest first. */
export async function listDeliveryQuarters(store: Store): Promise<QuarterId[]> {
  const rows = await selectRows(
    store.pool,
    quarterRow,
    `select quarter from editions e where exists (select from deliveries d where d.edition_id = e.edition_id)
     union select quarter from notices n where exists (select from deliveries d where d.notice_id = n.notice_id)
     order by quarter desc`,
  )
  return rows.map(({ quarter }) => quarter)
}

const kindRow = z.object({ kind: z.enum(storedKinds) })

/** The kinds of which there are mails, in the order of `listedKinds`. */
export async function listDeliveryKinds(store: Store): Promise<ListedKind[]> {
  const rows = await selectRows(
    store.pool,
    kindRow,
    `select kind from editions e where exists (select from deliveries d where d.edition_id = e.edition_id)
     union select kind from notices n where exists (select from deliveries d where d.notice_id = n.notice_id)`,
  )
  const there = new Set(rows.map(({ kind }) => listedKindOf(kind)))
  return listedKinds.filter((kind) => there.has(kind))
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
    `select d.state, count(*)::integer as deliveries from ${deliveriesWithMails}
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
