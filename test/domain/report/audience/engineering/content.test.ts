import { describe, expect, it } from 'vitest'
import { engineeringParts } from '../../../../../domain/report/audience/engineering/content.ts'
import { plainText } from '../../../../../domain/report/words/sentence.ts'
import { pastScopeOf, type ScopeSketch, sourceOf } from '../../../../builders/reconciliation.ts'
import {
  companyView,
  scopeOnPlan,
  teamsOf,
  teamView,
  type ViewChanges,
} from '../../../../builders/report-view.ts'

const doubtful = { doubt: { because: 'half_unattributed', share: 0.6 } } as const

function newsOf(sketch: Partial<ScopeSketch>, changes: ViewChanges = {}) {
  const view = teamView(scopeOnPlan(sketch), { audience: 'engineering', ...changes })
  const { subject, preheader, answer } = engineeringParts(view).newsOf({ kind: 'on_plan' })
  return { subject, preheader, answer: plainText(answer) }
}

describe('an engineering manager’s subject', () => {
  it.each([
    [{ calls: { ktlo: 'on_plan' } }, 'reactive work as planned, 25 %'],
    [{ calls: { ktlo: 'over' } }, 'reactive work took 25 %, planned 25 %'],
    [{ calls: { ktlo: 'cannot_tell' } }, 'reactive work took 25 %, planned 25 %'],
    [{ reliabilityState: 'drifting' }, 'reliability at 100 % of its plan'],
    [{ reliabilityState: 'probably_drifting' }, 'reliability at 100 % of its plan'],
  ] as const)('%j: %s', (sketch, words) => {
    expect(newsOf(sketch).subject).toBe(`Search, Q2 so far: ${words}`)
  })

  it('has no part of the plan to name while none was due', () => {
    const planned = { roadmap: 60, ktlo: 25, reliability: 0 }
    const notDue = { planned, budgetDays: 15, reliabilityState: 'drifting' } as const
    expect(newsOf(notDue).subject).not.toContain('reliability')
  })

  it('joins reliability and interruptions', () => {
    const grown = {
      reliabilityState: 'drifting',
      interruptions: { tickets: 160 },
      requestsBefore: { quarter: '2026-Q1', count: 100 },
    } as const
    expect(newsOf(grown).subject).toBe(
      'Search, Q2 so far: reliability at 100 % of its plan, twice as many interruptions',
    )
  })
})

describe('an engineering manager’s answer', () => {
  const interruptions = { tickets: 40, incidentsOutOfHours: 1 }
  const start = 'Search answered 40 urgent requests so far'
  const end =
    ', one of them an incident outside working hours. Reactive work takes 25 % (±6) of Search’s sorted work, where 25 % was planned.'

  it('counts requests', () => {
    expect(newsOf({ interruptions }).answer).toBe(start + end)
  })

  it('holds them against the latest quarter', () => {
    const past = ['2025-Q4', '2026-Q1'].map((quarter, index) => ({
      quarter,
      scopes: [
        pastScopeOf(
          'search',
          { roadmap: 0.6, ktlo: 0.2, reliability: 0.2, uncategorised: 0 },
          { tickets: 91 * (index + 1), incidents: 0, incidentsOutOfHours: 0, milliDays: 0 },
        ),
      ],
    }))
    // 73 of 91 days of twice 91 requests.
    expect(newsOf({ interruptions }, { reconciliation: { past } }).answer).toBe(
      `${start} (146 by now at Q1’s pace)${end}`,
    )
  })
})

describe('an engineering manager’s preheader', () => {
  it('says where reactive work comes from, else where reliability stands', () => {
    const sources = [sourceOf('ktlo', 'Outages', 5, ['S-1'])]
    expect(newsOf({ sources }).preheader).toBe('One source makes up 20 % of the reactive work.')
    expect(newsOf({}).preheader).toBe('Reliability has had 15 of its 15 planned days; 15 were due by now.')
  })
})

describe('an engineering manager’s findings', () => {
  const starts = (view: ReturnType<typeof companyView>) =>
    engineeringParts(view).findings.map(({ sentences }) => plainText(sentences[0] ?? []))
  const sources = [sourceOf('ktlo', 'Outages', 5, ['S-1'])]
  const unsorted = { roadmap: 60, ktlo: 25, reliability: 15, uncategorised: 10 }
  const fix = 'To fix in the data, so that the next figures are better:'

  it('end with what to fix in the data, and a company’s teams in doubt before it', () => {
    const company = scopeOnPlan({ actual: unsorted, sources })
    const ends = (sketch: Partial<ScopeSketch>) =>
      engineeringParts(companyView(company, teamsOf([{}, sketch]))).findings.at(-1)
    expect(ends({})?.sentences.map(plainText)).toEqual([fix])
    const unclear = ends(doubtful)
    expect(unclear?.sentences.map(plainText)).toEqual([
      'B: cannot tell, because 60 % of the working days have no ticket in progress.',
      'Tickets moved to “in progress” when work on them starts would change that.',
      fix,
    ])
    expect(unclear?.items).toHaveLength(1)
    expect(unclear?.evidence).toEqual([])
  })

  it('link the largest unsorted sources of two teams that are in doubt for them', () => {
    const unsortedTeam = {
      doubt: { because: 'mostly_uncategorised', share: 0.6 },
      sources: ['a', 'b'].map((label) => sourceOf('uncategorised', label, 5, ['S-1'])),
    } as const
    const view = companyView(scopeOnPlan(), teamsOf([unsortedTeam, unsortedTeam]))
    expect(engineeringParts(view).findings.at(-1)?.evidence.map(plainText)).toEqual([
      'a (5 days)',
      'b (5 days)',
    ])
  })

  it('say a team’s own doubt elsewhere, and put what to fix first then', () => {
    expect(starts(teamView(scopeOnPlan({ actual: unsorted, sources, ...doubtful })))).toEqual([
      fix,
      'One source makes up 20 % of the reactive work, 25 days in all:',
      'Reliability has had 15 of its 15 planned days; 15 were due by now.',
    ])
    expect(starts(teamView(scopeOnPlan({ actual: unsorted, sources })))).toEqual([
      'One source makes up 20 % of the reactive work, 25 days in all:',
      'Reliability has had 15 of its 15 planned days; 15 were due by now.',
      fix,
    ])
  })

  it('say with reliability that planned people were not there', () => {
    const capacityGap = { kind: 'missing', milliDays: 20_000 } as const
    const [standing] = engineeringParts(teamView(scopeOnPlan({ capacityGap }))).findings
    expect(plainText(standing?.sentences.at(-1) ?? [])).toBe(
      '20 days that Search’s plan counted on were not there.',
    )
  })
})
