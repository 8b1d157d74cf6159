import { expect, test } from 'vitest'
import { composeReviewMail } from '../../../../domain/report/notices/review-mail.ts'
import { plainText } from '../../../../domain/report/words/sentence.ts'
import { closedReconciliation, examplePlan } from '../../../builders/example-company.ts'

test('a request for a review says in words what its picture shows, also where the draft begins with something else', () => {
  const { answer, picture, details } = composeReviewMail({
    kind: 'review request',
    reconciliation: closedReconciliation,
    plan: examplePlan,
    teamId: 'search',
    lastDay: '2026-07-03',
    corrected: 0,
    publicOrigin: null,
  })
  expect(picture?.altText).toContain('9 of 70 planned reliability days were spent')
  expect(answer.map(plainText).join(' ')).toContain('The roadmap took 60 %')
  expect(details.map(plainText)).toEqual(['9 of 70 planned reliability days were spent.'])
})
