import { z } from 'zod'
import { categories } from '../../domain/category.ts'
import { parseQuarterId, QuarterFormatError, type QuarterId } from '../../domain/quarter.ts'
import { reviewedTeamIds } from '../../domain/sign-in/roles.ts'
import { findQuarter } from '../../queries/plan/find-quarter.ts'
import { answerFromQueue, answersOf, type OwnAnswer, takeAnswerBack } from '../../queries/queue/answers.ts'
import { reviewQueue } from '../../queries/queue/queue.ts'
import { beginSample, readSample } from '../../queries/queue/sample.ts'
import { missing, page, redirect } from '../http/answer.ts'
import { definePage, type Page, type PageRequest } from '../http/page.ts'
import { type QueuePlace, queuePath } from './place.ts'
import { answerText, noPlanView, queueView } from './view.ts'

/** The ticket that is asked about, and those that come next. */
const pageSize = 11
const shownAnswers = 5

const show = definePage('GET /queue', async (request) => {
  const { parts, visitor, formToken, query, nowAt } = request
  const place = await placeOf(request, {
    order: query('order'),
    quarter: query('quarter'),
    skip: query('skip'),
  })
  if (place === null) return page('Queue', noPlanView)
  const { quarter, order, skip } = place
  const teamIds = reviewedTeamIds(visitor)
  const asked = { limit: pageSize, skip, teamIds }
  const [queue, sample, answers] = await Promise.all([
    reviewQueue(parts.store, quarter, { ...asked, unclearTo: visitor.email }),
    readSample(parts.store, quarter, asked),
    answersOf(parts.store, visitor.email, shownAnswers),
  ])
  const listed = order === 'random' ? (sample?.next ?? []) : queue.listed
  const [ticket] = listed
  return page(
    ticket === undefined ? 'Queue' : `Queue: ${ticket.key}`,
    queueView({
      ...{ place, queue, sample, answers, formToken, nowAt },
      done: doneText(query('done'), answers[0]),
      isOfAll: teamIds === null,
      isRefused: query('refused') !== null,
      ...{ listed, isMore: listed.length === pageSize },
    }),
  )
})

/** What was done last, for who doesn't see the list of answers change; null for nothing. */
function doneText(done: string | null, last: OwnAnswer | undefined): string | null {
  if (done === 'undone') return 'The answer was taken back.'
  return done === 'answered' && last !== undefined ? `${last.key}: ${answerText(last)}.` : null
}

const ticketFields = {
  connection: z.uuid(),
  ticket: z.string().min(1).max(200),
  quarter: z.string(),
  order: z.string().optional(),
  skip: z.string().optional(),
  /** When the page was shown. */
  shownAt: z.coerce.number().int().positive().optional(),
}
const answerForm = z.object({ ...ticketFields, answer: z.enum([...categories, 'unclear']) })

const answer = definePage('POST /queue', async (request) => {
  const { parts, visitor, form, nowAt } = request
  const { connection, ticket, answer: word, shownAt, ...rest } = form(answerForm)
  const place = await placeOf(request, rest)
  if (place === null) return missing
  const said = {
    ticket: { connectionId: connection, ticketId: ticket },
    category: word === 'unclear' ? null : word,
    ...{ author: visitor.email, shownAt },
  }
  const of = { quarter: place.quarter, teamIds: reviewedTeamIds(visitor) }
  const isTaken = await answerFromQueue(parts.store, { ...of, ...said }, nowAt)
  return redirect(`${queuePath(place)}&${isTaken ? 'done=answered' : 'refused=1'}`)
})

/** A person takes back what they said themselves, and nothing else. */
const takeBack = definePage('POST /queue/take-back', async (request) => {
  const { parts, visitor, form, nowAt } = request
  const { connection, ticket, shownAt, ...rest } = form(z.object(ticketFields))
  const place = await placeOf(request, rest)
  if (place === null) return missing
  const own = { author: visitor.email, actor: visitor.email, shownAt }
  const taken = { ticket: { connectionId: connection, ticketId: ticket }, ...own }
  // What a second click finds is as it was wanted.
  const isDone = (await takeAnswerBack(parts.store, taken, nowAt)) !== 'not theirs'
  return redirect(`${queuePath(place)}&${isDone ? 'done=undone' : 'refused=1'}`)
})

const begin = definePage('POST /queue/sample', async (request) => {
  const { parts, visitor, form, nowAt } = request
  const place = await placeOf(request, form(z.object({ quarter: z.string() })))
  if (place === null) return missing
  await beginSample(parts.store, place.quarter, { actor: visitor.email, nowAt })
  return redirect(queuePath({ ...place, order: 'random', skip: 0 }))
})

interface PlaceFields {
  readonly order?: string | null | undefined
  readonly quarter: string | null
  readonly skip?: string | null | undefined
}

/** Where in the queue: whatever doesn't fit is the beginning of the running quarter's. Null before a plan was imported. */
async function placeOf(
  { parts, nowAt }: PageRequest,
  { order, quarter, skip }: PlaceFields,
): Promise<QueuePlace | null> {
  const found = await findQuarter(parts.store, quarterOf(quarter), nowAt)
  if (found === null) return null
  return {
    quarter: found,
    order: order === 'random' ? 'random' : 'days',
    skip: /^\d{1,6}$/.test(skip ?? '') ? Number(skip) : 0,
  }
}

function quarterOf(text: string | null): QuarterId | undefined {
  try {
    return text === null ? undefined : parseQuarterId(text)
  } catch (error) {
    if (error instanceof QuarterFormatError) return undefined
    throw error
  }
}

/** What nothing decides, for a person to say what it is. */
export const queuePages: readonly Page[] = [show, answer, takeBack, begin]
