import type { Bucket, Category } from '../../domain/category.ts'
import { addDays } from '../../domain/instant.ts'
import type { Forecast, ForecastEstimate } from '../../domain/reconcile/dataset/forecast.ts'
import type { RecordedCoverage } from '../../domain/reconcile/dataset/input.ts'
import type { PastQuarter, Reconciliation } from '../../domain/reconcile/dataset/reconciliation.ts'
import type {
  CategoryFigures,
  Interruptions,
  ScopeReconciliation,
  Source,
} from '../../domain/reconcile/dataset/scope.ts'
import type { ReliabilityBudget } from '../../domain/reconcile/dataset/verdicts.ts'
import { misalignmentOf, sharesOf } from '../../domain/reconcile/figures/shares/shares.ts'
import { shiftsOf } from '../../domain/reconcile/figures/shares/shifts.ts'
import type { MeasuredCommitment } from '../../domain/reconcile/figures/tickets/commitments.ts'
import { intervalAround } from '../../domain/reconcile/forecast/interval.ts'
import { promisableOf } from '../../domain/reconcile/forecast/promisable.ts'
import { headlineOf } from '../../domain/reconcile/headline/headline.ts'
import { capacityGapOf, plannedUnseenOf } from '../../domain/reconcile/verdicts/capacity.ts'
import { commitmentStandingOf } from '../../domain/reconcile/verdicts/commitments.ts'
import { doubtOf } from '../../domain/reconcile/verdicts/doubt.ts'
import { projectedEndOf } from '../../domain/reconcile/verdicts/drift.ts'
import { growthOf } from '../../domain/reconcile/verdicts/growth.ts'
import { stalenessOf } from '../../domain/reconcile/verdicts/staleness.ts'

/** What a test says of a scope, in whole days; everything else is worked out so that the parts sum. */
export interface ScopeSketch {
  readonly forecast?: Forecast
  readonly scopeId: string
  readonly name: string
  /** Days planned for the three categories until the as-of day. */
  readonly planned: Readonly<Record<Category, number>>
  readonly actual: Readonly<Record<Bucket, number>>
  readonly people?: number
  readonly unattributedDays?: number
  readonly halfBandPoints?: number
  readonly calls?: Partial<Record<Category, CategoryFigures['call']>>
  readonly budgetDays?: number
  readonly reliabilityState?: ScopeReconciliation['reliability']['state']
  readonly projectedDays?: readonly [low: number, middle: number, high: number]
  readonly lastDayToRecover?: string
  readonly interruptions?: Partial<Interruptions>
  /** An earlier quarter's interruptions, and the incidents of one before it. */
  readonly requestsBefore?: QuarterCount
  readonly incidentsBefore?: QuarterCount
  readonly commitments?: readonly MeasuredCommitment[]
  readonly sources?: readonly Source[]
  /** Verdicts that the sketch's figures alone don't make. */
  readonly doubt?: ScopeReconciliation['doubt']
  readonly carriedOver?: ScopeReconciliation['carriedOver']
  readonly leavingOut?: ScopeReconciliation['leavingOut']
  readonly capacityGap?: ScopeReconciliation['capacityGap']
}

interface QuarterCount {
  readonly quarter: string
  readonly count: number
}

const firstMonday = '2026-03-30'

/** Up to and with 12 June, of the quarter's 91 days. */
const runningShare = 73 / 91

