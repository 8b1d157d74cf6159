import type { Bucket, Category } from '../../../domain/category.ts'
import type { QuarterId } from '../../../domain/quarter.ts'

import type { StoryTracker } from './tracker-habits.ts'

/** The quarters of the story: the current one and the two before it. */
export const storyQuarters = ['2025-Q4', '2026-Q1', '2026-Q2'] as const satisfies readonly QuarterId[]

export type StoryQuarter = (typeof storyQuarters)[number]

export type Shares = Readonly<Record<Category, number>>

/** What a team planned, what it really did, and its incidents, in one quarter. */
interface TeamQuarterStory {
  readonly planned: Shares
  /** Shares of the categorised days; the rest is `uncategorisedShare`. */
  readonly truth: Shares
  /** Incidents in a whole quarter, and how many of them begin at night or on a weekend. */
  readonly incidents: number
  readonly incidentsOutOfHours: number
  readonly plannedHeadcount: number
}

/** One team's part in the story, and how accurately its people use their tracker. */
export interface TeamStory {
  readonly teamId: string
  readonly name: string
  readonly tracker: StoryTracker
  readonly ticketPrefix: string
  readonly calendarId: 'berlin' | 'lisbon' | 'new-york'
  readonly focusShare: number | null
  readonly onCallShare: number
  readonly logsWork: boolean
  readonly uncategorisedShare: number
  /** Part of the tickets that nobody moves before they are done, or at all. */
  readonly neverMovedShare: number
  /** Part of the finished tickets that wait for a team-mate's review. */
  readonly reviewedShare: number
  /** Part of the finished tickets that stay "in progress". */
  readonly forgottenShare: number
  readonly estimatedShare: number
  /** How upkeep divides, incidents aside. */
  readonly upkeep: {
    readonly bug: number
    readonly support: number
    readonly upgrade: number
    readonly compliance: number
  }
  readonly quarters: Readonly<Record<StoryQuarter, TeamQuarterStory>>
}

function shares(roadmap: number, ktlo: number, reliability: number): Shares {
  return { roadmap: roadmap / 100, ktlo: ktlo / 100, reliability: reliability / 100 }
}

function quarterStory(
  planned: Shares,
  truth: Shares,
  incidents: number,
  incidentsOutOfHours: number,
  plannedHeadcount: number,
): TeamQuarterStory {
  return { planned, truth, incidents, incidentsOutOfHours, plannedHeadcount }
}

const carefulTeam = {
  focusShare: null,
  onCallShare: 0.05,
  logsWork: false,
  neverMovedShare: 0.04,
  reviewedShare: 0.7,
  forgottenShare: 0.03,
} as const

const billingPlan = shares(60, 25, 15)
const searchPlan = shares(55, 25, 20)
const platformPlan = shares(45, 30, 25)
const mobilePlan = shares(60, 25, 15)
const growthPlan = shares(70, 20, 10)

/**
 * The story, in the order of every report: Billing has too many interruptions, Search spends its reliability days on the
 * roadmap, Platform is on plan, half of Mobile's days are on no ticket, and Growth's people are lent to Billing.
 */
export const teamStories: readonly TeamStory[] = [
  {
    ...carefulTeam,
    teamId: 'billing',
    name: 'Billing',
    tracker: 'jira',
    ticketPrefix: 'BILL',
    calendarId: 'berlin',
    focusShare: 0.6,
    uncategorisedShare: 0.04,
    estimatedShare: 0.85,
    upkeep: { bug: 0.28, support: 0.46, upgrade: 0.1, compliance: 0.16 },
    quarters: {
      '2025-Q4': quarterStory(billingPlan, shares(54, 34, 12), 26, 9, 14),
      '2026-Q1': quarterStory(billingPlan, shares(44, 45, 11), 44, 18, 14),
      '2026-Q2': quarterStory(billingPlan, shares(33, 57, 10), 78, 36, 14),
    },
  },
  {
    ...carefulTeam,
    teamId: 'search',
    name: 'Search',
    tracker: 'jira',
    ticketPrefix: 'SRCH',
    calendarId: 'berlin',
    uncategorisedShare: 0.035,
    estimatedShare: 0.5,
    upkeep: { bug: 0.5, support: 0.15, upgrade: 0.3, compliance: 0.05 },
    quarters: {
      '2025-Q4': quarterStory(searchPlan, shares(56, 25, 19), 16, 5, 12),
      '2026-Q1': quarterStory(searchPlan, shares(63, 26, 11), 23, 8, 12),
      '2026-Q2': quarterStory(searchPlan, shares(70, 27, 3), 40, 15, 12),
    },
  },
  {
    ...carefulTeam,
    teamId: 'platform',
    name: 'Platform',
    tracker: 'jira',
    ticketPrefix: 'PLAT',
    calendarId: 'berlin',
    logsWork: true,
    uncategorisedShare: 0.03,
    estimatedShare: 0.9,
    upkeep: { bug: 0.25, support: 0.25, upgrade: 0.4, compliance: 0.1 },
    quarters: {
      '2025-Q4': quarterStory(platformPlan, shares(46, 29, 25), 20, 6, 12),
      '2026-Q1': quarterStory(platformPlan, shares(45, 31, 24), 18, 5, 12),
      '2026-Q2': quarterStory(platformPlan, shares(45.5, 30, 24.5), 17, 5, 12),
    },
  },
  {
    ...carefulTeam,
    teamId: 'mobile',
    name: 'Mobile',
    tracker: 'linear',
    ticketPrefix: 'MOB',
    calendarId: 'lisbon',
    onCallShare: 0,
    uncategorisedShare: 0.05,
    neverMovedShare: 0.73,
    reviewedShare: 0.1,
    forgottenShare: 0,
    estimatedShare: 0.15,
    upkeep: { bug: 0.6, support: 0.15, upgrade: 0.25, compliance: 0 },
    quarters: {
      '2025-Q4': quarterStory(mobilePlan, shares(58, 28, 14), 9, 2, 12),
      '2026-Q1': quarterStory(mobilePlan, shares(56, 30, 14), 10, 3, 12),
      '2026-Q2': quarterStory(mobilePlan, shares(55, 32, 13), 10, 3, 12),
    },
  },
  {
    ...carefulTeam,
    teamId: 'growth',
    name: 'Growth',
    tracker: 'linear',
    ticketPrefix: 'GRO',
    calendarId: 'new-york',
    onCallShare: 0,
    uncategorisedShare: 0.045,
    estimatedShare: 0.8,
    upkeep: { bug: 0.45, support: 0.3, upgrade: 0.2, compliance: 0.05 },
    quarters: {
      '2025-Q4': quarterStory(growthPlan, shares(69, 21, 10), 6, 1, 10),
      '2026-Q1': quarterStory(growthPlan, shares(70, 20, 10), 7, 2, 10),
      '2026-Q2': quarterStory(growthPlan, shares(68, 22, 10), 6, 2, 10),
    },
  },
]

/** The intended shares of one team's quarter, uncategorised work included; they sum to 1. */
export function targetSharesOf(team: TeamStory, quarter: StoryQuarter): Readonly<Record<Bucket, number>> {
  const { truth } = team.quarters[quarter]
  const signedShare = 1 - team.uncategorisedShare
  return {
    roadmap: truth.roadmap * signedShare,
    ktlo: truth.ktlo * signedShare,
    reliability: truth.reliability * signedShare,
    uncategorised: team.uncategorisedShare,
  }
}
