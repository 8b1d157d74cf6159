import { z } from 'zod'
import { draftOneEdition } from '../../activities/report/draft-editions.ts'
import { buckets, categories } from '../../domain/category.ts'
import { copyLinks, personalised } from '../../domain/deliver/readers/links.ts'
import { reviewPath } from '../../domain/page-paths.ts'
import { longQuarter } from '../../domain/report/words/dates.ts'
import { answerReview, type GivenAnswer } from '../../queries/review/answer.ts'
import { reviewerOf } from '../../queries/review/author.ts'
import { type Correction, type CorrectionLookup, previewCorrection } from '../../queries/review/correction.ts'
import { draftsOfReview, type ReviewWithTeams, reviewOfQuarter } from '../../queries/review/reviews.ts'
import { isTaken, reviewSteps, steerReview } from '../../queries/review/steer.ts'
import { type TeamReview, teamReview } from '../../queries/review/team-page.ts'
import { answerGivenText, notCorrectableText, notSteeredText } from '../../wording/report/review-text.ts'
import { tellReview } from '../../worker/runs/tell-review.ts'
import { type Answer, missing, page, redirect } from '../http/answer.ts'
import { definePage, type Page, type PageRequest } from '../http/page.ts'
import type { FormProblem } from '../page/form/problems.ts'
import { asMailed } from '../page/report/mail-document.ts'
import { correctionView } from './correction-view.ts'
import { listReviewsPage, startReviewPage } from './list.ts'
import { reviewView } from './one-view.ts'
import { type Answering, teamView } from './team-view.ts'

const one = definePage('GET /reviews/:quarter', async (request) => {
  const shown = await reviewOfQuarter(request.parts.store, request.param('quarter'))
  if (shown === null) return missing
  return page(`Review of ${longQuarter(shown.review.quarter)}`, await viewOf(request, shown, null))
})

async function viewOf(
  { parts, formToken, query }: PageRequest,
  shown: ReviewWithTeams,
  problem: string | null,
) {
  const drafts = await draftsOfReview(parts.store, shown.review)
  return reviewView(shown, { drafts, formToken, problem, areMailsKept: query('mails') === 'kept' })
}

const stepForm = z.object({ step: z.enum(reviewSteps), figures: z.uuid().optional() })

const steer = definePage('POST /reviews/:quarter', async (request) => {
  const { parts, param, form, visitor, nowAt } = request
  const { step, figures = null } = form(stepForm)
  const shown = await reviewOfQuarter(parts.store, param('quarter'))
  if (shown === null) return missing
  const { reviewId, quarter } = shown.review
  const steering = { reviewId, step, actor: visitor.email, reconciliationId: figures, nowAt }
  const steered = await steerReview(parts.store, steering)
  if (steered.kind === 'done') {
    tell(request, shown.review.workflowId)
    return redirect(reviewPath(quarter))
  }
  if (steered.kind === 'not possible' && isTaken(step, steered.state)) return redirect(reviewPath(quarter))
  const now = (await reviewOfQuarter(parts.store, quarter)) ?? shown
  return page('Nothing was changed', await viewOf(request, now, notSteeredText(steered)), { status: 400 })
})

const team = definePage('GET /reviews/:quarter/:teamId', async (request) => {
  const found = await teamOf(request)
  return found === null ? missing : page(titleOf(found), teamView(found, await answering(request)))
})

const draft = definePage('GET /reviews/:quarter/:teamId/draft', async ({ parts, param, nowAt }) => {
  const shown = await reviewOfQuarter(parts.store, param('quarter'))
  const reconciliationId = shown?.review.reconciliationId ?? null
  if (reconciliationId === null) return missing
  for (const audience of ['product', 'engineering']) {
    const name = { audience, scopeKey: `team:${param('teamId')}` }
    const draft = await draftOneEdition(
      { store: parts.store, now: () => nowAt, publicOrigin: parts.mailOrigin },
      reconciliationId,
      name,
    )
    if (draft === null) continue
    const links = copyLinks(parts.publicOrigin, reviewPath(param('quarter'), param('teamId')))
    return { kind: 'frame', ...asMailed(personalised(draft.edition, links)) }
  }
  return missing
})

const correct = definePage('GET /reviews/:quarter/:teamId/correct', async (request) => {
  const found = await teamOf(request)
  const category = categories.find((each) => each === request.query('category'))
  const key = request.query('ticket')?.trim() ?? ''
  if (found === null) return missing
  if (category === undefined) return redirect(reviewPath(found.shown.review.quarter, found.team.teamId))
  const wanted = {
    teamId: found.team.teamId,
    key,
    category,
    connectionName: request.query('tracker') ?? undefined,
  }
  const looked = await previewCorrection(request.parts.store, found.shown, wanted)
  if (looked.kind !== 'found') {
    const problem = correctionProblem(looked, key, found)
    const trackers = looked.kind === 'ambiguous' ? looked.connectionNames : []
    const view = teamView(found, {
      ...(await answering(request)),
      problems: [{ field: 'ticket', words: problem }],
      ticket: { key, category, trackers },
    })
    return page('Nothing to correct', view)
  }
  return correctionPage(request, found, looked.correction, {
    tracker: request.query('tracker'),
    problem: null,
  })
})