/** A scope of a running quarter, or of a closed one where all of it has passed. */
export function scopeOf(sketch: ScopeSketch, elapsedShare: number = runningShare): ScopeReconciliation {
  const { planned, actual } = sketch
  const attributed = actual.roadmap + actual.ktlo + actual.reliability + actual.uncategorised
  const categorised = attributed - actual.uncategorised
  const plannedSum = planned.roadmap + planned.ktlo + planned.reliability
  const share = (days: number, of: number) => (of === 0 ? 0 : days / of)
  const half = (sketch.halfBandPoints ?? 6) / 100
  const figures = (category: Category): CategoryFigures => {
    const plannedShare = share(planned[category], plannedSum)
    const actualShare = share(actual[category], categorised)
    return {
      category,
      plannedShare,
      actualShare,
      band: { lowShare: Math.max(0, actualShare - half), highShare: Math.min(1, actualShare + half) },
      plannedMilliDays: planned[category] * 1000,
      actualMilliDays: actual[category] * 1000,
      varianceMilliDays: (actual[category] - planned[category]) * 1000,
      varianceShare: actualShare - plannedShare,
      varianceParts: {
        capacityMilliDays: 0,
        commitmentsMilliDays: 0,
        unplannedMilliDays: 0,
        restMilliDays: (actual[category] - planned[category]) * 1000,
      },
      call: sketch.calls?.[category] ?? 'on_plan',
    }
  }
  const categories = [figures('roadmap'), figures('ktlo'), figures('reliability')]
  const unattributed = sketch.unattributedDays ?? 0
  const capacity = {
    workingMilliDays: (attributed + unattributed) * 1000,
    absenceMilliDays: 0,
    onCallMilliDays: 0,
    attributedMilliDays: attributed * 1000,
    unattributedMilliDays: unattributed * 1000,
    unreadMilliDays: 0,
    daysOffLoggedMilliDays: 0,
    plannedMilliDays: plannedSum * 1000,
    plannedQuarterMilliDays: plannedSum * 1000,
  }
  const uncategorisedShare = share(actual.uncategorised, attributed)
  const doubt =
    sketch.doubt ?? doubtOf({ capacity, uncategorisedShare, isPlanned: plannedSum > 0, countedDays: 50 })
  const scope = {
    scopeId: sketch.scopeId,
    name: sketch.name,
    people: sketch.people ?? 8,
    doubt,
    capacity,
    capacityGap: sketch.capacityGap ?? capacityGapOf(capacity),
    plannedUnseenMilliDays: plannedUnseenOf(capacity),
    categories,
    uncategorised: { milliDays: actual.uncategorised * 1000, share: share(actual.uncategorised, attributed) },
    carriedOver: sketch.carriedOver ?? null,
    leavingOut: sketch.leavingOut ?? {
      quartersKept: 0,
      quartersLeftOut: 0,
      difference: null,
      recurring: [],
    },
    shifts: plannedSum === 0 ? [] : shiftsOf(categories, categorised * 1000),
    misalignmentShare: misalignmentOf(
      {
        roadmap: share(planned.roadmap, plannedSum),
        ktlo: share(planned.ktlo, plannedSum),
        reliability: share(planned.reliability, plannedSum),
      },
      sharesOf(actual),
    ),
    unplanned: { milliDays: Math.round(attributed * 310), share: attributed === 0 ? 0 : 0.31 },
    reliability: budgetOf(sketch, elapsedShare, doubt !== null),
    interruptions: {
      tickets: 0,
      incidents: 0,
      incidentsOutOfHours: 0,
      milliDays: 0,
      ...sketch.interruptions,
    },
    interruptionGrowth: growthOf(sketch.interruptions?.tickets ?? 0, elapsedShare, sketch.requestsBefore),
    incidentGrowth: growthOf(sketch.interruptions?.incidents ?? 0, elapsedShare, sketch.incidentsBefore),
    commitments: (sketch.commitments ?? []).map((commitment) =>
      commitmentStandingOf(commitment, elapsedShare, doubt !== null),
    ),
    sources: sketch.sources ?? [],
    workTypes: [],
    weeks: weeksOf(actual, sketch.interruptions?.tickets ?? 0),
    secondOpinions: [],
  }
  return { ...scope, headline: headlineOf(scope), forecast: sketch.forecast ?? noForecast }
}

/** Of a team of which no quarter is known. */
export const noForecast: Forecast = {
  quarter: '2026-Q3',
  availableMilliDays: 150_000,
  daysOf: 'team_today',
  estimate: null,
  missing: 'no_past',
  held: [],
}

