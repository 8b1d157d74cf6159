import type { MilliDays } from '../../effort/effort.ts'
import { baselineCutoffAt } from '../../plan/baseline-start.ts'
import { compareTexts } from '../../text/text-order.ts'
import type { Forecast, ForecastEstimate, HeldForecast } from '../dataset/forecast.ts'
import type { KeptForecast } from '../dataset/input.ts'
import type { PastQuarter } from '../dataset/reconciliation.ts'
import type { ShareInterval } from '../figures/shares/band.ts'
import { hasShares } from '../past-quarter.ts'
import { type HiddenBecause, hiddenTeamsOf, isSmallGroup } from '../verdicts/small-groups.ts'
import { groundsOf } from './grounds.ts'
import { forecastHalfWidth, intervalAround } from './interval.ts'
import { forecastToHold } from './kept.ts'
import { countsCompany, forecastShareOf, type KnownShare, mostQuarters } from './ktlo-share.ts'
import { type AvailableDays, availableDaysOf, type QuarterAhead } from './next-quarter.ts'
import { promisableOf } from './promisable.ts'

/** A running quarter counts from this part of it on: before, most of what it will take is still to come. */
export const runningCountsFromShare = 0.5

export interface ForecastInput extends QuarterAhead {
  /** The quarter reported and those before it, oldest first. */
  readonly quarters: readonly PastQuarter[]
  /** Whether the last of `quarters` has closed, and else the part of it that has passed. */
  readonly isClosed: boolean
  readonly elapsedShare: number
  /** All that were kept, of any quarter, made up to the as-of instant. */
  readonly kept: readonly KeptForecast[]
}

const company = 'company'

/** What can be promised next quarter: a lookup by `company` and by the plan's teams. */
export function forecastsOf(input: ForecastInput): (scopeId: string) => Forecast {
  const history = new History(input)
  const available = new Map(input.plan.teams.map(({ teamId }) => [teamId, availableDaysOf(teamId, input)]))
  const all = [...available.values()]
  const ofCompany: AvailableDays = {
    milliDays: all.reduce((sum, { milliDays }) => sum + milliDays, 0),
    daysOf: all.every(({ daysOf, milliDays }) => daysOf === 'plan' || milliDays === 0)
      ? 'plan'
      : 'team_today',
    people: new Set(all.flatMap(({ people }) => [...people])),
  }
  const hidden = hiddenScopesOf(available, ofCompany, input.plan.minimumGroupPeople)
  return (scopeId) => {
    const days = scopeId === company ? ofCompany : (available.get(scopeId) ?? nobody)
    return forecastOf(scopeId, days, hidden.get(scopeId) ?? null, input, history)
  }
}

const nobody: AvailableDays = { milliDays: 0, daysOf: 'team_today', people: new Set() }

/** Who has no forecast of its own, so that nobody's days can be read from it: see `hiddenTeamsOf`. */
function hiddenScopesOf(
  available: ReadonlyMap<string, AvailableDays>,
  ofCompany: AvailableDays,
  minimumPeople: number,
): ReadonlyMap<string, HiddenBecause> {
  const groups = [...available].map(([teamId, { people }]) => ({
    teamId,
    people,
    peopleOfQuarter: people,
    peopleAtStart: null,
  }))
  const hidden = new Map(
    hiddenTeamsOf(
      groups.filter(({ people }) => people.size > 0),
      minimumPeople,
    ),
  )
  if (ofCompany.people.size > 0 && isSmallGroup(ofCompany.people, minimumPeople)) {
    hidden.set(company, 'small_group')
  }
  return hidden
}

function forecastOf(
  scopeId: string,
  available: AvailableDays,
  hiddenBecause: HiddenBecause | null,
  input: ForecastInput,
  history: History,
): Forecast {
  const known = history.known(scopeId)
  const missing = hiddenBecause ?? missingOf(available, known)
  const misses = missing === null ? missesFor(scopeId, history) : []
  return {
    quarter: input.quarter,
    availableMilliDays: hiddenBecause === null ? available.milliDays : null,
    daysOf: available.daysOf,
    estimate: missing === null ? estimateOf(scopeId, available.milliDays, known, misses, history) : null,
    missing,
    held: hiddenBecause === null ? heldOf(scopeId, input) : [],
  }
}

function missingOf({ milliDays }: AvailableDays, known: readonly KnownQuarter[]): Forecast['missing'] {
  if (milliDays === 0) return 'nobody_available'
  return known.length === 0 ? 'no_past' : null
}

