import type { Override } from '../../classify/decision.ts'
import type { RuleSet } from '../../classify/rule.ts'
import type { Instant } from '../../instant.ts'
import type { Plan } from '../../plan/plan.ts'
import type { QuarterId } from '../../quarter.ts'
import type { Container, Status, Ticket, TrackerKind, TrackerUser } from '../../ticket.ts'
import type { Baseline } from '../dataset/input.ts'

/** All that a quarter's days by category are made from, as it was known at one time; but for histories, which are read ticket by ticket. */
export interface QuarterInputs {
  readonly quarter: QuarterId
  readonly asOfAt: Instant
  readonly plan: Plan
  readonly baseline: Baseline | null
  readonly ruleSet: RuleSet
  readonly rulesVersion: string
  readonly overrides: readonly Override[]
  readonly tickets: readonly Ticket[]
  readonly containers: readonly Container[]
  readonly users: readonly TrackerUser[]
  readonly statuses: readonly Status[]
  readonly connections: readonly {
    readonly connectionId: string
    readonly name: string
    readonly tracker: TrackerKind
    /** When it was last read whole. */
    readonly syncedAt: Instant | null
  }[]
}
