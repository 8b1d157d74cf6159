import { describe, expect, test } from 'vitest'
import { nextReviewStep } from '../../../domain/review/next-step.ts'
import { silentTeams, teamStanding, unfinishedTeams } from '../../../domain/review/review.ts'
import { at } from '../../builders/ticket.ts'
import { anAskedTeam, aReview, openedAt } from './a-review.ts'

const deadlineAt = at('2026-07-04T00:00:00Z')
const half = Math.round((openedAt + deadlineAt) / 2)
const lastDayAt = at('2026-07-03T00:00:00Z')
const waiting = [anAskedTeam('core'), anAskedTeam('search', 'confirmed')]

describe('an open review', () => {
  test('asks those first who were not asked yet', () => {
    const teams = [{ ...anAskedTeam('core'), requestedAt: null }]
    expect(nextReviewStep(aReview(), teams, openedAt)).toEqual({ kind: 'request' })
  })

  test('closes at its deadline, and not before', () => {
    const review = aReview({ remindedAt: lastDayAt })
    expect(nextReviewStep(review, waiting, deadlineAt - 1)).toEqual({ kind: 'wait', untilAt: deadlineAt })
    expect(nextReviewStep(review, waiting, deadlineAt)).toEqual({ kind: 'close' })
  })

  test('closes at once where every team has confirmed or explained', () => {
    const teams = [anAskedTeam('core', 'explained'), anAskedTeam('search', 'corrected', 'confirmed')]
    expect(nextReviewStep(aReview(), teams, openedAt)).toEqual({ kind: 'close' })
  })

  test('waits for a team that has corrected tickets and said nothing else', () => {
    const teams = [anAskedTeam('core', 'corrected')]
    expect(nextReviewStep(aReview(), teams, openedAt)).toEqual({ kind: 'wait', untilAt: half })
  })

  test('closes at once where nobody is to be asked', () => {
    expect(nextReviewStep(aReview(), [], openedAt)).toEqual({ kind: 'close' })
  })

  test('reminds when half of the time is over, and not before', () => {
    expect(nextReviewStep(aReview(), waiting, half - 1)).toEqual({ kind: 'wait', untilAt: half })
    expect(nextReviewStep(aReview(), waiting, half)).toEqual({ kind: 'remind' })
  })

  test('reminds once of what fell due while nothing ran, and then waits for the deadline', () => {
    const review = aReview({ remindedAt: null })
    expect(nextReviewStep(review, waiting, lastDayAt + 1)).toEqual({ kind: 'remind' })
    const reminded = aReview({ remindedAt: lastDayAt + 1, reminders: 1 })
    expect(nextReviewStep(reminded, waiting, lastDayAt + 2)).toEqual({ kind: 'wait', untilAt: deadlineAt })
  })

  test('reminds where an admin asks for it, once', () => {
    const asked = aReview({ remindAskedAt: openedAt + 1 })
    expect(nextReviewStep(asked, waiting, openedAt + 1)).toEqual({ kind: 'remind' })
    const done = aReview({ remindAskedAt: openedAt + 1, remindedAt: openedAt + 1 })
    expect(nextReviewStep(done, waiting, openedAt + 2)).toEqual({ kind: 'wait', untilAt: half })
  })
})

test.each([
  ['drafting', 'draft'],
  ['rebuilding', 'rebuild'],
  ['awaiting approval', 'wait'],
  ['sending', 'send'],
  ['sent', 'over'],
  ['cancelled', 'over'],
] as const)('a review in state "%s": %s', (state, kind) => {
  expect(nextReviewStep(aReview({ state }), waiting, deadlineAt + 1).kind).toBe(kind)
})

test('a team is silent where nobody answered, and unfinished until somebody confirms or explains', () => {
  const teams = [
    anAskedTeam('silent'),
    anAskedTeam('correcting', 'corrected', 'corrected'),
    anAskedTeam('confirmed', 'confirmed', 'corrected'),
    anAskedTeam('explained', 'explained'),
  ]
  expect(teams.map(teamStanding)).toEqual(['waiting', 'correcting', 'answered', 'answered'])
  expect(silentTeams(teams).map(({ teamId }) => teamId)).toEqual(['silent'])
  expect(unfinishedTeams(teams).map(({ teamId }) => teamId)).toEqual(['silent', 'correcting'])
})
