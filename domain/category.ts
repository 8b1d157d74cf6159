/** What work is for; a ticket has exactly one, or is uncategorised. */
export const categories = ['roadmap', 'ktlo', 'reliability'] as const

export type Category = (typeof categories)[number]

/** A category, or the bucket of what no rule, ancestor or person decided; shown and never spread. */
export type Bucket = Category | 'uncategorised'

export const buckets = [...categories, 'uncategorised'] as const satisfies readonly Bucket[]

/** A finer label inside a category, such as `bug`, `support`, `upgrade`; free text in the rule file. */
export type WorkType = string

/** What each category means, in the six words that reports explain it with. */
export const categoryMeanings: Readonly<Record<Category, string>> = {
  roadmap: 'planned work that customers will see',
  ktlo: 'work that keeps existing things running',
  reliability: 'work that prevents future interruptions',
}
