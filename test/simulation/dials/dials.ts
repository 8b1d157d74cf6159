import type { Category } from '../../../domain/category.ts'

/** How people fill in worklogs. */
export const logStyles = ['exact', 'half_days', 'whole_days', 'rounded_up', 'weekly'] as const

export type LogStyle = (typeof logStyles)[number]

/**
 * What a simulated company is like. Parts are 0..1; days are working days unless told otherwise. Dials of `people` and `work`
 * (and of `plan`) make the truth; those of `board`, `traces` and `rules` only what is seen of it: turning one of these leaves the
 * truth as it is, so that two runs can be compared pair by pair.
 */
export interface Dials {
  readonly people: PeopleDials
  readonly work: WorkDials
  readonly board: BoardDials
  readonly traces: TraceDials
  readonly plan: PlanDials
  readonly rules: RuleDials
}

interface PeopleDials {
  /** Quarters with truth, the last being 2025-Q4; eight for what is learned from histories. */
  readonly quarters: number
  readonly teams: readonly [low: number, high: number]
  readonly teamSize: readonly [low: number, high: number]
  /** Part of the people who work half to four fifths of full time. */
  readonly partTimeShare: number
  /** Part of working days off, in stretches. */
  readonly absenceShare: number
  readonly onCallShare: number
  /** Part of the people who join or leave within the quarters. */
  readonly turnoverShare: number
}

interface WorkDials {
  /** What the company's work is for, on average. */
  readonly mix: Readonly<Record<Category, number>>
  /** Standard deviation, in share, of a team's mix around the company's. */
  readonly teamSpread: number
  /** Standard deviation of a mix's lasting change from quarter to quarter. */
  readonly mixStep: number
  /** Standard deviation of what changes for one quarter only. */
  readonly mixNoise: number
  /** How strongly each person keeps to one category; 0 is not at all. */
  readonly specialisation: number
  /** Part of the available time on no ticket. */
  readonly ticketlessShare: number
  /** Part of a day that meetings take: nobody sees it, and the day's tickets carry it (loaded days). */
  readonly meetingShare: number
  /** Small urgent tickets per person and day. */
  readonly interruptionsPerDay: number
  /** Chance per person and day of helping on a colleague's ticket for some hours. */
  readonly helpPerDay: number
  /** Tickets that a person really works on side by side, on average; at least 1. */
  readonly wip: number
  /** Chance of turning to another of one's tickets after an hour or more. */
  readonly switching: number
  /** `natural`: a story takes four times as long as a bug; `equal`: all types the same. */
  readonly sizes: 'natural' | 'equal'
  readonly sizeSpread: number
  /** Part of the bigger tickets that are split into sub-tasks. */
  readonly splitShare: number
  /** Part of the tickets that get a sub-task late, while they are being worked on. */
  readonly lateSubtaskShare: number
  /** Part of the tickets that a colleague reviews, for one to three days. */
  readonly reviewShare: number
  /** Part of the tickets that are blocked for two to eight days in between. */
  readonly blockedShare: number
  /** Part of the tickets that are given up half-way. */
  readonly dropShare: number
}

interface BoardDials {
  /** Mean days by which a move comes after what it tells of. */
  readonly startLagDays: number
  readonly doneLagDays: number
  /** Part of the tickets moved into progress up to two weeks before anybody works on them. */
  readonly earlyStartShare: number
  /** Part of the people who bring their tickets up to date on Fridays. */
  readonly fridayShare: number
  /** Part of the tickets that go straight to done. */
  readonly straightToDoneShare: number
  /** Part of the tickets left in progress for weeks after their end. */
  readonly leftOpenShare: number
  /** Part of those left open that the lead closes together at a month's end, within a minute. */
  readonly bulkCloseShare: number
  /** Part of the parents that are moved into progress beside their children. */
  readonly parentInProgressShare: number
  /** Part of the tickets assigned to the lead, whoever works on them. */
  readonly leadAssignedShare: number
  readonly unassignedShare: number
  /** Part of the tickets assigned to a team-mate who doesn't work on them. */
  readonly otherAssignedShare: number
  /** Part of reviewed tickets that are assigned to their reviewer then. */
  readonly reassignedAtReviewShare: number
  /** Whether the board has columns that wait: review and blocked. */
  readonly waitingColumns: boolean
  /** Part of the moves to review and done that a bot makes. */
  readonly botShare: number
  /** Part of the tickets whose moves have nothing to do with the work on them. */
  readonly statusNoiseShare: number
  /** One column for all that isn't done, which the tracker takes for in progress. */
  readonly oneColumn: boolean
}

