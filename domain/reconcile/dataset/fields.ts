import { z } from 'zod'
import { buckets, categories } from '../../category.ts'

// What the dataset's schemas share. Milli-days are thousandths of a person-day; shares are 0..1.

export const text = z.string()
export const number = z.number()
export const milliDays = z.number()
export const share = z.number()
/** `YYYY-MM-DD`. */
export const localDate = z.string()
export const category = z.enum(categories)
export const bucket = z.enum(buckets)
export const perCategory = z.object({ roadmap: number, ktlo: number, reliability: number })
export const perBucket = perCategory.extend({ uncategorised: number })
/** The two ends of an interval. */
export const interval = z.object({ lowShare: share, highShare: share })