/** Of 150 days that Q3's plan has, from four quarters, give or take eight points. */
export function forecastOfShare(ktloShare: number, changes: Partial<ForecastEstimate> = {}): Forecast {
  const ktloInterval = intervalAround(ktloShare, 0.08)
  return {
    ...noForecast,
    daysOf: 'plan',
    estimate: {
      ktloShare,
      ktloInterval,
      promisable: promisableOf(150_000, ktloShare, ktloInterval),
      knownQuarters: 4,
      grounds: 'enough_quarters',
      runningShare: null,
      countsCompany: false,
      misses: 3,
      ...changes,
    },
    missing: null,
  }
}

/** A scope with some figures changed, and the headline that then is its own. */
export function changed(
  scope: ScopeReconciliation,
  changes: Partial<ScopeReconciliation>,
): ScopeReconciliation {
  const figures = { ...scope, ...changes }
  return { ...figures, headline: headlineOf(figures) }
}

function budgetOf(
  { planned, actual, projectedDays, reliabilityState, ...sketch }: ScopeSketch,
  elapsedShare: number,
  isInDoubt: boolean,
): ReliabilityBudget {
  const budgetDays = sketch.budgetDays ?? planned.reliability
  const spentDays = actual.reliability
  const expectedDays = elapsedShare === 1 ? budgetDays : planned.reliability
  const amounts = {
    budgetMilliDays: budgetDays * 1000,
    spentMilliDays: spentDays * 1000,
    expectedMilliDays: expectedDays * 1000,
    shortfallMilliDays: Math.max(0, expectedDays - spentDays) * 1000,
  }
  const [lowDays, middleDays, highDays] = projectedDays ?? []
  const projected =
    lowDays === undefined || middleDays === undefined || highDays === undefined
      ? null
      : { lowMilliDays: lowDays * 1000, milliDays: middleDays * 1000, highMilliDays: highDays * 1000 }
  const ends = {
    projected,
    projectedEnd: projected === null ? null : projectedEndOf(projected, budgetDays * 1000),
    lastDayToRecover: sketch.lastDayToRecover ?? null,
  }
  if (budgetDays === 0) {
    return {
      ...amounts,
      ...ends,
      state: reliabilityState ?? 'no_budget',
      driftShare: null,
      driftBand: null,
      burnRates: null,
    }
  }
  const driftShare = (spentDays - expectedDays) / budgetDays
  return {
    ...amounts,
    ...ends,
    state: reliabilityState ?? (isInDoubt ? 'cannot_tell' : 'on_course'),
    driftShare,
    driftBand: { lowShare: driftShare - 0.09, highShare: driftShare + 0.09 },
    burnRates: { twoWeeksRatio: 0.2, quarterRatio: expectedDays === 0 ? 0 : spentDays / expectedDays },
  }
}

/** Eleven weeks that sum to the whole, a little uneven so that pictures have a shape. */
function weeksOf(actual: Readonly<Record<Bucket, number>>, tickets: number): ScopeReconciliation['weeks'] {
  const parts = [8, 9, 10, 7, 9, 11, 9, 8, 10, 9, 10]
  const part = (days: number, week: number, tilt: number) =>
    Math.round((days * 1000 * ((parts[week] ?? 9) + tilt * (week - 5))) / 100)
  return parts.map((_, week) => ({
    weekStart: addDays(firstMonday, week * 7),
    unreadMilliDays: 0,
    milliDays: {
      roadmap: part(actual.roadmap, week, -0.5),
      ktlo: part(actual.ktlo, week, 0.6),
      reliability: part(actual.reliability, week, -0.4),
      uncategorised: part(actual.uncategorised, week, 0),
    },
    interruptions: Math.round((tickets * ((parts[week] ?? 9) + 0.6 * (week - 5))) / 100),
  }))
}

