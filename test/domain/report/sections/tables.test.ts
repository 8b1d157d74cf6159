import { describe, expect, it, test } from 'vitest'
import type { ReportView } from '../../../../domain/report/content/view.ts'
import { commitmentsClause } from '../../../../domain/report/lines/commitments.ts'
import { tablesOf } from '../../../../domain/report/sections/tables.ts'
import { plainText } from '../../../../domain/report/words/sentence.ts'
import { commitmentOf, pastScopeOf } from '../../../builders/reconciliation.ts'
import {
  closedQuarter,
  companyView,
  scopeOnPlan,
  teamsOf,
  teamView,
  type ViewChanges,
} from '../../../builders/report-view.ts'

/** The first words of each table's caption. */
const captions = (view: ReportView) => tablesOf(view).map(({ caption }) => caption.split(/[,:]| until/)[0])

function rowsOf(view: ReportView, caption: string): Record<string, string> {
  const table = tablesOf(view).find((each) => each.caption.startsWith(caption))
  return Object.fromEntries(
    (table?.rows ?? []).map(({ name, cells }) => [plainText(name), cells.join(' | ')]),
  )
}

const pastQuarters = (...quarters: readonly string[]): ViewChanges => ({
  reconciliation: {
    past: quarters.map((quarter, index) => ({
      quarter,
      scopes: [
        pastScopeOf(
          'search',
          { roadmap: 0.5, ktlo: 0.3, reliability: 0.2, uncategorised: 0.04 },
          { tickets: 1200 + index, incidents: 0, incidentsOutOfHours: 0, milliDays: 0 },
          index === 0 ? null : 0.1,
        ),
      ],
    })),
  },
})

describe('the tables of a report', () => {
  const committed = scopeOnPlan({ commitments: [commitmentOf('search', 'One', 40, 30)] })

  it('hold teams side by side in a company’s report, of two teams or more', () => {
    const company = (count: number) =>
      companyView(committed, teamsOf(Array.from({ length: count }, () => ({}))))
    expect(captions(company(1))).toEqual(['Commitments'])
    expect(captions(company(2))).toEqual(['Teams in the plan’s order', 'Commitments'])
  })

  it('hold commitments, if there are any', () => {
    expect(captions(teamView(committed))).toEqual(['Commitments'])
    expect(captions(teamView(scopeOnPlan()))).toEqual([])
  })

  it('hold weeks for engineering managers, whose picture they are', () => {
    expect(captions(teamView(scopeOnPlan(), { audience: 'engineering' }))).toContain('Person-days by week')
    expect(captions(teamView(scopeOnPlan(), { audience: 'product' }))).not.toContain('Person-days by week')
  })

  it('hold earlier quarters where there are any', () => {
    expect(captions(teamView(scopeOnPlan(), pastQuarters('2026-Q1')))).toContain('Quarter by quarter')
  })

  it('are none where no work was measured', () => {
    const actual = { roadmap: 0, ktlo: 0, reliability: 0, uncategorised: 0 }
    expect(tablesOf(teamView(scopeOnPlan({ actual })))).toEqual([])
  })
})

describe('teams side by side', () => {
  it('have planned and actual shares, and none where nothing was planned or done', () => {
    const nothing = { roadmap: 0, ktlo: 0, reliability: 0, uncategorised: 0 }
    const teams = teamsOf([
      { actual: { roadmap: 50, ktlo: 35, reliability: 15, uncategorised: 25 } },
      { doubt: { because: 'no_plan' } },
      { actual: nothing },
    ])
    expect(rowsOf(companyView(scopeOnPlan(), teams), 'Teams')).toEqual({
      A: '60 / 50 | 25 / 35 | 15 / 15 | 20',
      B: '– / 60 | – / 25 | – / 15 | 0',
      C: '– | – | – | –',
    })
  })
})

