import { z } from 'zod'
import { audiences, type ReportScope } from '../../../domain/plan/plan.ts'
import type { QuarterId } from '../../../domain/quarter.ts'
import { type Edition, type Picture, scopeKeyOf } from '../../../domain/report/content/edition.ts'
import type { Store } from '../sql/client.ts'
import {
  instantColumn,
  inTransaction,
  type Queryable,
  selectRow,
  selectRows,
  timestampOf,
} from '../sql/rows.ts'
import { stripText } from '../sql/sanitize-text.ts'

export interface SavedEdition {
  /** What is stored: the one that was there first. */
  readonly edition: Edition
  readonly created: boolean
}

const editionRow = z
  .object({
    editionId: z.string(),
    quarter: z.string(),
    kind: z.enum(['pre-planning', 'final']),
    audience: z.enum(audiences),
    scopeKey: z.string(),
    renderedAt: instantColumn,
    subject: z.string(),
    preheader: z.string(),
    html: z.string(),
    text: z.string(),
  })
  .transform(({ scopeKey, ...rest }) => ({ ...rest, scope: scopeOf(scopeKey) }))

const pictureRow = z.object({
  editionId: z.string(),
  contentId: z.string(),
  altText: z.string(),
  png: z.instanceof(Uint8Array).transform((png) => new Uint8Array(png)),
})

const editionColumns = `edition_id as "editionId", quarter, kind, audience, scope_key as "scopeKey",
  rendered_at as "renderedAt", subject, preheader, html, text`

/** Freezes an edition. One stands for each quarter, kind, audience and scope: a later one is not stored. */
export function saveEdition(store: Store, edition: Edition): Promise<SavedEdition> {
  const { quarter, kind, audience } = edition
  const identity = [quarter, kind, audience, scopeKeyOf(edition.scope)]
  return inTransaction(store, async (client) => {
    const { rowCount } = await client.query(
      `insert into editions (quarter, kind, audience, scope_key, edition_id, rendered_at, subject, preheader, html, text)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
       on conflict (quarter, kind, audience, scope_key) do nothing`,
      [
        ...identity,
        edition.editionId,
        timestampOf(edition.renderedAt),
        ...[edition.subject, edition.preheader, edition.html, edition.text].map(
          (words) => stripText(words).value,
        ),
      ],
    )
    const created = rowCount === 1
    if (created) await insertPictures(client, edition)
    const row = await selectRow(
      client,
      editionRow,
      `select ${editionColumns} from editions
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
      [editionId, contentId, position, stripText(altText).value, Buffer.from(png)],
    )
  }
}

/** An edition with its pictures; null for an unknown id. */
export async function loadEdition(store: Store, editionId: string): Promise<Edition | null> {
  const rows = await selectRows(
    store.pool,
    editionRow,
    `select ${editionColumns} from editions where edition_id = $1`,
    [editionId],
  )
  const [edition] = await withPictures(store.pool, rows)
  return edition ?? null
}

/** A quarter's editions with their pictures, by kind, audience and scope. */
export async function listEditions(
  store: Store,
  quarter: QuarterId,
  kind: Edition['kind'] | null = null,
): Promise<Edition[]> {
  const rows = await selectRows(
    store.pool,
    editionRow,
    `select ${editionColumns} from editions where quarter = $1 and ($2::text is null or kind = $2)
     order by kind collate "C", audience collate "C", scope_key collate "C"`,
    [quarter, kind],
  )
  return withPictures(store.pool, rows)
}

async function withPictures(on: Queryable, rows: readonly Omit<Edition, 'pictures'>[]): Promise<Edition[]> {
  const pictures = await selectRows(
    on,
    pictureRow,
    `select edition_id as "editionId", content_id as "contentId", alt_text as "altText", png
     from edition_pictures where edition_id = any($1) order by edition_id, position`,
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