/** A source with so many tickets, all linked to an invented tracker. */
export function sourceOf(bucket: Bucket, label: string, days: number, keys: readonly string[]): Source {
  return {
    bucket,
    label,
    key: keys[0] ?? null,
    url: keys[0] === undefined ? null : `https://tracker.example/browse/${keys[0]}`,
    milliDays: days * 1000,
    tickets: keys.map((key) => ({
      connectionId: 'connection-1',
      ticketId: key,
      key,
      title: `${label} ${key}`,
      url: `https://tracker.example/browse/${key}`,
      milliDays: Math.round((days * 1000) / keys.length),
    })),
  }
}

export function commitmentOf(
  teamId: string,
  name: string,
  plannedDays: number,
  actualDays: number,
  overrides: Partial<MeasuredCommitment> = {},
): MeasuredCommitment {
  return {
    name,
    teamId,
    category: 'roadmap',
    plannedMilliDays: plannedDays * 1000,
    actualMilliDays: actualDays * 1000,
    found: true,
    isAmbiguous: false,
    outcome: null,
    ...overrides,
  }
}

/** A past quarter of one scope, in whole points and days. */
export function pastScopeOf(
  scopeId: string,
  { uncategorised, ...shares }: Readonly<Record<Bucket, number>>,
  interruptions: Interruptions,
  misalignmentShare: number | null = 0.08,
): PastQuarter['scopes'][number] {
  return {
    scopeId,
    misalignmentShare,
    shares,
    uncategorisedShare: uncategorised,
    plannedShares: { roadmap: 0.6, ktlo: 0.22, reliability: 0.18 },
    ktloBand: { lowShare: Math.max(0, shares.ktlo - 0.06), highShare: Math.min(1, shares.ktlo + 0.06) },
    roadmapMilliDays: 60_000,
    plannedRoadmapMilliDays: 101_000,
    commitments: [],
    interruptions,
    reliabilitySpentMilliDays: 40_000,
    reliabilityBudgetMilliDays: 60_000,
    attributedMilliDaysEach: 50_000,
  }
}

const exampleCoverage: RecordedCoverage = {
  tickets: 2412,
  ticketsByStep: { override: 121, rule: 1830, inherited: 364, uncategorised: 97 },
  quarantined: 0,
  unmatchedAccounts: 0,
  nobodysLoggedHours: 0,
  connections: [
    { name: 'Jira of Example Company', syncedAt: Date.parse('2026-06-12T15:40:00Z') },
    { name: 'Linear of Example Company', syncedAt: Date.parse('2026-06-12T15:41:00Z') },
  ],
}

type ReconciliationChanges = Partial<Omit<Reconciliation, 'coverage'>> & {
  readonly coverage?: RecordedCoverage
}

/** A running quarter of one company; give scopes made with `scopeOf`. */
export function reconciliationOf(
  company: ScopeReconciliation,
  teams: readonly ScopeReconciliation[],
  { coverage = exampleCoverage, ...overrides }: ReconciliationChanges = {},
): Reconciliation {
  const asOfAt = overrides.asOfAt ?? Date.parse('2026-06-12T16:00:00Z')
  return {
    quarter: '2026-Q2',
    state: 'running',
    asOfAt,
    elapsedShare: overrides.state === 'closed' ? 1 : runningShare,
    rulesVersion: 'c0ffee0123456789',
    planVersion: 'beef0123456789ab',
    baselineTakenAt: Date.parse('2026-04-01T06:00:00Z'),
    minimumGroupPeople: 4,
    readAt: null,
    unknownThen: [],
    sinceMailed: null,
    changedQuarters: [],
    company,
    teams,
    leftOut: [],
    coverage: {
      ...coverage,
      connections: coverage.connections.map(({ name, syncedAt }) => ({
        name,
        syncedAt,
        staleness: stalenessOf({ syncedAt, asOfAt }),
      })),
    },
    past: [],
    ...overrides,
  }
}