describe('commitments', () => {
  it('have a state in words, no days where none was found, and nothing due of what is done or dropped', () => {
    const commitments = [
      commitmentOf('search', 'Open', 40, 30),
      commitmentOf('search', 'Done', 40, 30, { outcome: 'delivered' }),
      commitmentOf('search', 'Dropped', 40, 30, { outcome: 'dropped' }),
      commitmentOf('search', 'Lost', 40, 0, { found: false }),
      commitmentOf('search', 'Twice', 40, 0, { isAmbiguous: true }),
    ]
    expect(rowsOf(teamView(scopeOnPlan({ commitments })), 'Commitments')).toEqual({
      Open: '40 | 32 | 30 | open',
      Done: '40 | – | 30 | done',
      Dropped: '40 | – | 30 | dropped',
      Lost: '40 | – | – | not found',
      Twice: '40 | – | – | several of that name',
    })
    const closed = teamView(scopeOnPlan({ commitments }, 1), closedQuarter)
    expect(rowsOf(closed, 'Commitments')).toMatchObject({ Open: '40 | 30 | open' })
  })
})

test('days behind or over are the difference of the figures in the table', () => {
  // 32.8 are due and 20.4 spent, which are 12.4 apart; 20.6 of 10 days were spent.
  const commitments = [commitmentOf('search', 'Behind', 41, 20.4), commitmentOf('search', 'Over', 10, 20.6)]
  const view = teamView(scopeOnPlan({ commitments }), { audience: 'product' })
  expect(rowsOf(view, 'Commitments')).toEqual({ Behind: '41 | 33 | 20 | open', Over: '10 | 8 | 21 | open' })
  const clause = commitmentsClause(view)
  expect(clause && plainText(clause.words)).toBe(
    'both commitments are off plan: Behind is 13 person-days behind its plan and Over is 11 person-days over its plan',
  )
})

describe('quarter by quarter', () => {
  it('has the last four quarters and this one, with a dash for a misalignment without meaning', () => {
    const view = teamView(
      scopeOnPlan({ interruptions: { tickets: 7 } }),
      pastQuarters('2025-Q1', '2025-Q2', '2025-Q3', '2025-Q4', '2026-Q1'),
    )
    const rows = rowsOf(view, 'Quarter by quarter')
    expect(Object.keys(rows)).toEqual(['Q2 2025', 'Q3 2025', 'Q4 2025', 'Q1', 'Q2 so far'])
    expect(rows['Q1']).toBe('50 % | 30 % | 20 % | 4 % | 10 % | 1,204')
    expect(rows['Q2 so far']).toBe('60 % | 25 % | 15 % | 0 % | 0 % | 7')
    const first = rowsOf(teamView(scopeOnPlan(), pastQuarters('2026-Q1')), 'Quarter by quarter')
    expect(first['Q1']).toBe('50 % | 30 % | 20 % | 4 % | – | 1,200')
  })
})

describe('weeks', () => {
  it('have days by category and interruptions', () => {
    const week = {
      weekStart: '2026-04-06',
      milliDays: { roadmap: 1000, ktlo: 2000, reliability: 3000, uncategorised: 4000 },
      unreadMilliDays: 0,
      interruptions: 5,
    }
    const view = teamView({ ...scopeOnPlan(), weeks: [week] }, { audience: 'engineering' })
    expect(rowsOf(view, 'Person-days by week')).toEqual({ '6 Apr': '1 | 2 | 3 | 4 | 5' })
  })

  it('have no zeros where nothing was read', () => {
    const nothing = { roadmap: 0, ktlo: 0, reliability: 0, uncategorised: 0 }
    const read = { weekStart: '2026-04-06', milliDays: nothing, unreadMilliDays: 0, interruptions: 0 }
    const unread = { ...read, weekStart: '2026-04-13', unreadMilliDays: 5000 }
    const partly = { ...unread, weekStart: '2026-04-20', milliDays: { ...nothing, ktlo: 1000 } }
    const reported = { ...unread, weekStart: '2026-04-27', interruptions: 2 }
    const weeks = [read, unread, partly, reported]
    const view = teamView({ ...scopeOnPlan(), weeks }, { audience: 'engineering' })
    expect(rowsOf(view, 'Person-days by week')).toEqual({
      '6 Apr': '0 | 0 | 0 | 0 | 0',
      '13 Apr': '– | – | – | – | –',
      '20 Apr': '0 | 1 | 0 | 0 | 0',
      '27 Apr': '– | – | – | – | 2',
    })
  })
})
