import { z } from 'zod'
import type { ReadOnly } from '../../calculation/read-only.ts'
import { reconciliationSchema } from './reconciliation.ts'
import { scopeSchema } from './scope.ts'

/** Of a scope's figures, those with which later quarters are compared. */
export const comparedScopeSchema = scopeSchema.pick({
  scopeId: true,
  people: true,
  capacity: true,
  doubt: true,
  misalignmentShare: true,
  categories: true,
  uncategorised: true,
  commitments: true,
  interruptions: true,
  reliability: true,
})

/** Of a quarter's dataset, what other quarters ask for: a hundredth of a big company's. */
export const measuredQuarterSchema = reconciliationSchema
  .pick({ quarter: true, state: true, asOfAt: true, elapsedShare: true, sinceMailed: true })
  .extend({ company: comparedScopeSchema, teams: z.array(comparedScopeSchema) })

export type ComparedScope = ReadOnly<z.infer<typeof comparedScopeSchema>>
export type MeasuredQuarter = ReadOnly<z.infer<typeof measuredQuarterSchema>>
