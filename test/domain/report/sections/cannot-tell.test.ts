import { describe, expect, it } from 'vitest'
import type { Doubt } from '../../../../domain/reconcile/dataset/verdicts.ts'
import {
  cannotTellFindings,
  reasonInWords,
  remedyInWords,
} from '../../../../domain/report/sections/cannot-tell.ts'
import { plainText } from '../../../../domain/report/words/sentence.ts'
import { sourceOf } from '../../../builders/reconciliation.ts'
import { closedQuarter, companyView, scopeOnPlan, teamsOf } from '../../../builders/report-view.ts'

const view = companyView(scopeOnPlan(), teamsOf([{}]))

describe('the reason of several doubts', () => {
  it.each<[string, readonly Doubt[]]>([
    [
      '60 % of the working days have no ticket in progress',
      [0.6, 0.604].map((share) => ({ because: 'half_unattributed', share })),
    ],
    [
      'at least 60 % of the working days have no ticket in progress',
      [0.9, 0.6, 0.7].map((share) => ({ because: 'half_unattributed', share })),
    ],
    [
      'at least 55 % of the work is not sorted',
      [0.55, 0.8].map((share) => ({ because: 'mostly_uncategorised', share })),
    ],
    [
      'only 4 working days of Q2 have begun',
      [2, 4, 3].map((workingDays) => ({ because: 'too_early', workingDays })),
    ],
    [
      'the trackers were last synced on 2 May',
      ['2026-05-09', '2026-05-02'].map((readUntil) => ({ because: 'stale', readUntil })),
    ],
    ['nobody has been available', [{ because: 'nobody_available' }]],
    ['no ticket shows any work', [{ because: 'no_effort' }]],
  ])('is that %s', (words, doubts) => {
    expect(reasonInWords(view, doubts)).toBe(words)
  })

  it.each<[string, Doubt]>([
    ['nobody was available', { because: 'nobody_available' }],
    ['no ticket showed any work', { because: 'no_effort' }],
    ['60 % of the working days had no ticket in progress', { because: 'half_unattributed', share: 0.6 }],
  ])('is, once the quarter has closed, that %s', (words, doubt) => {
    const closed = companyView(scopeOnPlan(), teamsOf([{}]), closedQuarter)
    expect(reasonInWords(closed, [doubt])).toBe(words)
  })

  it('is that one of the trackers was not read, where another was', () => {
    const connections = [
      { name: 'Jira', syncedAt: 0, staleness: 'stale' as const },
      { name: 'Linear', syncedAt: 0, staleness: 'fresh' as const },
    ]
    const { reconciliation } = view
    const coverage = { ...reconciliation.coverage, connections }
    const words = reasonInWords({ ...view, reconciliation: { ...reconciliation, coverage } }, [
      { because: 'stale', readUntil: '2026-05-02' },
    ])
    expect(words).toBe('one of the trackers was last synced on 2 May')
  })
})

describe('what would change a doubt', () => {
  const findingOf = (doubt: Doubt) =>
    cannotTellFindings(companyView(scopeOnPlan(), teamsOf([{ doubt }])))[0]
      ?.sentences.map(plainText)
      .slice(1)

  it.each<[Doubt, string]>([
    [
      { because: 'nobody_available' },
      'If people did work, their absences or on-call in the plan need correcting.',
    ],
    [{ because: 'stale', readUntil: '2026-05-02' }, 'More can be told once the trackers are synced again.'],
    [{ because: 'no_plan' }, 'Once the plan has shares for the quarter, the two can be compared.'],
    [
      { because: 'mostly_uncategorised', share: 0.6 },
      'More can be told once rules sort the largest tickets.',
    ],
  ])('of %j: %s', (doubt, remedy) => {
    expect(findingOf(doubt)).toEqual([remedy])
  })

  it('is nothing but time where it is too early', () => {
    expect(findingOf({ because: 'too_early', workingDays: 2 })).toEqual([])
  })

  it('is told by itself, or is nothing', () => {
    expect(plainText(remedyInWords({ because: 'no_plan' }) ?? [])).toBe(
      'Once the plan has shares for the quarter, the two can be compared.',
    )
    expect(remedyInWords({ because: 'too_early', workingDays: 2 })).toBeNull()
  })
})

describe('teams in doubt', () => {
  it('share a sentence where they share a reason, in the plan’s order', () => {
    const noPlan = { doubt: { because: 'no_plan' } } as const
    const noEffort = { doubt: { because: 'no_effort' } } as const
    const teams = teamsOf([noPlan, noEffort, {}, noPlan])
    expect(
      cannotTellFindings(companyView(scopeOnPlan(), teams)).map(({ sentences }) =>
        plainText(sentences[0] ?? []),
      ),
    ).toEqual([
      'A and D: can’t tell, because the plan has nothing for Q2.',
      'B: can’t tell, because no ticket shows any work.',
    ])
  })

  it('have the largest unsorted sources of the first two as evidence, and only of unsorted work', () => {
    const evidence = (doubt: Doubt) => {
      const sketch = { doubt, sources: [sourceOf('uncategorised', 'Spike', 5, ['S-1'])] }
      return cannotTellFindings(companyView(scopeOnPlan(), teamsOf([sketch, sketch, sketch])))[0]?.evidence
    }
    expect(evidence({ because: 'mostly_uncategorised', share: 0.6 })).toHaveLength(2)
    expect(evidence({ because: 'no_plan' })).toEqual([])
  })
})
