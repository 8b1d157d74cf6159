import { z } from 'zod'
import { buckets } from '../../../domain/category.ts'
import { instant, localDate, text, wholeNumber } from '../../../domain/fields.ts'
import { audiences } from '../../../domain/plan/plan.ts'
import type { ReportContent } from '../../../domain/report/content/content.ts'
import type { PictureSpec } from '../../../domain/report/content/picture.ts'
import type { Sentence } from '../../../domain/report/words/sentence.ts'
import type { Store } from '../sql/client.ts'
import { selectRow } from '../sql/rows.ts'
import { sanitizeJson } from '../sql/sanitize-text.ts'
import type { Queryable } from '../sql/session.ts'
import { readIfOurs } from '../sql/stored-data.ts'

/** To be raised with every change of the shape that contents which were kept before don't fit. */
const format = 1

const sentence: z.ZodType<Sentence> = z.array(
  z.discriminatedUnion('kind', [
    z.object({ kind: z.enum(['plain', 'strong', 'outside']), text }),
    z.object({ kind: z.literal('link'), text, url: z.url({ protocol: /^https?$/ }) }),
  ]),
)
const sentences = z.array(sentence)
const part = z.object({ heading: text, sentences })
const share = z.number()
const milliDays = z.int()
const altText = text

const picture: z.ZodType<PictureSpec> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('plan_beside_actual'),
    altText,
    rows: z.array(
      z.object({
        bucket: z.enum(buckets),
        label: text,
        plannedShare: share.nullable(),
        actualShare: share,
        band: z.object({ lowShare: share, highShare: share }).nullable(),
        past: z.array(z.object({ label: text, actualShare: share })),
      }),
    ),
  }),
  z.object({
    kind: z.literal('weeks_by_bucket'),
    altText,
    weeks: z.array(
      z.object({ label: text, days: z.record(z.enum(buckets), z.number()), interruptions: z.number() }),
    ),
  }),
  z.object({
    kind: z.literal('burn_down'),
    altText,
    budgetDays: z.number(),
    from: localDate,
    to: localDate,
    left: z.array(z.object({ date: localDate, days: z.number() })),
    projected: z.object({ days: z.number(), lowDays: z.number(), highDays: z.number() }).nullable(),
  }),
])

const table = z.object({
  caption: text,
  columns: z.array(text),
  rows: z.array(z.object({ name: sentence, cells: z.array(text) })),
  parts: z.array(z.object({ caption: text, columnCount: wholeNumber })).exactOptional(),
})

const details = z.object({
  findings: z.array(
    z.object({
      sentences,
      items: sentences,
      atStakeMilliDays: milliDays.nullable(),
      evidence: sentences,
    }),
  ),
  reviewers: part.nullable(),
  trend: sentences,
  trust: sentences,
  tables: z.array(table),
  glossary: z.array(z.object({ word: text, meaning: text })),
  origin: sentences,
})

const content: z.ZodType<ReportContent> = z.object({
  spec: z.object({
    audience: z.enum(audiences),
    scope: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('company') }),
      z.object({ kind: z.literal('team'), teamId: text }),
    ]),
  }),
  quarter: text,
  kind: z.enum(['pre-planning', 'final']),
  asOfAt: instant,
  subject: text,
  preheader: text,
  title: sentence,
  answer: sentence,
  picture: picture.nullable(),
  linesHeading: text,
  lines: z.array(z.object({ words: sentence, atStakeMilliDays: milliDays.nullable(), evidence: sentences })),
  choice: part.extend({ isDecision: z.boolean() }).nullable(),
  reviewers: part.nullable(),
  trust: sentences,
  figures: table.nullable(),
  isBrief: z.boolean(),
  more: text,
  details,
  footer: sentences,
})

const contentRow = z.object({ format: wholeNumber, content: z.unknown() })

/** Keeps what an edition was rendered from. To be called in the transaction that freezes the edition. */
export async function insertEditionContent(
  on: Queryable,
  editionId: string,
  kept: ReportContent,
): Promise<void> {
  await on.query('insert into edition_contents (edition_id, format, content) values ($1, $2, $3)', [
    editionId,
    format,
    sanitizeJson(kept).value,
  ])
}

/** What an edition was rendered from; null where it wasn't kept, or in a format that is read no more. */
export async function loadEditionContent(store: Store, editionId: string): Promise<ReportContent | null> {
  const row = await selectRow(
    store.pool,
    contentRow,
    'select format, content from edition_contents where edition_id = $1',
    [editionId],
  )
  return row === null || row.format !== format ? null : readIfOurs(content, row.content)
}
