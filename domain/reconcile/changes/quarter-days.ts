import type { Bucket } from '../../category.ts'
import { decideSteps } from '../../classify/decide.ts'
import { statusMapOf } from '../../classify/status-map.ts'
import type { EffortSettings, MilliDays } from '../../effort/effort.ts'
import { measureSteps } from '../../effort/measure.ts'
import { TicketRecords } from '../../effort/records/ticket-records.ts'
import { machineAccountsOf, matchPeople } from '../../people.ts'
import { datesOfQuarter } from '../../quarter.ts'
import type { Steps } from '../../steps.ts'
import { ticketRefKey } from '../../ticket.ts'
import type { ChangeCause } from '../dataset/change.ts'
import { comparedOf, teamsOfQuarter } from '../teams-of-quarter.ts'
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

/** Classifies and measures a quarter, as the journey's stages do. */
export function* quarterDaySteps(inputs: QuarterInputs): Steps<QuarterDays> {
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
    workTypeOf: (ref) => decisionOf.get(ticketRefKey(ref))?.workType ?? null,
  }
  const { rows } = yield* measureSteps(yield* recordSteps(inputs, settings), settings)
  const days = new Map<string, TicketDays>()
  for (const { teamId, ticket, milliDays } of rows) {
    const ticketKey = ticketRefKey(ticket)
    const key = `${teamId}\u0000${ticketKey}`
    const before = days.get(key)?.milliDays ?? 0
    const bucket = decisionOf.get(ticketKey)?.category ?? 'uncategorised'
    days.set(key, { teamId, ticketKey, bucket, milliDays: before + milliDays })
  }
  const teams = teamsOfQuarter(inputs).filter(({ isPlanned, people }) => isPlanned || people.size > 0)
  return {
    rows: [...days.values()],
    companyTeamIds: new Set(comparedOf(teams).map(({ team }) => team.teamId)),
  }
}

function* recordSteps({ tickets, histories }: QuarterInputs, settings: EffortSettings): Steps<TicketRecords> {
  const records = new TicketRecords(settings)
  for (const ticket of tickets) {
    if (ticket.isContext) continue
    records.add(ticket, histories.get(ticketRefKey(ticket)) ?? [])
    yield
  }
  return records
}
