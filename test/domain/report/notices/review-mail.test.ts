import { expect, test } from 'vitest'
import { composeReviewMail, type ReviewMailInput } from '../../../../domain/report/notices/review-mail.ts'
import { plainText } from '../../../../domain/report/words/sentence.ts'
import {
  closedReconciliation,
  examplePlan,
  exampleReconciliation,
} from '../../../builders/example-company.ts'

function mailed(changes: Partial<ReviewMailInput> = {}) {
  return composeReviewMail({
    kind: 'review request',
    reconciliation: closedReconciliation,
    plan: examplePlan,
    teamId: 'search',
    lastMinuteAt: Date.parse('2026-07-03T23:59:00Z'),
    timeZones: ['UTC'],
    nowAt: Date.parse('2026-06-28T09:00:00Z'),
    corrected: 0,
    publicOrigin: null,
    ...changes,
  })
}

test('a request for a review says in words what its picture shows, also where the draft begins with something else', () => {
  const { answer, picture, details } = mailed()
  expect(picture?.altText).toContain('9 of 70 planned reliability days were spent')
  expect(answer.map(plainText).join(' ')).toContain('The roadmap took 60 %')
  expect(details.map(plainText)).toEqual(['9 of 70 planned reliability days were spent.'])
})

test('of a running quarter it also says where its picture’s line ends', () => {
  const { picture, details } = mailed({ reconciliation: exampleReconciliation })
  expect(picture?.altText).toContain('At this pace 11 will be spent by 30 June (9 to 18).')
  expect(details.map(plainText)[1]).toBe(
    'At this pace 11 of 70 reliability days will be spent by 30 June (9 to 18).',
  )
})

test.each([
  [['America/New_York'], '3 July, 19:59 UTC−4', '3 July 2026, 19:59 UTC−4'],
  // Midnight in UTC is on the next day there, which nobody has.
  [['Europe/Berlin', 'Europe/Paris'], '3 July', '4 July 2026, 01:59 UTC+2'],
  [
    ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata'],
    '3 July, 19:59 UTC−4',
    '4 July 2026, 01:59 UTC+2 (3 July 2026, 19:59 UTC−4; 4 July 2026, 05:29 UTC+5:30)',
  ],
  [[], '3 July', '3 July 2026, 23:59 UTC'],
])(
  'reviewers in %s are told the last day of the earliest of their clocks in the subject, and the last minute on each of them',
  (timeZones, short, whole) => {
    for (const publicOrigin of [null, 'https://plumbline.company.example']) {
      const { subject, request } = mailed({ timeZones, publicOrigin })
      expect(subject).toBe(`Search, Q2: is this right? Answer by ${short}`)
      expect(request?.sentences.map(plainText)[0]).toMatch(
        new RegExp(`^(?:By|You have until) ${literal(whole)}(?:,| to confirm)`),
      )
    }
    const reminder = mailed({ kind: 'review reminder', timeZones })
    expect(reminder.subject).toBe(`Search, Q2: answer missing, due by ${short}`)
  },
)

function literal(text: string): string {
  return text.replaceAll(/[()+]/g, String.raw`\$&`)
}