function estimateOf(
  scopeId: string,
  availableMilliDays: MilliDays,
  known: readonly KnownQuarter[],
  misses: readonly number[],
  history: History,
): ForecastEstimate {
  const ofCompany = scopeId === company ? null : history.known(company)
  const ktloShare = forecastShareOf(known, ofCompany) ?? 0
  const [newest] = known
  const knownQuarters = Math.min(known.length, mostQuarters)
  const bandHalfWidth = newest === undefined ? 0 : (newest.band.highShare - newest.band.lowShare) / 2
  // A company of one team misses as much as that team does.
  const scope = scopeId === company && history.teams.length > 1 ? 'company' : 'team'
  const interval = intervalAround(ktloShare, forecastHalfWidth(misses, scope, bandHalfWidth))
  return {
    ktloShare,
    ktloInterval: interval,
    promisable: promisableOf(availableMilliDays, ktloShare, interval),
    knownQuarters,
    grounds: groundsOf(knownQuarters),
    runningShare: newest !== undefined && newest.passedShare < 1 ? newest.passedShare : null,
    countsCompany: countsCompany(known, ofCompany),
    misses: misses.length,
  }
}

/** What the same forecast missed in past quarters: of all teams, or of the company. */
function missesFor(scopeId: string, history: History): number[] {
  return scopeId === company ? history.misses(company) : history.teams.flatMap((team) => history.misses(team))
}

/** Each kept forecast of a quarter that has closed, beside what came. */
function heldOf(scopeId: string, { quarters, isClosed, kept, plan }: ForecastInput): HeldForecast[] {
  const closed = isClosed ? quarters : quarters.slice(0, -1)
  return closed.flatMap(({ quarter, scopes }) => {
    const beganAt = baselineCutoffAt(quarter, plan)
    const own = kept.filter((each) => each.scopeId === scopeId && each.quarter === quarter)
    const held = forecastToHold(own, beganAt)
    if (held === null) return []
    const came = scopes.find((scope) => scope.scopeId === scopeId)
    return {
      quarter,
      forecastShare: held.ktloShare,
      interval: { lowShare: held.lowShare, highShare: held.highShare },
      cameShare: came !== undefined && hasShares(came) ? came.shares.ktlo : null,
      inHindsight: held.asOfAt >= beganAt,
    }
  })
}

interface KnownQuarter extends KnownShare {
  readonly band: ShareInterval
}

/** The shares that are known of each scope. */
class History {
  /** All that were reported in any of the quarters, in the order of their ids. */
  readonly teams: readonly string[]
  readonly #quarters: readonly (PastQuarter & { readonly isClosed: boolean; readonly passedShare: number })[]

  constructor({ quarters, isClosed, elapsedShare }: ForecastInput) {
    this.#quarters = quarters
      .map((quarter, index) =>
        isClosed || index < quarters.length - 1
          ? { ...quarter, isClosed: true, passedShare: 1 }
          : { ...quarter, isClosed: false, passedShare: elapsedShare },
      )
      .filter(({ passedShare }) => passedShare >= runningCountsFromShare)
    const scopeIds = quarters.flatMap(({ scopes }) => scopes.map(({ scopeId }) => scopeId))
    this.teams = [...new Set(scopeIds)].filter((scopeId) => scopeId !== company).sort(compareTexts)
  }

  /** Newest first; of all quarters, or of the first so many. A quarter without sorted work is none. */
  known(scopeId: string, quarters: number = this.#quarters.length): KnownQuarter[] {
    return this.#quarters
      .slice(0, quarters)
      .flatMap(({ scopes, passedShare }) => {
        const scope = scopes.find((each) => each.scopeId === scopeId)
        if (scope === undefined || !hasShares(scope)) return []
        return { share: scope.shares.ktlo, passedShare, band: scope.ktloBand }
      })
      .toReversed()
  }

  /** What the forecast of each quarter that has closed missed, made of the quarters before it. */
  misses(scopeId: string): number[] {
    return this.#quarters.flatMap(({ scopes, isClosed }, index) => {
      const came = scopes.find((each) => each.scopeId === scopeId)
      if (!isClosed || came === undefined || !hasShares(came)) return []
      const ofCompany = scopeId === company ? null : this.known(company, index)
      const forecast = forecastShareOf(this.known(scopeId, index), ofCompany)
      return forecast === null ? [] : forecast - came.shares.ktlo
    })
  }
}
