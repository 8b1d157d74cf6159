import { type BetweenSlices, eachInSlices } from '../../adapters/slices.ts'
import { ruleSetInForce } from '../../adapters/store/classify/rules-in-force.ts'
import { loadWorkTypes } from '../../adapters/store/classify/work-types.ts'
import { streamHistories } from '../../adapters/store/effort/histories.ts'
import { loadEffortSettings } from '../../adapters/store/effort/settings.ts'
import { findStandingRun } from '../../adapters/store/effort/standing-runs.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { startOfDate } from '../../domain/calendar.ts'
import type { EffortSettings } from '../../domain/effort/effort.ts'
import { TicketRecords } from '../../domain/effort/records/ticket-records.ts'
import { addDays, type Instant } from '../../domain/instant.ts'
import { datesOfQuarter, type QuarterId } from '../../domain/quarter.ts'
import { planInForce } from '../plan-in-force.ts'

/** An earlier measuring of a closed quarter that measuring anew would repeat; null where there is none. */
export async function standingRun(
  source: Store,
  input: { readonly quarter: QuarterId; readonly asOfAt: Instant; readonly codeVersion: string },
): Promise<{ readonly runId: string } | null> {
  const { plan, planVersion } = await planInForce(source)
  const { rulesVersion } = await ruleSetInForce(source)
  // Two days on, the quarter is over in every time zone, its last night shift too.
  const closedAt = startOfDate('UTC', addDays(datesOfQuarter(input.quarter, plan).to, 2))
  if (input.asOfAt < closedAt) return null
  return await findStandingRun(source, { ...input, closedAt, planVersion, rulesVersion })
}

/** What a quarter's person-days are measured from, and by which plan and rules. */
export interface QuarterRecords {
  readonly planVersion: string
  readonly rulesVersion: string
  readonly settings: EffortSettings
  readonly records: TicketRecords
}

/** Reads what `source` holds of a quarter up to the as-of instant, by the plan and the rules in force there. */
export async function readRecords(
  source: Store,
  input: { readonly quarter: QuarterId; readonly asOfAt: Instant },
  betweenSlices: BetweenSlices,
): Promise<QuarterRecords> {
  const { plan, planVersion } = await planInForce(source)
  const {
    ruleSet: { statusRules },
    rulesVersion,
  } = await ruleSetInForce(source)
  const workTypeOf = await loadWorkTypes(source)
  const settings: EffortSettings = {
    ...(await loadEffortSettings(source, { ...input, plan, statusRules })),
    workTypeOf,
  }
  const records = new TicketRecords(settings)
  await eachInSlices(
    streamHistories(source),
    ({ ticket, events }) => records.add(ticket, events),
    betweenSlices,
  )
  return { planVersion, rulesVersion, settings, records }
}
