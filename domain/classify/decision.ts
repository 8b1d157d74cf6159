import type { Category, WorkType } from '../category.ts'
import type { TicketRef } from '../ticket.ts'

/** One explained decision per ticket. */
export interface Decision {
  readonly ticket: TicketRef
  /** Null is uncategorised. */
  readonly category: Category | null
  readonly workType: WorkType | null
  readonly step: 'override' | 'rule' | 'inherited' | 'uncategorised'
  /** Name of the deciding rule (own or the ancestor's); null for overrides and uncategorised. */
  readonly ruleName: string | null
  /** Keys or titles from the ticket's parent up to the deciding ancestor; empty unless inherited. */
  readonly ancestorPath: readonly string[]
  /** The reason as a sentence for people. */
  readonly reason: string
  /** Hash of the rule set that decided. */
  readonly rulesVersion: string
}

/** A category that a person set on one ticket; takes precedence over every rule. */
export interface Override {
  readonly ticket: TicketRef
  readonly category: Category
  readonly workType: WorkType | null
  readonly author: string
  readonly note: string
}

/** How many decisions each step of the precedence made. */
export function countSteps(decisions: readonly Decision[]): Record<Decision['step'], number> {
  const counts = { override: 0, rule: 0, inherited: 0, uncategorised: 0 }
  for (const { step } of decisions) counts[step] += 1
  return counts
}
