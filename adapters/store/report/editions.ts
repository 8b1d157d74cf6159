import { z } from 'zod'
import { instant, text } from '../../../domain/fields.ts'
import { audiences, type ReportScope } from '../../../domain/plan/plan.ts'
import type { QuarterId } from '../../../domain/quarter.ts'
import { type Edition, type Picture, scopeKeyOf } from '../../../domain/report/content/edition.ts'
import type { Store } from '../sql/client.ts'
import { inTransaction, selectRow, selectRows } from '../sql/rows.ts'
import { sanitizeJson, sanitizeText } from '../sql/sanitize-text.ts'
import type { Queryable } from '../sql/session.ts'
import { describeTable, selectFrom, selectList } from '../sql/table.ts'
import { inputSet, insertFrom } from '../sql/upsert.ts'

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
})

export const editionTable = describeTable('editions', editionRow, { key: ['editionId'] })

type StoredEdition = Omit<Edition, 'pictures'>

const storedEdition: z.ZodType<StoredEdition> = editionRow.transform(({ scopeKey, ...rest }) => ({
  ...rest,
  scope: scopeOf(scopeKey),
}))

const pictureRow = z.object({
  editionId: text,
  contentId: text,
  altText: text,
  png: z.instanceof(Uint8Array).transform((png) => new Uint8Array(png)),
})

/** Freezes an edition. One stands for each quarter, kind, audience and scope: a later one is not stored. */
export function saveEdition(store: Store, edition: Edition): Promise<SavedEdition> {
  const { quarter, kind, audience } = edition
  const identity = [quarter, kind, audience, scopeKeyOf(edition.scope)]
  return inTransaction(store, async (client) => {
    const { pictures: _, scope, ...rest } = edition
    const { rowCount } = await client.query(
      `${insertFrom(editionTable, inputSet(editionTable))}
       on conflict (quarter, kind, audience, scope_key) do nothing`,
      [sanitizeJson([{ ...rest, scopeKey: scopeKeyOf(scope) }]).value],
    )
    const created = rowCount === 1
    if (created) await insertPictures(client, edition)
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

async function insertPictures(on: Queryable, { editionId, pictures }: Edition): Promise<void> {
  for (const [position, { contentId, altText, png }] of pictures.entries()) {
    await on.query(
      `insert into edition_pictures (edition_id, content_id, position, alt_text, png) values ($1, $2, $3, $4, $5)`,
      [editionId, contentId, position, sanitizeText(altText).value, Buffer.from(png)],
    )
  }
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
  const pictures = await selectRows(
    on,
    pictureRow,
    `select ${selectList(pictureRow)} from edition_pictures where edition_id = any($1) order by edition_id, position`,
    [rows.map((row) => row.editionId)],
  )
  return rows.map((row) => ({ ...row, pictures: picturesOf(pictures, row.editionId) }))
}

function picturesOf(pictures: readonly z.infer<typeof pictureRow>[], of: string): Picture[] {
  return pictures
    .filter(({ editionId }) => editionId === of)
    .map(({ contentId, altText, png }) => ({ contentId, altText, png }))
}

const teamPrefix = 'team:'

/** The reverse of `scopeKeyOf`. */
function scopeOf(scopeKey: string): ReportScope {
  return scopeKey.startsWith(teamPrefix)
    ? { kind: 'team', teamId: scopeKey.slice(teamPrefix.length) }
    : { kind: 'company' }
}
