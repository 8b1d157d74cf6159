import { describe, expect, it } from 'vitest'
import { productParts } from '../../../../../domain/report/audience/product/content.ts'
import type { ReportView } from '../../../../../domain/report/content/view.ts'
import { plainText } from '../../../../../domain/report/words/sentence.ts'
import { commitmentOf, type ScopeSketch } from '../../../../builders/reconciliation.ts'
import { companyView, scopeOnPlan, teamsOf, teamView } from '../../../../builders/report-view.ts'

const commitment = (name: string, planned: number, actual: number, changes = {}) =>
  commitmentOf('search', name, planned, actual, changes)

function newsOf(sketch: Partial<ScopeSketch>, view: ReportView = teamView(scopeOnPlan(sketch))) {
  const { subject, preheader, answer } = productParts(view).newsOf({ kind: 'on_plan' })
  return { subject: subject.replace('Search, Q2 so far: ', ''), preheader, answer: plainText(answer) }
}

describe('a product manager’s subject', () => {
  it('is what is furthest behind', () => {
    const commitments = [commitment('Near', 91, 63), commitment('Far', 91, 33), commitment('Over', 20, 90)]
    expect(newsOf({ commitments }).subject).toBe('Far is 40 days behind')
  })

  it('cuts a commitment’s name at 40 characters', () => {
    const subject = (length: number) =>
      newsOf({ commitments: [commitment('n'.repeat(length), 91, 33)] }).subject
    expect(subject(40)).toBe(`${'n'.repeat(40)} is 40 days behind`)
    expect(subject(41)).toBe(`${'n'.repeat(39)}… is 40 days behind`)
  })

  it('is else how many took more days than planned', () => {
    const commitments = [commitment('Over', 20, 90), commitment('Kept', 10, 8)]
    expect(newsOf({ commitments }).subject).toBe('1 of 2 commitments took more days than planned')
  })

  it.each([
    [1, '1 of 2 commitments was dropped'],
    [2, '2 of 2 commitments were dropped'],
  ])('is else how many were dropped: %d', (count, subject) => {
    const commitments = [0, 1].map((index) =>
      commitment(`C${index}`, 10, 8, index < count ? { outcome: 'dropped' } : {}),
    )
    expect(newsOf({ commitments }).subject).toBe(subject)
  })

  it('is else that no difference is sure', () => {
    expect(newsOf({ calls: { roadmap: 'cannot_tell' } }).subject).toBe(
      'no difference from the plan that is sure',
    )
  })
})

describe('a product manager’s answer', () => {
  const answer = (roadmap: number) =>
    newsOf({ actual: { roadmap, ktlo: 25, reliability: 15, uncategorised: 0 } }).answer

  it.each([
    [50, 'The roadmap has had 50 of the 60 days planned by now, 56 % '],
    [60.4, 'The roadmap has had 60 of the 60 days planned by now, 60 % '],
    [60.5, 'The roadmap has had 61 days, 1 more than planned by now, 60 % '],
    [75, 'The roadmap has had 75 days, 15 more than planned by now, 65 % '],
  ])('holds %d days against the plan', (days, words) => {
    expect(answer(days).startsWith(words)).toBe(true)
  })

  it('names two commitments that are behind, furthest first, and two that were dropped', () => {
    const behind = [commitment('A', 91, 63), commitment('B', 91, 33), commitment('C', 91, 53)]
    const dropped = ['D', 'E', 'F'].map((name) => commitment(name, 10, 1, { outcome: 'dropped' }))
    expect(newsOf({ commitments: [...behind, ...dropped] }).answer).toMatch(
      / Behind the plan: B by 40 days and C by 20 days\. Dropped: D and E\.$/,
    )
  })
})

describe('a product manager’s preheader', () => {
  const item = commitment('Failover', 40, 5, { category: 'reliability' })
  const drifting = {
    reliabilityState: 'drifting',
    planned: { roadmap: 60, ktlo: 25, reliability: 65 },
  } as const

  it('is the last day to act, else the small steps, else the pace', () => {
    const projectedDays = [10, 16, 22] as const
    expect(newsOf({ ...drifting, lastDayToRecover: '2026-06-15', commitments: [item] }).preheader).toBe(
      'To meet the plan, reliability work has to start by 15 June.',
    )
    expect(newsOf({ ...drifting, commitments: [item] }).preheader).toBe(
      'One planned item would bring back 35 of the 50 missing reliability days.',
    )
    expect(newsOf({ projectedDays }).preheader).toBe(
      'At this pace 16 of 15 reliability days will be spent by 30 June (between 10 and 22).',
    )
    expect(newsOf({}).preheader).toBe('The time goes where it was planned.')
  })
})

describe('a product manager’s findings', () => {
  const starts = (view: ReportView) =>
    productParts(view).findings.map(({ sentences }) => plainText(sentences[0] ?? []))
  const doubtful = { doubt: { because: 'no_plan' } } as const

  it('end with a company’s first doubt where no small steps are proposed', () => {
    const view = companyView(
      scopeOnPlan(),
      teamsOf([doubtful, { doubt: { because: 'too_early', workingDays: 1 } }]),
    )
    expect(starts(view)).toEqual([
      'Reliability has had 15 of its 15 planned days; 15 were due by now.',
      'A: cannot tell, because the plan has nothing for Q2.',
    ])
    expect(starts(teamView(scopeOnPlan(doubtful)))).toHaveLength(1)
  })

  it('are the doubts alone where no work was measured', () => {
    const nothing = { roadmap: 0, ktlo: 0, reliability: 0, uncategorised: 0 }
    const view = teamView(scopeOnPlan({ actual: nothing, doubt: { because: 'no_effort' } }))
    expect(starts(view)).toEqual(['Search: cannot tell, because no ticket shows any work.'])
    expect(productParts(view).picture).toBeNull()
  })
})
