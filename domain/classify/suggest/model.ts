import { z } from 'zod'
import type { ReadOnly } from '../../calculation/read-only.ts'
import { categories } from '../../category.ts'

/** Hundredths of log-odds for roadmap, KTLO and reliability, in the order of `categories`. */
const weights = z.array(z.int()).length(categories.length)

/** What a suggestion is computed with: `bench/suggestion` makes it. */
export const suggestionModelSchema = z.object({
  format: z.literal(1),
  /** Log-odds are divided by it, so that a probability holds as often as it says. */
  temperature: z.number().positive(),
  /** The least probability of the likeliest category at which anything is suggested. */
  threshold: z.number().min(0).max(1),
  /** By feature: what tickets and commits of a few organisations taught. */
  learned: z.record(z.string(), weights),
  /** By feature: what a person wrote down. */
  written: z.record(z.string(), weights),
})

export type SuggestionModel = ReadOnly<z.infer<typeof suggestionModelSchema>>
