import type { Steps } from '../../calculation/steps.ts'
import type { Bucket } from '../../category.ts'
import { decideSteps } from '../../classify/decide.ts'
import { statusMapOf } from '../../classify/status-map.ts'
import type { EffortSettings, MilliDays } from '../../effort/effort.ts'
import { measureSteps } from '../../effort/measure.ts'
import type { TicketRecords } from '../../effort/records/ticket-records.ts'
import { machineAccountsOf, matchPeople } from '../../people.ts'
import type { Plan } from '../../plan/plan.ts'
import { currentTeamId } from '../../plan/team-ids.ts'
import { datesOfQuarter } from '../../quarter.ts'
import { ticketRefKey } from '../../ticket.ts'
import type { ChangeCause } from '../dataset/change.ts'
import { comparedOf, teamsOfQuarter } from '../teams-of-quarter.ts'
import { readUntilLookup } from '../verdicts/staleness.ts'
import type { QuarterInputs } from './inputs.ts'

/** One team's days on one ticket in the quarter, with what the ticket is. */
export interface TicketDays {
  readonly teamId: string
  /** A `ticketRefKey`. */
  readonly ticketKey: string
  readonly bucket: Bucket
  readonly milliDays: MilliDays
}

/** Where a quarter's days went, and the teams whose sum the company is. */
export interface QuarterDays {
  readonly rows: readonly TicketDays[]
  readonly companyTeamIds: ReadonlySet<string>
}

/** The days after one kind of input was replaced. */
export interface DaysAfter {
  readonly cause: ChangeCause
  readonly days: QuarterDays
}

/** A quarter's tickets after they were classified, and how its days are measured. */
export interface ClassifiedQuarter {
  readonly inputs: QuarterInputs
  readonly settings: EffortSettings
  readonly bucketOf: (ticketKey: string) => Bucket
}

/** Classifies a quarter's tickets, as the journey's stage does. */
export function* classifySteps(inputs: QuarterInputs): Steps<ClassifiedQuarter> {
  const { plan, ruleSet, connections, users, asOfAt, quarter } = inputs
  const trackers = new Map(connections.map(({ connectionId, tracker }) => [connectionId, tracker]))
  const trackerOf = (connectionId: string) => trackers.get(connectionId) ?? ''
  const decisions = yield* decideSteps({ ...inputs, trackerOf })
  const decisionOf = new Map(decisions.map((decision) => [ticketRefKey(decision.ticket), decision]))
  const names = new Map(connections.map(({ connectionId, name }) => [connectionId, name]))
  const settings: EffortSettings = {
    period: datesOfQuarter(quarter, plan),
    asOfAt,
    plan,
    statusMap: statusMapOf(ruleSet.statusRules, inputs.statuses, trackerOf),
    personOfAccount: matchPeople(plan.people, users, names),
    isMachineAccount: machineAccountsOf(plan, users, names),
    readUntilOf: readUntilLookup(connections, asOfAt),
    workTypeOf: (ref) => decisionOf.get(ticketRefKey(ref))?.workType ?? null,
  }
  return { inputs, settings, bucketOf: (ticketKey) => decisionOf.get(ticketKey)?.category ?? 'uncategorised' }
}

/** Measures a quarter from its tickets' histories, as the journey's stage does, with the ids that teams have in a plan. */
export function* quarterDaySteps(
  { inputs, settings, bucketOf }: ClassifiedQuarter,
  records: TicketRecords,
  plan: Plan,
): Steps<QuarterDays> {
  const { rows } = yield* measureSteps(records, settings)
  const days = new Map<string, TicketDays>()
  for (const { teamId: measuredId, ticket, milliDays } of rows) {
    const ticketKey = ticketRefKey(ticket)
    const key = `${measuredId}\u0000${ticketKey}`
    const before = days.get(key)?.milliDays ?? 0
    const teamId = currentTeamId(plan, measuredId)
    days.set(key, { teamId, ticketKey, bucket: bucketOf(ticketKey), milliDays: before + milliDays })
  }
  const teams = teamsOfQuarter(inputs).filter(({ isPlanned, people }) => isPlanned || people.size > 0)
  return {
    rows: [...days.values()],
    companyTeamIds: new Set(comparedOf(teams).map(({ team }) => currentTeamId(plan, team.teamId))),
  }
}
