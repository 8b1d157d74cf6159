import { z } from 'zod'
import type { Picture } from '../../../domain/report/content/edition.ts'
import { selectRows } from '../sql/rows.ts'
import { sanitizeText } from '../sql/sanitize-text.ts'
import type { Queryable } from '../sql/session.ts'
import { selectList } from '../sql/table.ts'

/** Where a kind of mail keeps its pictures. */
interface PicturesTable {
  readonly name: 'edition_pictures' | 'notice_pictures'
  readonly mailId: 'edition_id' | 'notice_id'
}

export const editionPictures: PicturesTable = { name: 'edition_pictures', mailId: 'edition_id' }
export const noticePictures: PicturesTable = { name: 'notice_pictures', mailId: 'notice_id' }

const pictureRow = z.object({
  contentId: z.string(),
  altText: z.string(),
  png: z.instanceof(Uint8Array).transform((png) => new Uint8Array(png)),
})

/** Keeps a mail's pictures in their order. */
export async function insertPictures(
  on: Queryable,
  { name, mailId }: PicturesTable,
  mail: { readonly id: string; readonly pictures: readonly Picture[] },
): Promise<void> {
  for (const [position, { contentId, altText, png }] of mail.pictures.entries())
    await on.query(
      `insert into ${name} (${mailId}, content_id, position, alt_text, png) values ($1, $2, $3, $4, $5)`,
      [mail.id, contentId, position, sanitizeText(altText).value, Buffer.from(png)],
    )
}

/** The pictures of mails, in their order; no entry for a mail without one. */
export async function loadPictures(
  on: Queryable,
  { name, mailId }: PicturesTable,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Picture[]>> {
  const rows = await selectRows(
    on,
    pictureRow.extend({ of: z.string() }),
    `select ${selectList(pictureRow)}, ${mailId} as of from ${name} where ${mailId} = any($1)
     order by ${mailId}, position`,
    [ids],
  )
  const byMail = Map.groupBy(rows, ({ of }) => of)
  return new Map([...byMail].map(([id, pictures]) => [id, pictures.map(({ of: _, ...picture }) => picture)]))
}
