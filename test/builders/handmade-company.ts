import { readDefaultRules } from '../../adapters/packaged-files.ts'
import { decideAll } from '../../domain/classify/decide.ts'
import { countSteps } from '../../domain/classify/decision.ts'
import { parseRuleFile } from '../../domain/classify/rules/rule-file.ts'
import { statusMapOf } from '../../domain/classify/status-map.ts'
import type { EffortResult } from '../../domain/effort/effort.ts'
import { measureEffort } from '../../domain/effort/measure.ts'
import { machineAccountsOf, matchPeople } from '../../domain/people.ts'
import { parsePlanFile } from '../../domain/plan/file/plan-file.ts'
import type { Plan, ReportScope } from '../../domain/plan/plan.ts'
import { datesOfQuarter } from '../../domain/quarter.ts'
import type { PastQuarter, Reconciliation } from '../../domain/reconcile/dataset/reconciliation.ts'
import { reconcile } from '../../domain/reconcile/reconcile.ts'
import { composeReport } from '../../domain/report/compose.ts'
import type { Container, Status, Ticket, TicketEvent, TrackerKind, TrackerUser } from '../../domain/ticket.ts'
import { ticketRefKey } from '../../domain/ticket.ts'
import { editionText } from '../../templates/text/edition-text.ts'
import { at, connectionId } from './ticket.ts'

/** A company as its tracker and plan file show it, for the whole way from records to words. */
export interface HandmadeCompany {
  readonly planYaml: string
  readonly tickets: readonly Ticket[]
  readonly events: readonly TicketEvent[]
  readonly statuses: readonly Status[]
  /** Account ids are names of people at company.example; none but those by default. */
  readonly users?: readonly TrackerUser[]
  /** Defaults to the rules that ship with Plumbline. */
  readonly rulesYaml?: string
  readonly containers?: readonly Container[]
  /** Defaults to Jira. */
  readonly tracker?: TrackerKind
  readonly quarter: string
  readonly asOf: string
  readonly past?: readonly PastQuarter[]
}

/** What Plumbline makes of it. */
export interface MeasuredCompany {
  readonly plan: Plan
  readonly effort: EffortResult
  readonly reconciliation: Reconciliation
  /** Days by category of the company or a team. */
  readonly daysOf: (scopeId: string) => Record<string, number>
  /** Days on a ticket, over all teams. */
  readonly daysOn: (key: string) => number
  /** A reader's mail as plain text on one line. */
  readonly mail: (audience: 'executive' | 'product' | 'engineering', scope?: ReportScope) => string
}

export function measured(company: HandmadeCompany): MeasuredCompany {
  const { quarter, tickets, events, statuses, users = [], containers = [], tracker = 'jira' } = company
  const trackerOf = () => tracker
  const asOfAt = at(company.asOf)
  const plan = parsePlanFile(company.planYaml)
  const ruleSet = parseRuleFile(company.rulesYaml ?? readDefaultRules())
  const names = new Map([[connectionId, 'tracker']])
  const decisions = decideAll({
    tickets,
    containers,
    overrides: [],
    ruleSet,
    rulesVersion: 'rules',
    trackerOf,
  })
  const decisionOf = new Map(decisions.map((decision) => [ticketRefKey(decision.ticket), decision]))
  const statusMap = statusMapOf(ruleSet.statusRules, statuses, trackerOf)
  const personOfAccount = matchPeople(plan.people, users, names)
  const effort = measureEffort({
    period: datesOfQuarter(quarter, plan),
    asOfAt,
    plan,
    tickets,
    events,
    statusMap,
    personOfAccount,
    isMachineAccount: machineAccountsOf(plan, users, names),
    workTypeOf: (ref) => decisionOf.get(ticketRefKey(ref))?.workType ?? null,
  })
  const reconciliation = reconcile({
    quarter,
    asOfAt,
    plan,
    planVersion: 'plan',
    rulesVersion: 'rules',
    baseline: null,
    effort,
    tickets,
    containers,
    decisions,
    outcomeOf: statusMap.outcomeOf,
    personOfAccount,
    past: [...(company.past ?? [])],
    coverage: {
      tickets: tickets.length,
      ticketsByStep: countSteps(decisions),
      quarantined: 0,
      unmatchedAccounts: effort.unmatchedAccounts,
      nobodysLoggedHours: effort.nobodysLoggedSeconds / 3600,
      connections: [{ name: 'tracker', syncedAt: asOfAt }],
    },
  })
  return {
    plan,
    effort,
    reconciliation,
    daysOf: (scopeId) => {
      const scope = [reconciliation.company, ...reconciliation.teams].find((each) => each.scopeId === scopeId)
      return Object.fromEntries([
        ...(scope?.categories ?? []).map((each) => [each.category, each.actualMilliDays / 1000] as const),
        ['uncategorised', (scope?.uncategorised.milliDays ?? 0) / 1000],
        ['unattributed', (scope?.capacity.unattributedMilliDays ?? 0) / 1000],
      ])
    },
    daysOn: (key) => {
      const ids = new Set(tickets.filter((ticket) => ticket.key === key).map((ticket) => ticket.ticketId))
      return (
        effort.rows
          .filter((row) => ids.has(row.ticket.ticketId))
          .reduce((sum, row) => sum + row.milliDays, 0) / 1000
      )
    },
    mail: (audience, scope = { kind: 'company' }) =>
      editionText(composeReport({ reconciliation, plan, spec: { audience, scope } }), null).replace(
        /\s+/g,
        ' ',
      ),
  }
}
