import { z } from 'zod'
import type { Instant } from '../../../domain/instant.ts'
import { selectRow, selectRows, timestampOf } from '../sql/rows.ts'
import type { Queryable } from '../sql/session.ts'
import { selectFrom } from '../sql/table.ts'
import { insertRows, upsertRows } from '../sql/upsert.ts'
import { type ReviewAnswer, reviewAnswerTable, reviewTeamTable } from './tables.ts'

/** A team that a review asks, with what its reviewers answered. */
export interface ReviewTeam {
  readonly teamId: string
  readonly name: string
  readonly requestedAt: Instant | null
  /** In the order in which they were given. */
  readonly answers: readonly ReviewAnswer[]
}

/** Notes whom a review asks, in this order. */
export async function addReviewTeams(
  on: Queryable,
  reviewId: string,
  teams: readonly Pick<ReviewTeam, 'teamId' | 'name'>[],
): Promise<void> {
  await upsertRows(
    on,
    reviewTeamTable,
    teams.map(({ teamId, name }, position) => ({ reviewId, teamId, name, position, requestedAt: null })),
  )
}

/** The teams of a review, in the plan's order. */
export async function loadReviewTeams(on: Queryable, reviewId: string): Promise<ReviewTeam[]> {
  const teams = await selectRows(
    on,
    reviewTeamTable.row,
    `${selectFrom(reviewTeamTable)} where review_id = $1 order by position`,
    [reviewId],
  )
  const answers = await selectRows(
    on,
    reviewAnswerTable.row,
    `${selectFrom(reviewAnswerTable)} where review_id = $1 order by answered_at, answer_id`,
    [reviewId],
  )
  return teams.map(({ teamId, name, requestedAt }) => ({
    teamId,
    name,
    requestedAt,
    answers: answers.filter((each) => each.teamId === teamId),
  }))
}

const teamKey = z.object({ teamId: z.string() })

/** Whether a review asks a team. */
export async function isAsked(on: Queryable, reviewId: string, teamId: string): Promise<boolean> {
  const found = await selectRow(
    on,
    teamKey,
    `select team_id as "teamId" from review_teams where review_id = $1 and team_id = $2`,
    [reviewId, teamId],
  )
  return found !== null
}

/** Notes that the request to a team's reviewers is queued. */
export async function markRequested(
  on: Queryable,
  reviewId: string,
  teamId: string,
  nowAt: Instant,
): Promise<void> {
  await on.query(
    `update review_teams set requested_at = $3 where review_id = $1 and team_id = $2 and requested_at is null`,
    [reviewId, teamId, timestampOf(nowAt)],
  )
}

/** What a team's reviewers answered last; null where nobody did. */
export function lastAnswerOf(on: Queryable, reviewId: string, teamId: string): Promise<ReviewAnswer | null> {
  return selectRow(
    on,
    reviewAnswerTable.row,
    `${selectFrom(reviewAnswerTable)} where review_id = $1 and team_id = $2
     order by answered_at desc, answer_id desc limit 1`,
    [reviewId, teamId],
  )
}

/** Keeps an answer, and all that were given before. */
export async function addAnswer(on: Queryable, answer: ReviewAnswer): Promise<void> {
  await insertRows(on, reviewAnswerTable, [answer])
}
