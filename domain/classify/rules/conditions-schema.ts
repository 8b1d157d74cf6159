import { z } from 'zod'
import { categories } from '../../category.ts'
import { comparable } from '../../text/comparable.ts'
import type { TrackerKind } from '../../ticket.ts'
import { type InstantRange, type RuleConditions, type RuleWord, subjectKinds } from '../rule.ts'
import { wordForm } from '../rule-word.ts'
import { TitlePatternError, titlePattern } from '../title-pattern.ts'

/** A text of a rule file that must say something. */
export const filled = z.string().trim().min(1, 'must not be empty')

/** A tracker's name. @param trackers that may be named; without it any name passes */
export function trackerSchema(trackers: readonly TrackerKind[] | undefined) {
  return filled.transform(comparable).refine((tracker) => trackers?.includes(tracker) ?? true, {
    error: `must be one of ${trackers?.join(', ')}`,
  })
}

/** The conditions of a rule, as a file writes them; `any`, `all` and `none` hold more of the same. */
export function conditionsSchema(trackers: readonly TrackerKind[] | undefined): z.ZodType<RuleConditions> {
  const groups = z.lazy(() => z.union([z.array(conditions).min(1), conditions.transform((one) => [one])]))
  const conditions: z.ZodType<RuleConditions> = z
    .strictObject({
      tracker: trackerSchema(trackers),
      kind: kinds,
      project: wordConditions(nameWord),
      team: wordConditions(nameWord),
      type: wordConditions(vocabularyWord),
      labels: wordConditions(vocabularyWord),
      type_or_label: wordConditions(vocabularyWord),
      component: wordConditions(vocabularyWord),
      priority: wordConditions(vocabularyWord),
      ancestor: wordConditions(nameWord),
      stands_alone: z.boolean(),
      inherits: z.boolean(),
      most_below: z.enum(categories),
      fields: z.record(filled, wordConditions(vocabularyWord)),
      created: instantRange,
      resolved: instantRange,
      title: pattern,
      any: groups,
      all: groups,
      none: groups,
    })
    .partial()
    .refine(
      (when) => Object.keys(when).length > 0,
      'needs at least one condition, or it would take every ticket',
    )
    .transform(({ type_or_label, stands_alone, most_below, fields, ...when }) => ({
      ...when,
      ...(type_or_label && { typeOrLabel: type_or_label }),
      ...(stands_alone !== undefined && { standsAlone: stands_alone }),
      ...(most_below && { mostBelow: most_below }),
      ...(fields && {
        fields: Object.entries(fields).map(([field, values]) => ({ field: vocabularyWord(field), values })),
      }),
    }))
  return conditions
}

const kinds = z
  .union([z.enum(subjectKinds), z.array(z.enum(subjectKinds)).min(1)], {
    error: `must be ${subjectKinds.join(', ')} or a list of them`,
  })
  .transform((value) => (typeof value === 'string' ? [value] : value))

function wordConditions(wordOf: (written: string) => RuleWord) {
  const words = z
    .union([filled, z.array(filled).min(1, 'needs at least one word')])
    .transform((value) => [value].flat().map(wordOf))
  const combined = z
    .strictObject({ any: words, all: words, none: words })
    .partial()
    .refine((lists) => Object.keys(lists).length > 0, 'needs any, all or none, each with a list of words')
  return z
    .union([words, combined], {
      error: 'must be a word, a list of words, or any, all and none with a list each',
    })
    .transform((value) =>
      Array.isArray(value)
        ? { any: value, all: [], none: [] }
        : { any: value.any ?? [], all: value.all ?? [], none: value.none ?? [] },
    )
}

/** A word of the tracker's vocabulary: a type, a label, a value. `*` before or after it stands for other words. */
export function vocabularyWord(written: string): RuleWord {
  const [, before, middle = '', after] = /^(\*\s+)?(.*?)(\s+\*)?$/s.exec(written) ?? []
  const open = before !== undefined ? 'before' : after !== undefined ? 'after' : null
  return { written, form: wordForm(open === null ? written : middle).joined, open }
}

/** What somebody called one thing: a project, a team, an epic. */
function nameWord(written: string): RuleWord {
  return { written, form: comparable(written), open: null }
}

const day = z.iso
  .date({ error: 'must be a date such as 2026-01-31' })
  .transform((date) => Date.parse(`${date}T00:00:00Z`))

const instantRange = z
  .strictObject({ after: day, before: day })
  .partial()
  .refine((range) => Object.keys(range).length > 0, 'needs after or before, each with a date')
  .transform(({ after, before }): InstantRange => ({ from: after, before }))

const pattern = filled.transform((source, context) => {
  try {
    return titlePattern(source)
  } catch (error) {
    if (!(error instanceof TitlePatternError)) throw error
    context.issues.push({ code: 'custom', message: error.message, input: source })
    return z.NEVER
  }
})
