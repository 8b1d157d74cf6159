import { describe, expect, test } from 'vitest'
import {
  addAnswer,
  addReviewTeams,
  isAsked,
  loadReviewTeams,
  markRequested,
} from '../../../../adapters/store/review/answers.ts'
import { countReminder, moveReview, reassignReview } from '../../../../adapters/store/review/moves.ts'
import {
  addReview,
  lastReviewOf,
  listReviews,
  loadReview,
  openReviewOf,
  reviewBegunBy,
} from '../../../../adapters/store/review/reviews.ts'
import { reviewEvents, reviewStates, stateAfter } from '../../../../domain/review/states.ts'
import { nowAt, storeForThisFile } from '../test-store.ts'
import { aBegunReview, openStoredReview } from './a-review.ts'

const store = storeForThisFile()
const on = () => store().pool

describe('a review', () => {
  test('is kept as it was begun, and found by its id, its quarter and what authorised it', async () => {
    const review = aBegunReview({ quarter: '2020-Q1' })
    expect(await addReview(on(), review)).toBe(true)
    expect(await loadReview(on(), review.reviewId)).toEqual(review)
    expect(await openReviewOf(on(), '2020-Q1')).toEqual(review)
    expect(await reviewBegunBy(on(), review)).toEqual(review)
    expect(await listReviews(store())).toContainEqual(review)
  })

  test('is the only one of its quarter until it is over', async () => {
    const quarter = '2020-Q2'
    const begun = await Promise.all([1, 2, 3, 4].map(() => addReview(on(), aBegunReview({ quarter }))))
    expect(begun.filter(Boolean)).toHaveLength(1)
    const open = await openReviewOf(on(), quarter)
    await moveReview(on(), open?.reviewId ?? '', 'cancelled', { nowAt })
    expect(await openReviewOf(on(), quarter)).toBeNull()
    expect(await lastReviewOf(on(), quarter)).toMatchObject({ state: 'cancelled', endedAt: nowAt })
    const next = aBegunReview({ quarter, startedAt: nowAt + 1 })
    expect(await addReview(on(), next)).toBe(true)
    expect(await lastReviewOf(on(), quarter)).toMatchObject({ reviewId: next.reviewId })
  })

  test('is begun once by one authorisation, even where it was cancelled since', async () => {
    const review = aBegunReview({ quarter: '2020-Q3', runAuthorisationId: 'final-report' })
    await addReview(on(), review)
    await moveReview(on(), review.reviewId, 'cancelled', { nowAt })
    const again = aBegunReview({ quarter: '2020-Q3', runAuthorisationId: 'final-report' })
    expect(await addReview(on(), again)).toBe(false)
    expect(await reviewBegunBy(on(), again)).toMatchObject({ reviewId: review.reviewId })
  })

  test('is taken up under another authorisation', async () => {
    const review = aBegunReview({ quarter: '2020-Q4' })
    await addReview(on(), review)
    const other = { reviewId: review.reviewId, runAuthorisationId: 'other', workflowId: 'other-workflow' }
    await reassignReview(on(), other)
    expect(await loadReview(on(), review.reviewId)).toEqual({ ...review, ...other })
  })
})

test.each(reviewStates.flatMap((state) => reviewEvents.map((event) => [state, event] as const)))(
  'in state "%s" the store takes "%s" as the table says',
  async (state, event) => {
    const endedAt = state === 'sent' || state === 'cancelled' ? nowAt : null
    const quarter = `2021-${state}-${event}`
    const review = aBegunReview({ quarter, state, endedAt })
    await addReview(on(), review)
    const to = stateAfter(state, event)
    expect(await moveReview(on(), review.reviewId, event, { nowAt: nowAt + 1 })).toBe(to !== null)
    expect(await loadReview(on(), review.reviewId)).toMatchObject({ state: to ?? state })
  },
)

test('of two who move a review on at once, one does', async () => {
  const { reviewId } = await openStoredReview(store(), { quarter: '2022-Q1' })
  const moved = await Promise.all([1, 2, 3].map(() => moveReview(on(), reviewId, 'closed', { nowAt })))
  expect(moved.filter(Boolean)).toHaveLength(1)
})

test('the teams of a review stand in their order, each with its answers in theirs', async () => {
  const { reviewId } = await openStoredReview(store(), { quarter: '2022-Q2' }, [
    { teamId: 'search', name: 'Search' },
    { teamId: 'core', name: 'Core' },
  ])
  const answer = {
    ...{ reviewId, teamId: 'core', authorEmail: 'pat@company.example', authorName: 'Pat Example' },
    ...{ connectionId: null, ticketId: null, ticketKey: null },
    ...{ categoryBefore: null, categoryAfter: null, milliDays: null },
  }
  const ids = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'] as const
  await addAnswer(on(), { ...answer, answerId: ids[0], answer: 'explained', answeredAt: nowAt + 2 })
  await addAnswer(on(), { ...answer, answerId: ids[1], answer: 'confirmed', answeredAt: nowAt + 1 })
  await markRequested(on(), reviewId, 'core', nowAt)
  await markRequested(on(), reviewId, 'core', nowAt + 9)
  expect(await loadReviewTeams(on(), reviewId)).toMatchObject([
    { teamId: 'search', name: 'Search', requestedAt: null, answers: [] },
    { teamId: 'core', requestedAt: nowAt, answers: [{ answer: 'confirmed' }, { answer: 'explained' }] },
  ])
  await addReviewTeams(on(), reviewId, [])
  expect([await isAsked(on(), reviewId, 'core'), await isAsked(on(), reviewId, 'other')]).toEqual([
    true,
    false,
  ])
})

test('an answer that corrects names its ticket, and no other does', async () => {
  const { reviewId } = await openStoredReview(store(), { quarter: '2022-Q3' })
  const answer = {
    ...{ answerId: '33333333-3333-4333-8333-333333333333', reviewId, teamId: 'core', answeredAt: nowAt },
    ...{ authorEmail: 'pat@company.example', authorName: 'Pat Example', answer: 'corrected' as const },
    ...{ connectionId: null, ticketId: null, ticketKey: null },
    ...{ categoryBefore: null, categoryAfter: null, milliDays: null },
  }
  await expect(addAnswer(on(), answer)).rejects.toThrow('review_answers_ticket_check')
})

test('rounds of reminders are counted', async () => {
  const { reviewId } = await openStoredReview(store(), { quarter: '2022-Q4' })
  await countReminder(on(), reviewId, nowAt + 5)
  expect(await loadReview(on(), reviewId)).toMatchObject({ reminders: 1, remindedAt: nowAt + 5 })
})
