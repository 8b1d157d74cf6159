import type { Category } from '../../category.ts'
import type { Decision } from '../../classify/decision.ts'
import type { Outcome } from '../../classify/outcome.ts'
import type { EffortResult } from '../../effort/effort.ts'
import type { Instant } from '../../instant.ts'
import type { PersonOfAccount } from '../../people.ts'
import type { Plan } from '../../plan/plan.ts'
import type { QuarterId } from '../../quarter.ts'
import type { Container, Ticket, TicketRef } from '../../ticket.ts'
import type { ShareInterval } from '../figures/shares/band.ts'
import type { QuarterChange } from './change.ts'
import type { Coverage, PastQuarter } from './reconciliation.ts'

/** The input of `reconcile`. */
export interface ReconcileInput {
  readonly quarter: QuarterId
  readonly asOfAt: Instant
  /** When the records were read; as of the same instant by default. */
  readonly readAt?: Instant
  /** The plan as it is now. */
  readonly plan: Plan
  readonly planVersion: string
  readonly rulesVersion: string
  /** The plan and the tickets as they were frozen; null where that never happened. */
  readonly baseline: Baseline | null
  /** Of the quarter, up to `asOfAt`. */
  readonly effort: EffortResult
  /** All tickets, removed ones too. */
  readonly tickets: readonly Ticket[]
  readonly containers: readonly Container[]
  readonly decisions: readonly Decision[]
  /** How a ticket ended, by its status and resolution; null while it is open. */
  readonly outcomeOf: (ticket: Ticket) => Outcome | null
  /**
   * By `ticketRefKey`, of tickets that were moved after `asOfAt`: the id of the status that they had then, null where unknown.
   * Defaults to none.
   */
  readonly statusesThen?: ReadonlyMap<string, string | null>
  readonly personOfAccount: PersonOfAccount
  /** Tickets by keys that they used to have; a commitment may name one. */
  readonly formerKeys?: ReadonlyMap<string, readonly TicketRef[]>
  /** Up to eight earlier quarters, in any order. */
  readonly past: readonly PastQuarter[]
  /** The forecasts that were kept of these quarters and of this one, made up to `asOfAt`; none by default. */
  readonly keptForecasts?: readonly KeptForecast[]
  /** Tickets on which days were spent in one of them, by `ticketRefKey`; null, as by default, where none was measured. */
  readonly begunBefore?: ReadonlySet<string> | null
  /** What changed of them since their final reports were mailed, in any order; nothing by default. */
  readonly changedQuarters?: readonly QuarterChange[]
  /** What answers in the review queue tell of uncategorised work; none by default. */
  readonly uncategorisedSamples?: readonly UncategorisedSample[]
  readonly coverage: RecordedCoverage
}

/** Coverage as recorded, before the staleness of each connection is decided. */
export type RecordedCoverage = Omit<Coverage, 'connections'> & {
  readonly connections: readonly Omit<Coverage['connections'][number], 'staleness'>[]
}

/** What a random sample of a scope's uncategorised work, weighted by effort, says that it holds. */
export interface UncategorisedSample {
  /** `company`, or a team's id. */
  readonly scopeId: string
  /** The 95 % interval of each category's part of the uncategorised days, 0..1. */
  readonly shares: Readonly<Record<Category, ShareInterval>>
}

export interface Baseline {
  readonly plan: Plan
  readonly takenAt: Instant
  readonly tickets: readonly TicketRef[]
}

/** The plan doesn't contain the requested quarter. */
export class QuarterNotPlannedError extends Error {
  override readonly name = 'QuarterNotPlannedError'

  constructor(quarter: QuarterId) {
    super(`The plan has no quarter ${quarter}: add it under "quarters" in the plan file and import it again`)
  }
}

/** A forecast as it was kept when it was made. */
export interface KeptForecast {
  /** The quarter that it is of. */
  readonly quarter: QuarterId
  /** `company`, or a team's id. */
  readonly scopeId: string
  /** When the figures that it is made from were of. */
  readonly asOfAt: Instant
  readonly ktloShare: number
  readonly lowShare: number
  readonly highShare: number
}
