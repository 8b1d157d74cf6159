import type { MilliDays } from '../../effort/effort.ts'
import type { Instant } from '../../instant.ts'
import type { Plan, TeamPlan } from '../../plan/plan.ts'
import type { QuarterId } from '../../quarter.ts'
import { availablePeopleOf, countedDaysOf } from '../figures/plan/available-people.ts'
import { plannedDaysOf, sumPlanned } from '../figures/plan/planned-days.ts'

/** What a team has to promise from. */
export interface AvailableDays {
  readonly milliDays: MilliDays
  readonly daysOf: 'plan' | 'team_today'
  /** Ids of the people with a working day in the quarter on which they aren't absent. */
  readonly people: ReadonlySet<string>
}

/**
 * A team's days available in a quarter: working days of its people, less absences and on-call, by the quarter's plan. Where the
 * team has none yet: of the people that the plan lists for those dates, with the on-call share of the quarter before.
 */
export function availableDaysOf(
  teamId: string,
  { plan, quarter, before, asOfAt }: QuarterAhead,
): AvailableDays {
  const planned = teamPlanIn(plan, quarter, teamId)
  const teamPlan = planned ?? {
    teamId,
    plannedHeadcount: null,
    onCallShare: teamPlanIn(plan, before, teamId)?.onCallShare ?? 0,
    shares: { roadmap: 0, ktlo: 0, reliability: 0 },
    commitments: [],
  }
  return {
    milliDays: sumPlanned(plannedDaysOf(plan, teamPlan, quarter, asOfAt), 'quarter'),
    daysOf: planned === undefined ? 'team_today' : 'plan',
    people: availablePeopleOf(
      plan,
      teamId,
      countedDaysOf({ plan, quarter, asOfAt: Infinity }, teamId),
      teamPlan.onCallShare,
    ),
  }
}

export interface QuarterAhead {
  readonly plan: Plan
  readonly quarter: QuarterId
  /** Whose on-call share counts where the quarter has no plan. */
  readonly before: QuarterId
  readonly asOfAt: Instant
}

export function teamPlanIn(plan: Plan, quarter: QuarterId, teamId: string): TeamPlan | undefined {
  return plan.quarters.find((each) => each.quarter === quarter)?.teams.find((each) => each.teamId === teamId)
}
