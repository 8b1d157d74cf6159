import { runAtOnce, type Steps } from '../../../calculation/steps.ts'
import type { Bucket, WorkType } from '../../../category.ts'
import { Ancestry } from '../../../classify/ancestors.ts'
import type { Outcome } from '../../../classify/outcome.ts'
import type { Instant } from '../../../instant.ts'
import { type Container, type Ticket, type TicketRef, ticketRefKey } from '../../../ticket.ts'
import { compareTickets } from '../../../ticket-order.ts'
import type { ReconcileInput } from '../../dataset/input.ts'
import { type SubjectIndex, subjectIndexSteps, withFormerKeys } from './subject-index.ts'
import { ticketsAsOf } from './tickets-as-of.ts'

/** A ticket with its bucket, its work type and whether it was in the baseline. */
export interface TicketFacts {
  readonly ticket: Ticket
  readonly bucket: Bucket
  readonly workType: WorkType | null
  /** Null where there is no baseline. */
  readonly inBaseline: boolean | null
}

export interface FactLookup {
  /** Undefined for effort on a ticket that isn't among the tickets. */
  readonly of: (ref: TicketRef) => TicketFacts | undefined
  readonly bucketOf: (ref: TicketRef) => Bucket
  /** A ticket's place in `all`; after all others where it isn't among them. */
  readonly placeOf: (ref: TicketRef) => number
  /** Without what is only context; in the order of the trackers' ids: the same in every store. */
  readonly all: readonly TicketFacts[]
  readonly ancestry: Ancestry
  /** How a ticket, project or initiative had ended by the as-of instant; null while it is open. */
  readonly outcomeOf: (ticket: Ticket) => Outcome | null
  /** Whether a ticket was in its tracker at the as-of instant. */
  readonly wasThere: (ticket: Ticket) => boolean
  readonly outcomeOfContainer: (container: Container) => Outcome | null
  /** By name, former keys included, and by what stands above. */
  readonly subjects: SubjectIndex
}

/** A step of so many tickets takes a millisecond or two. */
const ticketsPerStep = 512

/**
 * Joins tickets with their decisions and the baseline; a ticket without a decision is uncategorised.
 * @internal for tests
 */
export function factLookup(input: ReconcileInput): FactLookup {
  return runAtOnce(factSteps(input))
}

/** The same in steps. */
export function* factSteps(input: ReconcileInput): Steps<FactLookup> {
  const decisions = new Map<string, ReconcileInput['decisions'][number]>()
  for (const [index, decision] of input.decisions.entries()) {
    decisions.set(ticketRefKey(decision.ticket), decision)
    if (index % ticketsPerStep === 0) yield
  }
  const planned = input.baseline === null ? null : new Set(input.baseline.tickets.map(ticketRefKey))
  yield
  const byKey = new Map<string, TicketFacts>()
  for (const [index, ticket] of input.tickets.entries()) {
    if (index % ticketsPerStep === 0) yield
    const key = ticketRefKey(ticket)
    const decision = decisions.get(key)
    byKey.set(key, {
      ticket,
      bucket: decision?.category ?? 'uncategorised',
      workType: decision?.workType ?? null,
      inBaseline: planned === null ? null : planned.has(key),
    })
  }
  const all = [...byKey.values()]
    .filter(({ ticket }) => !ticket.isContext)
    .sort((a, b) => compareTickets(a.ticket, b.ticket))
  yield
  const places = new Map(all.map(({ ticket }, place) => [ticketRefKey(ticket), place]))
  yield
  const ancestry = new Ancestry(input.tickets, input.containers)
  yield
  const subjects = yield* subjectIndexSteps(
    [...byKey.values()].map(({ ticket }) => ticket),
    input.containers,
    ancestry,
  )
  const isPast = (instant: Instant | null) => instant !== null && instant < input.asOfAt
  const ticketOf = (ref: TicketRef) => byKey.get(ticketRefKey(ref))?.ticket
  return {
    of: (ref) => byKey.get(ticketRefKey(ref)),
    bucketOf: (ref) => byKey.get(ticketRefKey(ref))?.bucket ?? 'uncategorised',
    placeOf: (ref) => places.get(ticketRefKey(ref)) ?? all.length,
    all,
    ancestry,
    ...ticketsAsOf(input),
    outcomeOfContainer: ({ completedAt, canceledAt }) =>
      isPast(canceledAt) ? 'dropped' : isPast(completedAt) ? 'delivered' : null,
    subjects: withFormerKeys(subjects, ticketOf, input.formerKeys ?? new Map()),
  }
}
