import { z } from 'zod'
import { deliveryStates } from '../../../domain/deliver/delivery.ts'
import { instant, text, uuid } from '../../../domain/fields.ts'
import { audiences } from '../../../domain/plan/plan.ts'
import type { QuarterId } from '../../../domain/quarter.ts'
import type { Store } from '../sql/client.ts'
import { selectRow, selectRows } from '../sql/rows.ts'

const editionHead = z.object({
  editionId: text,
  quarter: text,
  kind: z.enum(['pre-planning', 'final']),
  audience: z.enum(audiences),
  scopeKey: text,
  subject: text,
  renderedAt: instant,
  /** The dataset that it was made from, if that is still there. */
  reconciliationId: uuid.nullable(),
  /** Null until the first of its mails was sent. */
  firstSentAt: instant.nullable(),
  /** The state of each of its mails. */
  states: z.array(z.enum(deliveryStates)),
})

/** A frozen edition without its text and pictures, and how its mails stand. */
export type EditionHead = Readonly<z.infer<typeof editionHead>>

/** The frozen editions of one quarter, or of all; newest quarter first, then final before pre-planning, then by scope and audience. */
export function listEditionHeads(store: Store, quarter: QuarterId | null = null): Promise<EditionHead[]> {
  return selectRows(
    store.pool,
    editionHead,
    `${headsWhere('$1::text is null or e.quarter = $1')}
     order by e.quarter collate "C" desc, e.kind collate "C", e.scope_key collate "C", e.audience collate "C"`,
    [quarter],
  )
}

/** One of them; null for an unknown id. */
export function findEditionHead(store: Store, editionId: string): Promise<EditionHead | null> {
  return selectRow(store.pool, editionHead, headsWhere('e.edition_id = $1'), [editionId])
}

function headsWhere(condition: string): string {
  return `select e.edition_id as "editionId", e.quarter, e.kind, e.audience, e.scope_key as "scopeKey", e.subject,
       e.rendered_at as "renderedAt",
       (select r.reconciliation_id from reconciliations r where r.reconciliation_id = e.reconciliation_id) as "reconciliationId", min(d.sent_at) as "firstSentAt",
       coalesce(array_agg(d.state order by d.state collate "C") filter (where d.state is not null), '{}') as states
     from editions e left join deliveries d using (edition_id)
     where ${condition}
     group by e.edition_id`
}

const figuresHead = z.object({ quarter: text, reconciliationId: uuid, asOfAt: instant, savedAt: instant })

/** A quarter's figures, without them. */
export type FiguresHead = Readonly<z.infer<typeof figuresHead>>

const figuresColumns = `r.quarter, r.reconciliation_id as "reconciliationId", e.as_of_at as "asOfAt", r.saved_at as "savedAt"`
const figuresTables = `reconciliations r join effort_runs e on e.run_id = r.effort_run_id`

/** The last dataset of each quarter that has one, newest quarter first. */
export function listFiguresHeads(store: Store): Promise<FiguresHead[]> {
  return selectRows(
    store.pool,
    figuresHead,
    `select distinct on (r.quarter collate "C") ${figuresColumns} from ${figuresTables}
     order by r.quarter collate "C" desc, r.reconciliation_number desc`,
  )
}

/** One dataset; null for an unknown id. */
export function findFiguresHead(store: Store, reconciliationId: string): Promise<FiguresHead | null> {
  return selectRow(
    store.pool,
    figuresHead,
    `select ${figuresColumns} from ${figuresTables} where r.reconciliation_id = $1`,
    [reconciliationId],
  )
}
