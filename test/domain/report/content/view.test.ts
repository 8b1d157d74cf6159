import { describe, expect, it, test } from 'vitest'
import {
  actualShareOf,
  commitmentsBehind,
  figuresOf,
  hasEffort,
} from '../../../../domain/report/content/view.ts'
import { commitmentOf, pastScopeOf, scopeOf } from '../../../builders/reconciliation.ts'
import { closedQuarter, companyView, scopeOnPlan, teamsOf, teamView } from '../../../builders/report-view.ts'

test('a running quarter’s view names it, the next one and the part that has passed', () => {
  expect(teamView(scopeOnPlan())).toMatchObject({
    running: true,
    quarter: 'Q2',
    nextQuarter: 'Q3',
    from: '2026-04-01',
    to: '2026-07-01',
    elapsedShare: 73 / 91,
    name: 'Search',
  })
  expect(teamView(scopeOnPlan(), closedQuarter)).toMatchObject({ running: false, elapsedShare: 1 })
})

test.each([
  ['2026-06-12', '2026-06-12'],
  ['2026-06-13', '2026-06-13'],
  ['2026-06-11', null],
  [null, null],
])('planning that starts on %s is ahead on 12 June: %s', (planningStartsOn, ahead) => {
  const quarters = [{ quarter: '2026-Q2', planningStartsOn, teams: [] }]
  expect(teamView(scopeOnPlan(), { plan: { quarters } }).planningStartsOn).toBe(ahead)
})

test('a report’s past is its own scope’s, as far as the dataset reaches', () => {
  const scopes = ['company', 'team-A'].map((scopeId) =>
    pastScopeOf(
      scopeId,
      { roadmap: 0.6, ktlo: 0.2, reliability: 0.2, uncategorised: 0 },
      { tickets: 0, incidents: 0, incidentsOutOfHours: 0, milliDays: 0 },
    ),
  )
  const past = [
    { quarter: '2025-Q4', scopes: scopes.slice(0, 1) },
    { quarter: '2026-Q1', scopes },
  ]
  const [a] = teamsOf([{}])
  const team = teamView(a ?? scopeOnPlan(), { reconciliation: { past } })
  expect(team.past.map(({ label }) => label)).toEqual(['Q1'])
  const company = companyView(scopeOnPlan(), teamsOf([{}]), { reconciliation: { past } })
  expect(company.past.map(({ label }) => label)).toEqual(['Q4 2025', 'Q1'])
})

describe('a scope’s figures', () => {
  it('are those of the category, and of what is not sorted a part of all work', () => {
    const scope = scopeOnPlan({ actual: { roadmap: 60, ktlo: 25, reliability: 15, uncategorised: 25 } })
    expect(figuresOf(scope, 'ktlo').plannedShare).toBe(0.25)
    expect(actualShareOf(scope, 'ktlo')).toBe(0.25)
    expect(actualShareOf(scope, 'uncategorised')).toBe(0.2)
    expect(() => figuresOf({ ...scope, categories: [] }, 'ktlo')).toThrow('no figures of ktlo')
  })

  it('are there from the least work on', () => {
    const withDays = (roadmap: number) =>
      scopeOnPlan({ actual: { roadmap, ktlo: 0, reliability: 0, uncategorised: 0 } })
    expect([0, 0.001].map((days) => hasEffort(withDays(days)))).toEqual([false, true])
  })
})

test('commitments that are behind come furthest first', () => {
  const planned = { roadmap: 60, ktlo: 25, reliability: 15 }
  const scope = scopeOf({
    scopeId: 'search',
    name: 'Search',
    planned,
    actual: { ...planned, uncategorised: 0 },
    commitments: [
      commitmentOf('search', 'Near', 91, 63),
      commitmentOf('search', 'Over', 10, 90),
      commitmentOf('search', 'Far', 91, 33),
      commitmentOf('search', 'Kept', 10, 8),
    ],
  })
  expect(commitmentsBehind(scope).map(({ name }) => name)).toEqual(['Far', 'Near'])
})
