import type { Instant } from '../instant.ts'
import type { QuarterId } from '../quarter.ts'
import type { ReviewState } from './states.ts'

/** A quarter's review: its report is drafted, the teams' reviewers answer, and the report goes out with what they said. */
export interface Review {
  readonly reviewId: string
  readonly quarter: QuarterId
  readonly state: ReviewState
  /** Up to when the figures are measured, before and after the answers. */
  readonly asOfAt: Instant
  /** How many days reviewers have. */
  readonly answerDays: number
  /** Whether an admin approves the report before it is sent. */
  readonly needsApproval: boolean
  readonly startedAt: Instant
  /** An address, `command line`, or the schedule. */
  readonly startedBy: string
  /** The workflow that times it. */
  readonly workflowId: string
  /** What lets that workflow mail. */
  readonly runAuthorisationId: string
  /** The figures as they were made last; null before the first. */
  readonly reconciliationId: string | null
  /** When reviewers were first asked, and until when they may answer (exclusive); null while the report is being drafted. */
  readonly openedAt: Instant | null
  readonly deadlineAt: Instant | null
  /** How many rounds of reminders there were, when the last one was, and when an admin last asked for one. */
  readonly reminders: number
  readonly remindedAt: Instant | null
  readonly remindAskedAt: Instant | null
  readonly approvedAt: Instant | null
  readonly approvedBy: string | null
  /** When it was sent or cancelled; null before. */
  readonly endedAt: Instant | null
}

/** How reviewers answer; a team's last answer of the first two counts. */
export const answerKinds = ['confirmed', 'explained', 'corrected'] as const

export type AnswerKind = (typeof answerKinds)[number]

/** A team that is asked, with when its request was queued; null before. */
export interface AskedTeam {
  readonly teamId: string
  readonly name: string
  readonly requestedAt: Instant | null
  /** In the order in which they were given. */
  readonly answers: readonly { readonly answer: AnswerKind; readonly answeredAt: Instant }[]
}

/**
 * Where a team stands: nobody has answered, tickets were corrected and nobody has said that the figures are right now, or somebody has
 * confirmed or explained them.
 */
export type TeamStanding = 'waiting' | 'correcting' | 'answered'

export function teamStanding({ answers }: Pick<AskedTeam, 'answers'>): TeamStanding {
  if (answers.length === 0) return 'waiting'
  return answers.some(({ answer }) => answer !== 'corrected') ? 'answered' : 'correcting'
}

/** The teams that are reminded: those that have not finished. */
export function unfinishedTeams<Team extends Pick<AskedTeam, 'answers'>>(teams: readonly Team[]): Team[] {
  return teams.filter((team) => teamStanding(team) !== 'answered')
}

/** The teams of which nobody said anything. */
export function silentTeams<Team extends Pick<AskedTeam, 'answers'>>(teams: readonly Team[]): Team[] {
  return teams.filter((team) => teamStanding(team) === 'waiting')
}

/** A review that begins now. */
export function newReview(
  begun: Pick<
    Review,
    | 'reviewId'
    | 'quarter'
    | 'asOfAt'
    | 'answerDays'
    | 'needsApproval'
    | 'startedAt'
    | 'startedBy'
    | 'workflowId'
    | 'runAuthorisationId'
  >,
): Review {
  return {
    ...begun,
    state: 'drafting',
    reconciliationId: null,
    openedAt: null,
    deadlineAt: null,
    reminders: 0,
    remindedAt: null,
    remindAskedAt: null,
    approvedAt: null,
    approvedBy: null,
    endedAt: null,
  }
}

/** Why a quarter's report isn't sent by anything but its review, and what to do. */
export function reviewOpenRefusal(quarter: QuarterId): string {
  return `the report of ${quarter} is being reviewed, and its review sends it: look at it with plumbline review show --quarter ${quarter}, or end it with plumbline review cancel --quarter ${quarter}`
}
