import { z } from 'zod'
import { instant, text, uuid } from '../../../domain/fields.ts'
import type { Instant } from '../../../domain/instant.ts'
import { audiences, type ReportScope } from '../../../domain/plan/plan.ts'
import type { QuarterId } from '../../../domain/quarter.ts'
import type { ReportContent } from '../../../domain/report/content/content.ts'
import { type Edition, scopeKeyOf } from '../../../domain/report/content/edition.ts'
import type { Store } from '../sql/client.ts'
import { inTransaction, selectRow, selectRows, timestampOf } from '../sql/rows.ts'
import { sanitizeJson } from '../sql/sanitize-text.ts'
import type { Queryable } from '../sql/session.ts'
import { describeTable, selectFrom } from '../sql/table.ts'
import { inputSet, insertFrom } from '../sql/upsert.ts'
import { insertEditionContent } from './edition-content.ts'
import { editionPictures, insertPictures, loadPictures } from './pictures.ts'

export interface SavedEdition {
  /** What is stored: the one that was there first. */
  readonly edition: Edition
  readonly created: boolean
}

const editionRow = z.object({
  editionId: text,
  quarter: text,
  kind: z.enum(['pre-planning', 'final']),
  audience: z.enum(audiences),
  scopeKey: text,
  renderedAt: instant,
  subject: text,
  preheader: text,
  html: text,
  text,
  /** The dataset that it was made from; null for editions that were rendered before it was kept. */
  reconciliationId: uuid.nullable(),
})

export const editionTable = describeTable('editions', editionRow, { key: ['editionId'] })

type StoredEdition = Omit<Edition, 'pictures'>

const storedEdition: z.ZodType<StoredEdition> = editionRow.transform(
  ({ scopeKey, reconciliationId: _, ...rest }) => ({
    ...rest,
    scope: scopeOf(scopeKey),
  }),
)

/** What an edition was made from, to be kept beside it; nothing by default. */
export interface MadeFrom {
  readonly reconciliationId?: string | null
  readonly content?: ReportContent | null
}

/** Freezes an edition. One stands for each quarter, kind, audience and scope: a later one is not stored. */
export function saveEdition(
  store: Store,
  edition: Edition,
  { reconciliationId = null, content = null }: MadeFrom = {},
): Promise<SavedEdition> {
  const { quarter, kind, audience } = edition
  const identity = [quarter, kind, audience, scopeKeyOf(edition.scope)]
  return inTransaction(store, async (client) => {
    const { pictures: _, scope, ...rest } = edition
    const { rowCount } = await client.query(
      `${insertFrom(editionTable, inputSet(editionTable))}
       on conflict (quarter, kind, audience, scope_key) do nothing`,
      [sanitizeJson([{ ...rest, scopeKey: scopeKeyOf(scope), reconciliationId }]).value],
    )
    const created = rowCount === 1
    if (created) {
      await insertPictures(client, editionPictures, { id: edition.editionId, pictures: edition.pictures })
      if (content !== null) await insertEditionContent(client, edition.editionId, content)
    }
    const row = await selectRow(
      client,
      storedEdition,
      `${selectFrom(editionTable)}
       where quarter = $1 and kind = $2 and audience = $3 and scope_key = $4`,
      identity,
    )
    if (row === null) throw new Error(`the edition ${edition.editionId} was stored and is not there`)
    const [stored] = await withPictures(client, [row])
    return { edition: stored ?? { ...row, pictures: [] }, created }
  })
}

const mailedFinal = z.object({ reconciliationId: uuid, mailedAt: instant })

/** The dataset of a quarter's final report and when its first mail went out, up to an instant; null where none did. */
export function findMailedFinal(
  store: Store,
  quarter: QuarterId,
  byAt: Instant,
): Promise<z.infer<typeof mailedFinal> | null> {
  return selectRow(
    store.pool,
    mailedFinal,
    `select e.reconciliation_id as "reconciliationId", min(d.sent_at) as "mailedAt"
     from editions e join deliveries d using (edition_id)
     where e.quarter = $1 and e.kind = 'final' and d.sent_at <= $2 and e.reconciliation_id is not null
     group by e.reconciliation_id order by min(d.sent_at), e.reconciliation_id limit 1`,
    [quarter, timestampOf(byAt)],
  )
}

/** The quarters whose final reports have been mailed, oldest first. */
export async function listMailedQuarters(store: Store): Promise<QuarterId[]> {
  const rows = await selectRows(
    store.pool,
    editionRow.pick({ quarter: true }),
    `select distinct quarter from editions join deliveries using (edition_id)
     where kind = 'final' and sent_at is not null order by quarter`,
  )
  return rows.map(({ quarter }) => quarter)
}

/** An edition with its pictures; null for an unknown id. */
export async function loadEdition(store: Store, editionId: string): Promise<Edition | null> {
  const rows = await selectRows(
    store.pool,
    storedEdition,
    `${selectFrom(editionTable)} where edition_id = $1`,
    [editionId],
  )
  const [edition] = await withPictures(store.pool, rows)
  return edition ?? null
}

/**
 * A quarter's editions with their pictures, by kind, audience and scope.
 * @internal for tests
 */
export async function listEditions(
  store: Store,
  quarter: QuarterId,
  kind: Edition['kind'] | null = null,
): Promise<Edition[]> {
  const rows = await selectRows(
    store.pool,
    storedEdition,
    `${selectFrom(editionTable)} where quarter = $1 and ($2::text is null or kind = $2)
     order by kind collate "C", audience collate "C", scope_key collate "C"`,
    [quarter, kind],
  )
  return withPictures(store.pool, rows)
}

async function withPictures(on: Queryable, rows: readonly StoredEdition[]): Promise<Edition[]> {
  const pictures = await loadPictures(
    on,
    editionPictures,
    rows.map((row) => row.editionId),
  )
  return rows.map((row) => ({ ...row, pictures: pictures.get(row.editionId) ?? [] }))
}

const teamPrefix = 'team:'

/** The scope of a key that `scopeKeyOf` gave. */
export function scopeOf(scopeKey: string): ReportScope {
  return scopeKey.startsWith(teamPrefix)
    ? { kind: 'team', teamId: scopeKey.slice(teamPrefix.length) }
    : { kind: 'company' }
}
