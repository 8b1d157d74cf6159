import { z } from 'zod'
import { buckets, categories } from '../../../domain/category.ts'
import { secondOpinions } from '../../../domain/effort/effort.ts'
import type {
  Finding,
  Reconciliation,
  ScopeReconciliation,
} from '../../../domain/reconcile/dataset/reconciliation.ts'

const text = z.string()
const textOrNull = z.string().nullable()
const number = z.number()
const category = z.enum(categories)
const bucket = z.enum(buckets)
const perBucket = z.object({ roadmap: number, ktlo: number, reliability: number, uncategorised: number })
const perCategory = z.object({ roadmap: number, ktlo: number, reliability: number })
const lowHigh = z.object({ lowShare: number, highShare: number })
const drifting = z.enum(['probably_drifting', 'drifting'])

const capacity = z.object({
  workingMilliDays: number,
  absenceMilliDays: number,
  onCallMilliDays: number,
  attributedMilliDays: number,
  unattributedMilliDays: number,
  plannedMilliDays: number,
  plannedQuarterMilliDays: number,
})

const categoryFigures = z.object({
  category,
  plannedShare: number,
  actualShare: number,
  band: lowHigh,
  plannedMilliDays: number,
  actualMilliDays: number,
  varianceMilliDays: number,
  varianceShare: number,
  call: z.enum(['over', 'under', 'on_plan', 'cannot_tell']),
})

const reliability = z.object({
  budgetMilliDays: number,
  spentMilliDays: number,
  expectedMilliDays: number,
  driftShare: number.nullable(),
  driftBand: lowHigh.nullable(),
  state: z.enum(['on_course', 'probably_drifting', 'drifting', 'no_budget']),
  burnRates: z.object({ twoWeeksRatio: number, quarterRatio: number }).nullable(),
  projected: z.object({ milliDays: number, lowMilliDays: number, highMilliDays: number }).nullable(),
  lastDayToRecover: textOrNull,
})

const interruptions = z.object({
  tickets: number,
  incidents: number,
  incidentsOutOfHours: number,
  milliDays: number,
})

const commitment = z.object({
  name: text,
  teamId: text,
  category,
  plannedMilliDays: number,
  actualMilliDays: number,
  found: z.boolean(),
  done: z.boolean(),
})

const sourceTicket = z.object({
  connectionId: text,
  ticketId: text,
  key: text,
  title: text,
  url: text,
  milliDays: number,
})

const source = z.object({
  bucket,
  label: text,
  key: textOrNull,
  url: textOrNull,
  milliDays: number,
  tickets: z.array(sourceTicket),
})

const finding: z.ZodType<Finding> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('category_off_plan'),
    teamId: textOrNull,
    category,
    varianceMilliDays: number,
    varianceShare: number,
  }),
  z.object({ kind: z.literal('reliability_drifting'), teamId: text, state: drifting }),
  z.object({ kind: z.literal('capacity_missing'), teamId: text, missingMilliDays: number }),
  z.object({
    kind: z.literal('cannot_tell'),
    teamId: text,
    because: z.enum(['half_unattributed', 'no_effort', 'mostly_uncategorised', 'wide_band']),
    share: number,
  }),
  z.object({
    kind: z.literal('interruptions_grew'),
    teamId: text,
    tickets: number,
    ticketsBefore: number,
    incidentsOutOfHours: number,
  }),
  z.object({ kind: z.literal('on_plan'), teamId: text }),
])

const scope: z.ZodType<ScopeReconciliation> = z.object({
  scopeId: text,
  name: text,
  capacity,
  categories: z.array(categoryFigures),
  uncategorised: z.object({ milliDays: number, share: number }),
  misalignmentShare: number,
  unplanned: z.object({ milliDays: number, share: number }).nullable(),
  reliability,
  interruptions,
  commitments: z.array(commitment),
  sources: z.array(source),
  workTypes: z.array(z.object({ category, workType: text, milliDays: number, tickets: number })),
  weeks: z.array(z.object({ weekStart: text, milliDays: perBucket, interruptions: number })),
  secondOpinions: z.array(z.object({ measure: z.enum(secondOpinions), shares: perBucket })),
  findings: z.array(finding),
})

const coverage = z.object({
  tickets: number,
  ticketsByStep: z.object({ override: number, rule: number, inherited: number, uncategorised: number }),
  quarantined: number,
  unmatchedAccounts: number,
  connections: z.array(z.object({ name: text, syncedAt: number.nullable() })),
})

const pastScope = z.object({
  scopeId: text,
  misalignmentShare: number,
  shares: perBucket,
  plannedShares: perCategory,
  interruptions,
  reliabilitySpentMilliDays: number,
  reliabilityBudgetMilliDays: number,
})

/** A dataset as it was stored: what an older version of us wrote differently is refused, not guessed. */
export const reconciliationSchema: z.ZodType<Reconciliation> = z.object({
  quarter: text,
  state: z.enum(['running', 'closed']),
  asOfAt: number,
  rulesVersion: text,
  planVersion: text,
  baselineTakenAt: number.nullable(),
  company: scope,
  teams: z.array(scope),
  coverage,
  past: z.array(z.object({ quarter: text, scopes: z.array(pastScope) })),
})
