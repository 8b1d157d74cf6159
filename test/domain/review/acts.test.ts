import { expect, test } from 'vitest'
import { type AnsweredTeam, actsOf } from '../../../domain/review/acts.ts'
import type { AnswerKind } from '../../../domain/review/review.ts'

type Answer = AnsweredTeam['answers'][number]

function answered(answer: AnswerKind, answeredAt: number, changes: Partial<Answer> = {}): Answer {
  const author = { authorEmail: 'pat@company.example', authorName: 'Pat Example' }
  return { answer, answeredAt, ...author, connectionId: null, ticketId: null, milliDays: null, ...changes }
}

const corrected = (ticketId: string, days: number, at: number, changes: Partial<Answer> = {}) =>
  answered('corrected', at, { connectionId: 'jira', ticketId, milliDays: days * 1_000, ...changes })

test('corrections of one reviewer are one act, a ticket that was corrected again once', () => {
  const answers = [corrected('R-1', 9, 1), corrected('K-1', 2, 2), corrected('R-1', 9, 3)]
  expect(actsOf([{ teamId: 'core', answers }])).toEqual([
    {
      ...{ kind: 'corrected', teamId: 'core', authorName: 'Pat Example' },
      ...{ actedAt: 2, tickets: 2, milliDays: 11_000 },
    },
  ])
})

test('a ticket that two reviewers corrected counts once, for the later; two trackers’ tickets count each', () => {
  const tom = { authorEmail: 'tom@company.example', authorName: 'Tom Specimen' }
  const days = (...answers: readonly Answer[]) =>
    actsOf([{ teamId: 'core', answers }]).map((act) => [
      act.authorName,
      act.kind === 'corrected' && act.tickets,
      act.kind === 'corrected' && act.milliDays,
    ])
  expect(days(corrected('R-1', 9, 1), corrected('R-1', 9, 2, tom))).toEqual([['Tom Specimen', 1, 9_000]])
  expect(days(corrected('R-1', 9, 1), corrected('K-1', 2, 2), corrected('R-1', 9, 3, tom))).toEqual([
    ['Pat Example', 1, 2_000],
    ['Tom Specimen', 1, 9_000],
  ])
  expect(days(corrected('R-1', 9, 1), corrected('R-1', 4, 2, { connectionId: 'linear' }))).toEqual([
    ['Pat Example', 2, 13_000],
  ])
})

test('who confirms is told, unless their words say more', () => {
  const confirmed = answered('confirmed', 5)
  expect(actsOf([{ teamId: 'core', answers: [confirmed] }])).toEqual([
    { kind: 'confirmed', teamId: 'core', authorName: 'Pat Example', actedAt: 5 },
  ])
  expect(actsOf([{ teamId: 'core', answers: [confirmed, answered('explained', 6)] }])).toEqual([])
})

test('each reviewer and each team is told apart', () => {
  const other = { authorEmail: 'tom@company.example', authorName: 'Tom Specimen' }
  const teams = [
    { teamId: 'core', answers: [answered('confirmed', 1), answered('confirmed', 2, other)] },
    { teamId: 'search', answers: [answered('confirmed', 3)] },
    { teamId: 'silent', answers: [] },
  ]
  expect(actsOf(teams).map(({ teamId, authorName }) => [teamId, authorName])).toEqual([
    ['core', 'Pat Example'],
    ['core', 'Tom Specimen'],
    ['search', 'Pat Example'],
  ])
})
