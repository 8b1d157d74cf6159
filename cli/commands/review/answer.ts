import { z } from 'zod'
import { categories } from '../../../domain/category.ts'
import { answerReview, type GivenAnswer, type ReviewAuthor } from '../../../queries/review/answer.ts'
import { reviewerOf } from '../../../queries/review/author.ts'
import { type Correction, previewCorrection } from '../../../queries/review/correction.ts'
import { type ReviewWithTeams, reviewOfQuarter } from '../../../queries/review/reviews.ts'
import { commandLineActor } from '../../../queries/sign-in/admins.ts'
import { answerGivenText, correctionLines, notCorrectableText } from '../../../wording/report/review-text.ts'
import { defineAction } from '../../frame/action.ts'
import { NegativeResultError, UsageError } from '../../frame/errors.ts'
import type { Session } from '../../frame/session.ts'
import { findReview } from './find.ts'
import { reviewJson, reviewLines } from './show.ts'
import { tell } from './steer.ts'

const input = z.object({
  team: z.string(),
  quarter: z.string().optional(),
  confirm: z.boolean().default(false),
  explain: z.string().optional(),
  correct: z.string().optional(),
  category: z.enum(categories).optional(),
  connection: z.string().optional(),
  save: z.boolean().default(false),
  author: z.string().optional(),
})

type Options = z.infer<typeof input>

/** `plumbline review answer`. */
export const answerReviewCommand = defineAction(input, async (session, options) => {
  const ways = [options.confirm, options.explain !== undefined, options.correct !== undefined]
  if (ways.filter(Boolean).length !== 1) throw new UsageError('use one of --confirm, --explain and --correct')
  const store = await session.store()
  const shown = await findReview(session, options.quarter)
  const { reviewId, quarter, workflowId } = shown.review
  const team = shown.teams.find(({ teamId }) => teamId === options.team)
  if (team === undefined) throw new UsageError(notAskedText(options.team, shown))
  const correction =
    options.correct === undefined ? null : await correctionOf(session, options, shown, team.name)
  const effect = correction === null ? [] : correctionLines(correction)
  if (correction !== null && (!options.save || correction.effect === null)) {
    const next = correction.effect === null ? [] : ['Nothing is saved yet: add --save and --author.']
    return { json: correction, lines: [...effect, ...next] }
  }
  const author = await authorOf(session, options)
  const answer = givenAnswer(options, correction)
  const given = await answerReview(store, {
    ...{ reviewId, teamId: options.team, answer, author },
    ...{ actor: commandLineActor, nowAt: session.now() },
  })
  if (given.kind !== 'given') throw new NegativeResultError(answerGivenText(given))
  const told = await tell(session, workflowId)
  const after = await reviewOfQuarter(store, quarter)
  if (after === null) throw new Error(`the review of ${quarter} is gone`)
  return {
    json: reviewJson(after),
    lines: [...effect, ...told, ...reviewLines(after, session.terminal.timeZone)],
  }
})

function givenAnswer({ explain }: Options, correction: Correction | null): GivenAnswer {
  if (correction !== null) return { kind: 'corrected', correction }
  return explain === undefined ? { kind: 'confirmed' } : { kind: 'explained', words: explain }
}

async function correctionOf(
  session: Session,
  { team: teamId, correct: key = '', category, connection }: Options,
  shown: ReviewWithTeams,
  teamName: string,
): Promise<Correction> {
  if (category === undefined) throw new UsageError(`add --category with one of ${categories.join(', ')}`)
  const wanted = { teamId, key, connectionName: connection, category }
  const found = await previewCorrection(await session.store(), shown, wanted)
  if (found.kind !== 'found') throw new NegativeResultError(notCorrectableText(found, key, teamName))
  return found.correction
}

async function authorOf(session: Session, { team, author }: Options): Promise<ReviewAuthor> {
  if (author === undefined) throw new UsageError('add --author with the address of the reviewer who says so')
  const found = await reviewerOf(await session.store(), team, author)
  if (found === null)
    throw new UsageError(
      `${author} does not review ${team}: only readers of its product or engineering report do`,
    )
  return found
}

function notAskedText(team: string, { teams }: ReviewWithTeams): string {
  const asked = teams.map(({ teamId }) => teamId)
  return asked.length === 0
    ? 'no team is asked yet: the report is still being drafted'
    : `the review does not ask team "${team}"; it asks ${asked.join(', ')}`
}
