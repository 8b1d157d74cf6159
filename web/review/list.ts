import { z } from 'zod'
import { reviewPath } from '../../domain/page-paths.ts'
import { longQuarter } from '../../domain/report/words/dates.ts'
import type { Review } from '../../domain/review/review.ts'
import { answerDaysFrom, mostAnswerDays } from '../../domain/review/times.ts'
import { pressedTwiceMs } from '../../domain/sign-in/limits.ts'
import { maySeeTeam } from '../../domain/sign-in/roles.ts'
import { zoneInForce } from '../../queries/people/own-zone.ts'
import { reviews } from '../../queries/review/reviews.ts'
import { reviewStart, reviewStarts } from '../../queries/review/startable.ts'
import { notStartableText, relayRefusal } from '../../wording/report/review-start-text.ts'
import { startReview } from '../../worker/runs/start-review.ts'
import { orAway } from '../../worker/temporal/temporal-away.ts'
import { page, redirect } from '../http/answer.ts'
import { definePage, type PageRequest } from '../http/page.ts'
import type { Html } from '../page/html.ts'
import { reviewsView } from './list-view.ts'
import type { StartForm } from './start-view.ts'

/** An admin sees every review and may start one; reviewers see those that ask a team of theirs. */
export const listReviewsPage = definePage('GET /reviews', async (request) => {
  const { parts, query, nowAt, visitor } = request
  const chosen = query('quarter')
  const isAdmin = visitor.roles.includes('admin')
  const start = isAdmin && chosen !== null ? await reviewStart(parts.store, chosen, nowAt) : null
  const words = start === null || start.kind === 'startable' ? null : notStartableText(start)
  const problem = words === null ? null : { field: null, words }
  return page('Reviews', await listed(request, { chosen, sent: null, problem }))
})

const startForm = z.object({
  quarter: z.string().max(20),
  days: z.string().max(20),
  approval: z.literal('yes').optional(),
})

/** Starts a quarter's review, as `plumbline review start` does. */
export const startReviewPage = definePage('POST /reviews', async (request) => {
  const { parts, form, nowAt, visitor } = request
  const { quarter, days, approval } = form(startForm)
  const sent = { days, needsApproval: approval === 'yes' }
  const refused = async (
    words: string,
    { status = 400, field = null }: { readonly status?: 400 | 503; readonly field?: 'days' | null } = {},
  ) => {
    const view = await listed(request, { chosen: quarter, sent, problem: { field, words } })
    return page('No review was started', view, { status })
  }

  const start = await reviewStart(parts.store, quarter, nowAt)
  if (start.kind === 'open' && isJustStarted(start.review, request)) return redirect(reviewPath(quarter))
  if (start.kind !== 'startable') return refused(notStartableText(start))
  const answerDays = answerDaysFrom(days)
  if (answerDays === null)
    return refused(`Write a number of days from 1 to ${mostAnswerDays}.`, { field: 'days' })
  const relay = await parts.mail.relay()
  const refusal = relayRefusal(relay)
  if (refusal !== null) return refused(refusal, { status: 503 })
  const client = parts.temporal?.client ?? null
  // Nothing is begun that can't be started.
  if (client === null || (await orAway(client, () => client.workflowService.getSystemInfo({}))) === null)
    return refused('Temporal did not answer. Try again, or see plumbline doctor.', { status: 503 })
  const wanted = { quarter, asOfAt: nowAt, nowAt, answerDays, needsApproval: sent.needsApproval }
  const started = await orAway(client, () =>
    startReview({ client, store: parts.store }, { ...wanted, actor: visitor.email, madeBy: 'reviews page' }),
  )
  if (started === null)
    return refused(
      `Temporal stopped answering. If the review of ${longQuarter(quarter)} is listed below, plumbline review start resumes it.`,
      { status: 503 },
    )
  return redirect(`${reviewPath(quarter)}${relay.kind === 'kept' ? '?mails=kept' : ''}`)
})

function isJustStarted({ startedBy, startedAt }: Review, { visitor, nowAt }: PageRequest): boolean {
  return startedBy === visitor.email && nowAt - startedAt < pressedTwiceMs
}

async function listed(
  { parts, visitor, nowAt, formToken }: PageRequest,
  form: Pick<StartForm, 'chosen' | 'sent' | 'problem'>,
): Promise<Html> {
  const shown = (await reviews(parts.store)).map((each) => ({
    ...each,
    teams: each.teams.filter(({ teamId }) => maySeeTeam(visitor, teamId)),
  }))
  if (!visitor.roles.includes('admin'))
    return reviewsView(
      shown.filter(({ teams }) => teams.length > 0),
      null,
    )
  const starts = await reviewStarts(parts.store, nowAt)
  const startable = starts.filter((each) => each.kind === 'startable')
  const blocked = starts.filter((each) => each.kind === 'missing readers')
  const hasBegun = starts.some(({ kind }) => kind === 'open' || kind === 'report made')
  const timeZone = await zoneInForce(parts.store)
  return reviewsView(shown, { ...form, startable, hasBegun, blocked, nowAt, timeZone, formToken })
}
