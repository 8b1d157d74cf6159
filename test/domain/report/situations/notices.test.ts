import { expect, test } from 'vitest'
import { isDrifting } from '../../../../domain/reconcile/verdicts/drift.ts'
import type { NoticeContent } from '../../../../domain/report/content/notice.ts'
import { composeDriftNotice } from '../../../../domain/report/notices/drift-notice.ts'
import { composeReviewMail } from '../../../../domain/report/notices/review-mail.ts'
import { plainText } from '../../../../domain/report/words/sentence.ts'
import { situations } from '../../../builders/situations/situations.ts'

/** The mails about a team that are no reports, of each unusual quarter: its reviewers are asked, and told of drift where there is a budget. */
const notices = situations.flatMap(({ name, reconciliation, plan }) =>
  reconciliation.teams.slice(0, 2).flatMap((team) => {
    const input = {
      reconciliation,
      plan,
      teamId: team.scopeId,
      publicOrigin: 'https://plumbline.company.example',
    }
    const { state } = team.reliability
    const review = {
      ...input,
      lastMinuteAt: Date.parse('2026-07-09T23:59:00Z'),
      timeZones: ['Europe/Berlin'],
      nowAt: Date.parse('2026-07-02T09:00:00Z'),
    }
    return [
      {
        name: `${name}, review`,
        content: composeReviewMail({ ...review, kind: 'review request', corrected: 0 }),
      },
      {
        name: `${name}, reminder`,
        content: composeReviewMail({ ...review, kind: 'review reminder', corrected: 1 }),
      },
      ...(state === 'no_budget' || state === 'cannot_tell' || reconciliation.state === 'closed'
        ? []
        : [
            {
              name: `${name}, drift`,
              content: composeDriftNotice({
                ...input,
                change: isDrifting(team.reliability)
                  ? { kind: 'worse', before: 'on_course', after: state }
                  : { kind: 'recovered', before: 'drifting', after: state },
              }),
            },
          ]),
    ]
  }),
)

function sentencesOf({ subject, preheader, answer, details, picture, request }: NoticeContent): string[] {
  return [
    subject,
    preheader,
    picture?.altText ?? '',
    ...[...answer, ...details, ...(request?.sentences ?? [])].map(plainText),
  ]
}

const numberOf = (text = '') => Number(text.replaceAll(',', ''))

test('no notice tells a part that is more than its whole, or one as many', () => {
  const found = notices.flatMap(({ name, content }) =>
    sentencesOf(content).flatMap((sentence) => [
      ...[...sentence.matchAll(/([\d,]+) of (?:the |its |all )?([\d,]+)(?! %)/g)]
        .filter(([, part, whole]) => numberOf(part) > numberOf(whole))
        .map(([words]) => `${name}: ${words}`),
      ...[
        ...sentence.matchAll(
          /(?<![\d,.–])\b1 (?:person-days|days|reliability days|tickets|points)\b|\b1 were\b|of the 1 /g,
        ),
      ].map(([words]) => `${name}: ${words}, in ${sentence}`),
    ]),
  )
  expect(found).toEqual([])
})

test('a notice’s subject has at most 70 characters, its preheader adds to it, and no figure is broken', () => {
  const found = notices.flatMap(({ name, content }) => {
    const { subject, preheader } = content
    const told = subject.replace(/^.*?: /, '')
    return [
      ...([...subject].length > 70 ? [subject] : []),
      ...(preheader.length > 160 || preheader.includes(told) ? [preheader] : []),
      ...sentencesOf(content).filter((words) => /NaN|undefined|\bnull\b|Infinity| {2}|\.\.|;;/.test(words)),
    ].map((words) => `${name}: ${words}`)
  })
  expect(found).toEqual([])
})

test('a picture of a budget is not drawn where nothing is sorted, or nothing was planned', () => {
  const drawn = notices.filter(({ content }) => content.picture !== null).map(({ name }) => name)
  expect(drawn).not.toContain('all-unsorted, review')
  expect(drawn).not.toContain('unplanned-quarter, review')
  expect(drawn).toContain('reliability-drifting, drift')
})