interface TraceDials {
  /** Chance of a comment for each day that one works on one's own ticket. */
  readonly commentsPerDay: number
  /** The same for helping and reviewing. */
  readonly helpCommentShare: number
  /** Comments per ticket by team-mates who don't work on it, and by bots. */
  readonly chatterPerTicket: number
  readonly botCommentsPerTicket: number
  /** Part of the people who log their time. */
  readonly loggersShare: number
  readonly logStyles: Readonly<Partial<Record<LogStyle, number>>>
  /** Part of the days that a person who logs really logs. */
  readonly loggedDaysShare: number
  /** Type names that are logged on; null is all. */
  readonly loggedTypes: readonly string[] | null
  /** Logs carry a date only, midnight UTC. */
  readonly logsAtMidnight: boolean
  /** Part of the tickets with story points, and the standard deviation of the logarithm of their error. */
  readonly estimatedShare: number
  readonly estimateSpread: number
}

interface PlanDials {
  /** By how much plans expect less upkeep than a team has, in share. */
  readonly bias: number
  readonly noise: number
}

interface RuleDials {
  /** Part of the tickets with a label that says what they are for. */
  readonly labelledShare: number
  /** Part of the tickets with a plain type (Task) rather than one that says what they are for. */
  readonly plainTypeShare: number
  /** Part of the tickets that rules sort wrongly beyond what types do. */
  readonly wrongShare: number
}

/** Changes to a company, dial by dial. */
export type DialChanges = { readonly [Group in keyof Dials]?: Partial<Dials[Group]> }

/** An ordinary company: moves within a day or two, some tickets left open, few logs, most with points. */
const ordinary: Dials = {
  people: {
    quarters: 2,
    teams: [3, 4],
    teamSize: [5, 8],
    partTimeShare: 0.15,
    absenceShare: 0.08,
    onCallShare: 0,
    turnoverShare: 0.08,
  },
  work: {
    mix: { roadmap: 0.5, ktlo: 0.32, reliability: 0.18 },
    teamSpread: 0.08,
    mixStep: 0.045,
    mixNoise: 0.045,
    specialisation: 0.3,
    ticketlessShare: 0.12,
    meetingShare: 0.25,
    interruptionsPerDay: 0.06,
    helpPerDay: 0.08,
    wip: 1.5,
    switching: 0.25,
    sizes: 'natural',
    sizeSpread: 0.7,
    splitShare: 0.2,
    lateSubtaskShare: 0.03,
    reviewShare: 0.7,
    blockedShare: 0.08,
    dropShare: 0.03,
  },
  board: {
    startLagDays: 0.4,
    doneLagDays: 0.6,
    earlyStartShare: 0.08,
    fridayShare: 0.1,
    straightToDoneShare: 0.08,
    leftOpenShare: 0.04,
    bulkCloseShare: 0.4,
    parentInProgressShare: 0.7,
    leadAssignedShare: 0.02,
    unassignedShare: 0.04,
    otherAssignedShare: 0.02,
    reassignedAtReviewShare: 0.1,
    waitingColumns: true,
    botShare: 0.05,
    statusNoiseShare: 0,
    oneColumn: false,
  },
  traces: {
    commentsPerDay: 0.15,
    helpCommentShare: 0.4,
    chatterPerTicket: 0.4,
    botCommentsPerTicket: 0.1,
    loggersShare: 0.15,
    logStyles: { exact: 1, half_days: 1, rounded_up: 1 },
    loggedDaysShare: 0.8,
    loggedTypes: null,
    logsAtMidnight: false,
    estimatedShare: 0.7,
    estimateSpread: 0.5,
  },
  plan: { bias: 0.08, noise: 0.05 },
  rules: { labelledShare: 0.55, plainTypeShare: 0.12, wrongShare: 0.02 },
}

/** The ordinary company, with some dials turned. */
export function aCompany(changes: DialChanges = {}): Dials {
  return {
    people: { ...ordinary.people, ...changes.people },
    work: { ...ordinary.work, ...changes.work },
    board: { ...ordinary.board, ...changes.board },
    traces: { ...ordinary.traces, ...changes.traces },
    plan: { ...ordinary.plan, ...changes.plan },
    rules: { ...ordinary.rules, ...changes.rules },
  }
}