function correctionPage(
  { formToken }: PageRequest,
  found: TeamReview,
  correction: Correction,
  { tracker, problem }: { readonly tracker: string | null; readonly problem: string | null },
): Answer {
  const { key } = correction.ticket
  const view = correctionView(found, correction, { formToken, tracker, problem })
  return problem === null
    ? page(`${key}: what it would change`, view)
    : page('Nothing was changed', view, { status: 400 })
}

/** The figures that the page showed. */
const figures = { figures: z.uuid().optional() }

const answerForm = z.discriminatedUnion('answer', [
  z.object({ answer: z.literal('confirmed'), ...figures }),
  z.object({
    answer: z.literal('explained'),
    words: z.string(),
    madeFrom: z.string().max(64).optional(),
    ...figures,
  }),
  z.object({
    answer: z.literal('corrected'),
    ticket: z.string().max(200),
    tracker: z.string().max(200).optional(),
    from: z.enum(buckets).optional(),
    category: z.enum(categories),
    ...figures,
  }),
])

const answer = definePage('POST /reviews/:quarter/:teamId', async (request) => {
  const { parts, visitor, form, nowAt } = request
  const found = await teamOf(request)
  if (found === null) return missing
  const { teamId } = found.team
  const author = await reviewerOf(parts.store, teamId, visitor.email)
  if (author === null) return missing
  const sent = form(answerForm)
  const given = await givenAnswer(request, found, sent)
  if (typeof given === 'string') return refused(request, found, sent, { field: 'ticket', words: given })
  const { review } = found.shown
  const said = await answerReview(parts.store, {
    ...{ reviewId: review.reviewId, teamId, answer: given, author },
    ...{ actor: visitor.email, reconciliationId: sent.figures, nowAt },
  })
  if (said.kind === 'decided meanwhile' && given.kind === 'corrected' && sent.answer === 'corrected')
    return correctionPage(request, found, given.correction, {
      tracker: sent.tracker ?? null,
      problem: answerGivenText(said),
    })
  if (said.kind !== 'given') {
    const isOfWords = ['no words', 'too many words', 'said meanwhile'].includes(said.kind)
    const problem = { field: isOfWords ? 'words' : null, words: answerGivenText(said) }
    return refused(request, found, sent, problem)
  }
  tell(request, review.workflowId)
  return redirect(`${reviewPath(review.quarter, teamId)}?kept=1`)
})

/** A text where the ticket can't be corrected. */
async function givenAnswer(
  { parts }: PageRequest,
  found: TeamReview,
  sent: z.infer<typeof answerForm>,
): Promise<GivenAnswer | string> {
  if (sent.answer === 'confirmed') return { kind: 'confirmed' }
  if (sent.answer === 'explained') return { kind: 'explained', words: sent.words, against: sent.madeFrom }
  const { ticket: key, tracker, from, category } = sent
  const wanted = { teamId: found.team.teamId, key, category, connectionName: tracker }
  const looked = await previewCorrection(parts.store, found.shown, wanted)
  return looked.kind === 'found'
    ? { kind: 'corrected', correction: looked.correction, from }
    : correctionProblem(looked, key, found)
}

function correctionProblem(
  looked: Exclude<CorrectionLookup, { readonly kind: 'found' }>,
  key: string,
  { team: { name } }: TeamReview,
): string {
  return key === '' ? 'Write the key of a ticket, such as WEB-17.' : notCorrectableText(looked, key, name)
}

/** The page again as it is now, with what was sent. */
async function refused(
  request: PageRequest,
  found: TeamReview,
  sent: z.infer<typeof answerForm>,
  problem: FormProblem,
): Promise<Answer> {
  const view = teamView((await teamOf(request)) ?? found, {
    ...(await answering(request)),
    problems: [problem],
    words: sent.answer === 'explained' ? sent.words : null,
    ticket: sent.answer === 'corrected' ? { key: sent.ticket, category: sent.category, trackers: [] } : null,
  })
  return page('Nothing was changed', view, { status: 400 })
}

async function answering({ parts, visitor, formToken, query, param }: PageRequest): Promise<Answering> {
  const isReviewer = (await reviewerOf(parts.store, param('teamId'), visitor.email)) !== null
  return {
    isReviewer,
    email: visitor.email,
    formToken,
    problems: [],
    words: null,
    isKept: query('kept') !== null,
    ticket: null,
  }
}

function teamOf({ parts, param }: PageRequest): Promise<TeamReview | null> {
  return teamReview(parts.store, param('quarter'), param('teamId'))
}

function titleOf({ team: { name }, shown }: TeamReview): string {
  return `${name}: review of ${longQuarter(shown.review.quarter)}`
}

/** The answer doesn't wait for it: what isn't told is found when the workflow looks again. */
function tell({ parts }: PageRequest, workflowId: string): void {
  const { temporal } = parts
  if (temporal === null) return
  parts.inBackground('tell a review', async () => {
    await tellReview(temporal.client, workflowId)
  })
}

/** Reviews: all of them, one with its teams, and a team's page for its reviewers. */
export const reviewPages: readonly Page[] = [
  listReviewsPage,
  startReviewPage,
  one,
  steer,
  team,
  draft,
  correct,
  answer,
]
