import { z } from 'zod'
import { buckets } from '../../../domain/category.ts'
import { type Immutable, instant, text, uuid, wholeNumber } from '../../../domain/fields.ts'
import type { Instant } from '../../../domain/instant.ts'
import type { Store } from '../sql/client.ts'
import { selectRow, timestampOf } from '../sql/rows.ts'
import { sanitizeJson, sanitizeText } from '../sql/sanitize-text.ts'
import type { StoredDocument } from '../sql/stored-data.ts'
import { describeTable, selectFrom } from '../sql/table.ts'
import { insertRows } from '../sql/upsert.ts'

const days = z.number()
const move = z.object({ from: z.enum(buckets), to: z.enum(buckets), tickets: z.number() })
const scopeEffect = z.object({
  movedTickets: z.number(),
  movedMilliDays: days,
  buckets: z.array(z.object({ bucket: z.enum(buckets), beforeMilliDays: days, afterMilliDays: days })),
  moves: z.array(move.extend({ milliDays: days })),
})
const effectSchema = z.object({
  tickets: z.object({ total: z.number(), moved: z.number(), moves: z.array(move) }),
  days: z
    .object({
      quarter: text,
      asOfAt: instant,
      company: scopeEffect.nullable(),
      teams: z.array(z.object({ teamId: text, name: text, effect: scopeEffect })),
      leftOut: z.array(
        z.object({
          teamId: text,
          name: text,
          because: z.enum(['small_group', 'beside_small_group', 'not_yet', 'ended', 'nobody_available']),
          isOutsideCompany: z.literal(true).optional(),
        }),
      ),
      minimumGroupPeople: z.number(),
    })
    .nullable(),
})

const previewRow = z.object({
  previewId: uuid,
  askedAt: instant,
  askedBy: text,
  yaml: text,
  rulesVersion: text,
  state: z.enum(['under way', 'done', 'cancelled', 'failed']),
  aliveAt: instant,
  decided: wholeNumber,
  decisions: wholeNumber.nullable(),
  effect: effectSchema.nullable(),
  failedBecause: text.nullable(),
})

/** What new rules would move, for a person who is about to save them. */
export type RulePreview = Immutable<z.infer<typeof previewRow>>
export type StoredEffect = NonNullable<RulePreview['effect']>

const document: StoredDocument = { what: 'a preview of rules', advice: 'check the rules anew' }

export const rulePreviewTable = describeTable('rule_previews', previewRow, {
  key: ['previewId'],
  documents: { effect: document },
})

/** Keeps a preview that is begun, in place of one that the same person has under way; drops those that nobody comes back to. */
export async function addRulePreview(
  store: Store,
  preview: RulePreview,
  dropBeforeAt: Instant,
): Promise<void> {
  await store.pool.query(
    `update rule_previews set state = 'cancelled' where asked_by = $1 and state = 'under way'`,
    [preview.askedBy],
  )
  await insertRows(store.pool, rulePreviewTable, [preview])
  await store.pool.query('delete from rule_previews where asked_at < $1', [timestampOf(dropBeforeAt)])
}

/** Null where there is none of that id. */
export function loadRulePreview(store: Store, previewId: string): Promise<RulePreview | null> {
  return selectRow(
    store.pool,
    rulePreviewTable.row,
    `${selectFrom(rulePreviewTable)} where preview_id::text = $1`,
    [previewId],
  )
}

/** Says how far a preview is. @returns false where it is to end: somebody cancelled it, or it was dropped */
export async function beatRulePreview(
  store: Store,
  {
    previewId,
    aliveAt,
    decided,
    decisions,
  }: Pick<RulePreview, 'previewId' | 'aliveAt' | 'decided' | 'decisions'>,
): Promise<boolean> {
  const { rowCount } = await store.pool.query(
    `update rule_previews set alive_at = $2, decided = $3, decisions = $4
     where preview_id = $1 and state = 'under way'`,
    [previewId, timestampOf(aliveAt), decided, decisions],
  )
  return rowCount === 1
}

/** Ends a preview that is under way; one that was ended before stays so. */
export async function endRulePreview(
  store: Store,
  previewId: string,
  end:
    | { readonly state: 'done'; readonly effect: StoredEffect }
    | { readonly state: 'cancelled' }
    | { readonly state: 'failed'; readonly because: string },
): Promise<void> {
  await store.pool.query(
    `update rule_previews set state = $2, effect = $3, failed_because = $4 where preview_id::text = $1 and state = 'under way'`,
    [
      ...[previewId, end.state],
      end.state === 'done' ? sanitizeJson(end.effect).value : null,
      end.state === 'failed' ? sanitizeText(end.because).value : null,
    ],
  )
}
