import { expect, test } from 'vitest'
import type { ReliabilityBudget } from '../../../../domain/reconcile/dataset/verdicts.ts'
import type { DriftChange } from '../../../../domain/reconcile/verdicts/drift-change.ts'
import { composeDriftNotice } from '../../../../domain/report/notices/drift-notice.ts'
import { plainText } from '../../../../domain/report/words/sentence.ts'
import { recovered, withBudget, worse } from '../../../builders/drift-notices.ts'
import { examplePlan, exampleReconciliation } from '../../../builders/example-company.ts'

function noticeOf(
  budget: Partial<ReliabilityBudget>,
  change: DriftChange = worse,
  publicOrigin: string | null = 'https://plumbline.company.example',
) {
  const reconciliation = withBudget('search', budget)
  return composeDriftNotice({ plan: examplePlan, reconciliation, teamId: 'search', change, publicOrigin })
}

function paced(quarterRatio: number): Partial<ReliabilityBudget> {
  return { burnRates: { twoWeeksRatio: quarterRatio, quarterRatio } }
}

test.each([
  [0, 'Search: hardly any of the planned reliability days are being spent'],
  [0.049, 'Search: hardly any of the planned reliability days are being spent'],
  [0.05, 'Search: reliability days are being spent at 5 % of the planned pace'],
  [0.34, 'Search: reliability days at a third of the planned pace'],
  [0.45, 'Search: reliability days are being spent at 45 % of the planned pace'],
  [0.51, 'Search: reliability days are being spent at half of the planned pace'],
])('the subject tells the pace: %d', (ratio, subject) => {
  expect(noticeOf(paced(ratio)).subject).toBe(subject)
})

test('what is only probable is not said as if it were sure', () => {
  const change: DriftChange = { kind: 'worse', before: 'on_course', after: 'probably_drifting' }
  const notice = noticeOf({ ...paced(0.34), state: 'probably_drifting' }, change)
  expect(notice.subject).toBe('Search: reliability days probably at a third of the planned pace')
  expect(notice.details.map(plainText).join(' ')).toContain('probably off its course')
})

test.each([
  ['near_plan', 'Search: the reliability budget is on course again'],
  ['below_plan', 'Search: reliability no longer drifts, but ends below its plan'],
  ['above_plan', 'Search: reliability no longer drifts, and ends above its plan'],
  [null, 'Search: the reliability budget is on course again'],
] as const)('a recovery says where the budget ends: %s', (projectedEnd, subject) => {
  const notice = noticeOf({ state: 'on_course', projectedEnd }, recovered)
  expect(notice.subject).toBe(subject)
  expect(notice.request).toBeNull()
})

test('the answer has the projection with its interval, and the last day to recover', () => {
  expect(noticeOf({}).answer.map(plainText)).toEqual([
    'At this pace 11 of 70 reliability days will be spent by 30 June (9 to 18).',
    'To meet the plan at the best pace so far, work has to start by 15 June.',
  ])
  expect(noticeOf({ projected: null }).answer.map(plainText)).toEqual([
    '9 of 70 planned reliability days are spent (56 planned by now).',
  ])
})

test('without an address of our pages there are links to trackers alone, and no word of pages', () => {
  const { list, request, ...rest } = noticeOf({}, worse, null)
  expect(request).toBeNull()
  const words = JSON.stringify({ list, ...rest })
  expect(words).toContain('https://tracker.example')
  expect(words).not.toMatch(/plumbline\.company\.example|intended|Every ticket/)
})

test('links lead to the tickets and to the form of that team and quarter', () => {
  const { list, request } = noticeOf({})
  const urls = [...(list?.items ?? []), ...(request?.sentences ?? [])]
    .flat()
    .flatMap((span) => (span.kind === 'link' ? [span.url] : []))
  expect(urls).toContain(
    'https://plumbline.company.example/teams/search/tickets?quarter=2026-Q2&category=ktlo',
  )
  expect(urls).toContain('https://plumbline.company.example/teams/search/intended?quarter=2026-Q2')
})

test('the same figures give the same notice', () => {
  const again = structuredClone(exampleReconciliation)
  const input = { plan: examplePlan, teamId: 'search', change: worse, publicOrigin: null }
  expect(composeDriftNotice({ ...input, reconciliation: again })).toEqual(
    composeDriftNotice({ ...input, reconciliation: exampleReconciliation }),
  )
})

test('however long a team’s name is, the subject has at most 70 characters and all of the news', () => {
  const name = 'Platform, Developer Experience and Observability'
  const reconciliation = withBudget('search', {})
  for (const quarterRatio of [0, 0.1, 0.34, 0.6, 2 / 3]) {
    for (const after of ['drifting', 'probably_drifting'] as const) {
      const teams = reconciliation.teams.map((team) =>
        team.scopeId === 'search'
          ? { ...team, name, reliability: { ...team.reliability, ...paced(quarterRatio) } }
          : team,
      )
      const { subject } = composeDriftNotice({
        plan: examplePlan,
        reconciliation: { ...reconciliation, teams },
        teamId: 'search',
        change: { kind: 'worse', before: 'on_course', after },
        publicOrigin: null,
      })
      expect(subject.length, subject).toBeLessThanOrEqual(70)
      expect(subject).toMatch(/^Pla[^:]*…[^:]*: .*(?:pace|being spent)$/)
    }
  }
})
