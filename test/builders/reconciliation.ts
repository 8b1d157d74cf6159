import type { Bucket, Category } from '../../domain/category.ts'
import { addDays } from '../../domain/instant.ts'
import type {
  CategoryFigures,
  CommitmentFigures,
  Finding,
  Interruptions,
  PastQuarter,
  Reconciliation,
  ScopeReconciliation,
  Source,
} from '../../domain/reconcile/dataset/reconciliation.ts'

/** What a test says of a scope, in whole days; everything else is worked out so that the parts sum. */
export interface ScopeSketch {
  readonly scopeId: string
  readonly name: string
  /** Days planned for the three categories until the as-of day. */
  readonly planned: Readonly<Record<Category, number>>
  readonly actual: Readonly<Record<Bucket, number>>
  readonly unattributedDays?: number
  readonly halfBandPoints?: number
  readonly calls?: Partial<Record<Category, CategoryFigures['call']>>
  readonly budgetDays?: number
  readonly reliabilityState?: ScopeReconciliation['reliability']['state']
  readonly projectedDays?: readonly [low: number, middle: number, high: number]
  readonly lastDayToRecover?: string
  readonly interruptions?: Partial<Interruptions>
  readonly commitments?: readonly CommitmentFigures[]
  readonly sources?: readonly Source[]
  readonly findings?: readonly Finding[]
}

const firstMonday = '2026-03-30'

export function scopeOf(sketch: ScopeSketch): ScopeReconciliation {
  const { planned, actual } = sketch
  const attributed = actual.roadmap + actual.ktlo + actual.reliability + actual.uncategorised
  const plannedSum = planned.roadmap + planned.ktlo + planned.reliability
  const share = (days: number, of: number) => (of === 0 ? 0 : days / of)
  const half = (sketch.halfBandPoints ?? 6) / 100
  const figures = (category: Category): CategoryFigures => {
    const plannedShare = share(planned[category], plannedSum)
    const actualShare = share(actual[category], attributed)
    return {
      category,
      plannedShare,
      actualShare,
      band: { lowShare: Math.max(0, actualShare - half), highShare: Math.min(1, actualShare + half) },
      plannedMilliDays: planned[category] * 1000,
      actualMilliDays: actual[category] * 1000,
      varianceMilliDays: (actual[category] - planned[category]) * 1000,
      varianceShare: actualShare - plannedShare,
      call: sketch.calls?.[category] ?? 'on_plan',
    }
  }
  const categories = [figures('roadmap'), figures('ktlo'), figures('reliability')]
  const unattributed = sketch.unattributedDays ?? 0
  const budgetDays = sketch.budgetDays ?? planned.reliability
  const spent = actual.reliability
  const drift = budgetDays === 0 ? null : (spent - planned.reliability) / budgetDays
  return {
    scopeId: sketch.scopeId,
    name: sketch.name,
    capacity: {
      workingMilliDays: (attributed + unattributed) * 1000,
      absenceMilliDays: 0,
      onCallMilliDays: 0,
      attributedMilliDays: attributed * 1000,
      unattributedMilliDays: unattributed * 1000,
      plannedMilliDays: plannedSum * 1000,
      plannedQuarterMilliDays: plannedSum * 1000,
    },
    categories,
    uncategorised: { milliDays: actual.uncategorised * 1000, share: share(actual.uncategorised, attributed) },
    misalignmentShare:
      (categories.reduce((sum, category) => sum + Math.abs(category.varianceShare), 0) +
        share(actual.uncategorised, attributed)) /
      2,
    unplanned: { milliDays: Math.round(attributed * 310), share: attributed === 0 ? 0 : 0.31 },
    reliability: {
      budgetMilliDays: budgetDays * 1000,
      spentMilliDays: spent * 1000,
      expectedMilliDays: planned.reliability * 1000,
      driftShare: drift,
      driftBand: drift === null ? null : { lowShare: drift - 0.09, highShare: drift + 0.09 },
      state: sketch.reliabilityState ?? (budgetDays === 0 ? 'no_budget' : 'on_course'),
      burnRates:
        budgetDays === 0 ? null : { twoWeeksRatio: 0.2, quarterRatio: share(spent, planned.reliability) },
      projected:
        sketch.projectedDays === undefined
          ? null
          : {
              lowMilliDays: sketch.projectedDays[0] * 1000,
              milliDays: sketch.projectedDays[1] * 1000,
              highMilliDays: sketch.projectedDays[2] * 1000,
            },
      lastDayToRecover: sketch.lastDayToRecover ?? null,
    },
    interruptions: {
      tickets: 0,
      incidents: 0,
      incidentsOutOfHours: 0,
      milliDays: 0,
      ...sketch.interruptions,
    },
    commitments: sketch.commitments ?? [],
    sources: sketch.sources ?? [],
    workTypes: [],
    weeks: weeksOf(actual, sketch.interruptions?.tickets ?? 0),
    secondOpinions: [],
    findings: sketch.findings ?? [],
  }
}

/** Eleven weeks that sum to the whole, a little uneven so that pictures have a shape. */
function weeksOf(actual: Readonly<Record<Bucket, number>>, tickets: number): ScopeReconciliation['weeks'] {
  const parts = [8, 9, 10, 7, 9, 11, 9, 8, 10, 9, 10]
  const part = (days: number, week: number, tilt: number) =>
    Math.round((days * 1000 * ((parts[week] ?? 9) + tilt * (week - 5))) / 100)
  return parts.map((_, week) => ({
    weekStart: addDays(firstMonday, week * 7),
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
  overrides: Partial<CommitmentFigures> = {},
): CommitmentFigures {
  return {
    name,
    teamId,
    category: 'roadmap',
    plannedMilliDays: plannedDays * 1000,
    actualMilliDays: actualDays * 1000,
    found: true,
    done: false,
    ...overrides,
  }
}

/** A past quarter of one scope, in whole points and days. */
export function pastScopeOf(
  scopeId: string,
  shares: Readonly<Record<Bucket, number>>,
  interruptions: Interruptions,
  misalignmentShare = 0.08,
): PastQuarter['scopes'][number] {
  return {
    scopeId,
    misalignmentShare,
    shares,
    plannedShares: { roadmap: 0.6, ktlo: 0.22, reliability: 0.18 },
    interruptions,
    reliabilitySpentMilliDays: 40_000,
    reliabilityBudgetMilliDays: 60_000,
  }
}

/** A running quarter of one company; give scopes made with `scopeOf`. */
export function reconciliationOf(
  company: ScopeReconciliation,
  teams: readonly ScopeReconciliation[],
  overrides: Partial<Reconciliation> = {},
): Reconciliation {
  return {
    quarter: '2026-Q2',
    state: 'running',
    asOfAt: Date.parse('2026-06-12T16:00:00Z'),
    rulesVersion: 'c0ffee0123456789',
    planVersion: 'beef0123456789ab',
    baselineTakenAt: Date.parse('2026-04-01T06:00:00Z'),
    company,
    teams,
    coverage: {
      tickets: 2412,
      ticketsByStep: { override: 121, rule: 1830, inherited: 364, uncategorised: 97 },
      quarantined: 0,
      unmatchedAccounts: 0,
      connections: [
        { name: 'Jira of Example Company', syncedAt: Date.parse('2026-06-12T15:40:00Z') },
        { name: 'Linear of Example Company', syncedAt: Date.parse('2026-06-12T15:41:00Z') },
      ],
    },
    past: [],
    ...overrides,
  }
}
