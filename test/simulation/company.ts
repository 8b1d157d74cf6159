import type { Decision } from '../../domain/classify/decision.ts'
import { type StatusMap, statusMapOf } from '../../domain/classify/status-map.ts'
import type { EffortInput, EffortResult } from '../../domain/effort/effort.ts'
import { addDays, type Instant } from '../../domain/instant.ts'
import { matchPeople } from '../../domain/people.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import { datesOfQuarter, type QuarterId } from '../../domain/quarter.ts'
import type { ReconcileInput } from '../../domain/reconcile/dataset/input.ts'
import { ticketRefKey } from '../../domain/ticket.ts'
import { defaultRuleDecisions, trueDecisionOf } from './decisions.ts'
import type { Dials } from './dials/dials.ts'
import { planOf } from './plan.ts'
import { recordWork, type TrackerRecords } from './record/tracker-records.ts'
import { waitingStatusNames } from './record/workflow.ts'
import { botAccountId } from './true-work/staff.ts'
import { doTrueWork } from './true-work/true-work.ts'
import type { Truth } from './true-work/truth.ts'

/** A made-up company: what its tracker and plan show, and what was really done. */
export interface SimulatedCompany extends TrackerRecords {
  readonly seed: string
  /** Oldest first. */
  readonly quarters: readonly QuarterId[]
  /** Ten days after the last quarter. */
  readonly asOfAt: Instant
  readonly plan: Plan
  readonly waitingStatusNames: readonly string[]
  readonly decisions: {
    /** What each ticket is truly for. */
    readonly given: readonly Decision[]
    /** What the default rules make of it. */
    readonly defaultLike: readonly Decision[]
  }
  readonly truth: Truth
}

/** Simulates a company. The same dials and seed give the same bytes. */
export function simulateCompany(dials: Dials, seed: string): SimulatedCompany {
  const work = doTrueWork(dials, seed)
  const lastQuarter = work.quarters.at(-1) ?? ''
  const asOfAt = Date.parse(`${addDays(datesOfQuarter(lastQuarter).to, 10)}T00:00:00Z`)
  const records = recordWork(work, dials, seed, asOfAt)
  const itemOf = new Map(work.items.map((item) => [item.number, item]))
  let defaultLike: readonly Decision[] | undefined
  return {
    seed,
    quarters: work.quarters,
    asOfAt,
    plan: planOf(work, dials, seed),
    waitingStatusNames,
    ...records,
    decisions: {
      given: records.tickets.flatMap((ticket) => {
        const item = itemOf.get(Number(ticket.ticketId) - 10_000)
        return item === undefined ? [] : [trueDecisionOf(ticket, item)]
      }),
      // Half of the time that the company takes, and most figures don't need it.
      get defaultLike() {
        defaultLike ??= defaultRuleDecisions(records.tickets, dials, seed)
        return defaultLike
      },
    },
    truth: work.truth,
  }
}

/** What measuring a quarter of the company takes, as the product's effort stage would load it. */
export function effortInputOf(
  company: SimulatedCompany,
  quarter: QuarterId,
  decisions: readonly Decision[],
  asOfAt: Instant = company.asOfAt,
): EffortInput {
  const workTypes = new Map(decisions.map(({ ticket, workType }) => [ticketRefKey(ticket), workType]))
  return {
    period: datesOfQuarter(quarter),
    asOfAt,
    plan: company.plan,
    tickets: company.tickets,
    events: company.events,
    statusMap: statusMapOfCompany(company),
    personOfAccount: matchPeople(company.plan.people, company.users, new Map()),
    isMachineAccount: (_connectionId, accountId) => accountId === botAccountId,
    workTypeOf: (ref) => workTypes.get(ticketRefKey(ref)) ?? null,
  }
}

function statusMapOfCompany({ statuses, waitingStatusNames: waitingNames }: SimulatedCompany): StatusMap {
  return statusMapOf({ mappings: [], waitingNames, droppedResolutions: [] }, statuses, () => 'jira')
}

/** What reconciling it takes. @param past of earlier quarters, for what is learned from histories */
export function reconcileInputOf(
  company: SimulatedCompany,
  quarter: QuarterId,
  effort: EffortResult,
  decisions: readonly Decision[],
  asOfAt: Instant = company.asOfAt,
  past: ReconcileInput['past'] = [],
): ReconcileInput {
  return {
    quarter,
    asOfAt,
    plan: company.plan,
    planVersion: 'simulated',
    rulesVersion: 'simulated',
    baseline: null,
    effort,
    tickets: company.tickets,
    containers: [],
    decisions,
    outcomeOf: statusMapOfCompany(company).outcomeOf,
    personOfAccount: matchPeople(company.plan.people, company.users, new Map()),
    past,
    coverage: {
      tickets: company.tickets.length,
      ticketsByStep: { override: 0, rule: company.tickets.length, inherited: 0, uncategorised: 0 },
      quarantined: 0,
      unmatchedAccounts: effort.unmatchedAccounts,
      nobodysLoggedHours: effort.nobodysLoggedSeconds / 3600,
      connections: [],
    },
  }
}
