import { type BetweenSlices, eachInSlices, inSlices } from '../adapters/slices.ts'
import { ruleSetInForce } from '../adapters/store/classify/rules-in-force.ts'
import { loadWorkTypes } from '../adapters/store/classify/work-types.ts'
import type { EffortRunToSave } from '../adapters/store/effort/effort.ts'
import { streamHistories } from '../adapters/store/effort/histories.ts'
import { loadEffortSettings } from '../adapters/store/effort/settings.ts'
import { findStandingRun } from '../adapters/store/effort/standing-runs.ts'
import type { Store } from '../adapters/store/sql/client.ts'
import { startOfDate } from '../domain/calendar.ts'
import type { EffortSettings } from '../domain/effort/effort.ts'
import { measureSteps } from '../domain/effort/measure.ts'
import { TicketRecords } from '../domain/effort/records/ticket-records.ts'
import { addDays, type Instant } from '../domain/instant.ts'
import { datesOfQuarter, type QuarterId } from '../domain/quarter.ts'
import { ticketRefKey } from '../domain/ticket.ts'
import { planInForce } from './plan-in-force.ts'

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

/** Measures one quarter's person-days up to the as-of instant from what `source` holds, by the plan and the rules in force there. */
export async function measure(
  source: Store,
  input: { readonly quarter: QuarterId; readonly asOfAt: Instant },
  betweenSlices: BetweenSlices,
): Promise<Pick<EffortRunToSave, 'planVersion' | 'rulesVersion' | 'result'>> {
  const { plan, planVersion } = await planInForce(source)
  const {
    ruleSet: { statusRules },
    rulesVersion,
  } = await ruleSetInForce(source)
  const workTypes = await loadWorkTypes(source)
  const settings: EffortSettings = {
    ...(await loadEffortSettings(source, { ...input, plan, statusRules })),
    workTypeOf: (ref) => workTypes.get(ticketRefKey(ref)) ?? null,
  }
  const records = new TicketRecords(settings)
  await eachInSlices(
    streamHistories(source),
    ({ ticket, events }) => records.add(ticket, events),
    betweenSlices,
  )
  const result = await inSlices(measureSteps(records, settings), betweenSlices)
  return { planVersion, rulesVersion, result }
}
