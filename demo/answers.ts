import { currentReadership } from '../adapters/store/reconcile/plans.ts'
import type { Store } from '../adapters/store/sql/client.ts'
import type { Category } from '../domain/category.ts'
import type { Instant } from '../domain/instant.ts'
import { plainText } from '../domain/text/plain-text.ts'
import { teamTickets } from '../queries/drift/team-tickets.ts'
import { answerReview, type GivenAnswer } from '../queries/review/answer.ts'
import { reviewerOf } from '../queries/review/author.ts'
import { previewCorrection } from '../queries/review/correction.ts'
import type { ReviewWithTeams } from '../queries/review/reviews.ts'
import { answerGivenText, correctionLines, notCorrectableText } from '../wording/report/review-text.ts'
import type { Say } from '../worker/process/say.ts'
import { productReaderOf } from './links.ts'

/** What a team's PM answers in the demo's review. */
export type StoryAnswer =
  | { readonly teamId: string; readonly kind: 'confirmed' }
  | { readonly teamId: string; readonly kind: 'explained'; readonly words: string }
  /** Of the team's tickets of one category with these words in their titles, the one with the most days is another's. */
  | {
      readonly teamId: string
      readonly kind: 'corrected'
      readonly titled: string
      readonly from: Category
      readonly to: Category
    }

/** In the order in which they are given. Of Mobile, whose days are on no ticket, nobody answers. */
export const storyAnswers: readonly StoryAnswer[] = [
  {
    teamId: 'search',
    kind: 'explained',
    words:
      'We moved the reliability days to the Marketplace launch in April, because its date was promised to partners. The index rebuild without downtime comes first in Q3.',
  },
  { teamId: 'billing', kind: 'corrected', titled: 'on base image', from: 'ktlo', to: 'reliability' },
  { teamId: 'billing', kind: 'confirmed' },
  { teamId: 'platform', kind: 'confirmed' },
  { teamId: 'growth', kind: 'confirmed' },
]

/** Gives answers as the teams' PMs, and says what a correction changes. An answer that an earlier demo gave isn't given again. */
export async function giveAnswers(
  store: Store,
  shown: ReviewWithTeams,
  answers: readonly StoryAnswer[],
  { now, say }: { readonly now: () => Instant; readonly say: Say },
): Promise<void> {
  const { stakeholders = [] } = (await currentReadership(store)) ?? {}
  const { reviewId } = shown.review
  for (const each of answers) {
    const { teamId, kind } = each
    const given = shown.teams.find((team) => team.teamId === teamId)?.answers ?? []
    if (given.some(({ answer }) => answer === kind)) continue
    const author = await reviewerOf(store, teamId, productReaderOf(stakeholders, teamId)?.email ?? '')
    if (author === null) throw new Error(`${teamId} has no product reader`)
    const answer = kind === 'corrected' ? await correctionOf(store, shown, each, say) : each
    const taken = await answerReview(store, {
      ...{ reviewId, teamId, answer, author, actor: author.email, nowAt: now() },
    })
    if (taken.kind !== 'given') throw new Error(`${author.email}: ${answerGivenText(taken)}`)
  }
}

async function correctionOf(
  store: Store,
  shown: ReviewWithTeams,
  { teamId, titled, from, to }: Extract<StoryAnswer, { readonly kind: 'corrected' }>,
  say: Say,
): Promise<GivenAnswer> {
  const { quarter } = shown.review
  const { listed } = await teamTickets(store, { quarter, teamId, bucket: from }, 1)
  const ticket = listed.find(({ title }) => title.includes(titled))
  if (ticket === undefined) throw new Error(`${teamId} has no ticket "${titled}" to correct`)
  const found = await previewCorrection(store, shown, { teamId, key: ticket.key, category: to })
  if (found.kind !== 'found') throw new Error(notCorrectableText(found, ticket.key, teamId))
  say(`${''.padEnd(10)} ${ticket.key}, “${plainText(ticket.title)}”, is corrected:`)
  for (const line of correctionLines(found.correction)) say(`${''.padEnd(10)}   ${line}`)
  return { kind: 'corrected', correction: found.correction }
}
