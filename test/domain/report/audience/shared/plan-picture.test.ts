import { describe, expect, it } from 'vitest'
import { planPicture } from '../../../../../domain/report/audience/shared/plan-picture.ts'
import { pastScopeOf, type ScopeSketch } from '../../../../builders/reconciliation.ts'
import { closedQuarter, scopeOnPlan, teamView, type ViewChanges } from '../../../../builders/report-view.ts'

const picture = (sketch: Partial<ScopeSketch> = {}, changes: ViewChanges = {}) =>
  planPicture(teamView(scopeOnPlan(sketch), changes))

const start = 'Bars of planned beside spent shares of the sorted work, Q2 so far. '
const shares =
  'Roadmap: planned 60 %, spent 60 %. Keeping things running: planned 25 %, spent 25 %. Reliability: planned 15 %, spent 15 %'

describe('planned beside actual', () => {
  it('has a row for each category, and for what is not sorted where something isn’t', () => {
    const unsorted = (uncategorised: number) =>
      picture({ actual: { roadmap: 60, ktlo: 25, reliability: 15, uncategorised } })
    expect(unsorted(0)?.altText).toBe(`${start}${shares}.`)
    expect(unsorted(25)?.altText).toBe(`${start}${shares}. Not sorted: 20 % of all.`)
    expect(unsorted(0.001)?.rows.at(-1)).toEqual({
      bucket: 'uncategorised',
      label: 'Not sorted',
      plannedShare: null,
      actualShare: 0.001 / 100.001,
      band: null,
      past: [],
    })
  })

  it('has no planned shares where nothing was planned', () => {
    const unplanned = picture({ doubt: { because: 'no_plan' } })
    expect(unplanned?.rows.map(({ plannedShare }) => plannedShare)).toEqual([null, null, null])
    expect(unplanned?.altText).toBe(`${start}Roadmap: 60 %. Keeping things running: 25 %. Reliability: 15 %.`)
  })

  it('has the last four quarters, oldest first', () => {
    const quarters = ['2025-Q1', '2025-Q2', '2025-Q3', '2025-Q4', '2026-Q1']
    const past = quarters.map((quarter, index) => ({
      quarter,
      scopes: [
        pastScopeOf(
          'search',
          { roadmap: index / 10, ktlo: 0.9 - index / 10, reliability: 0.1, uncategorised: 0 },
          { tickets: 0, incidents: 0, incidentsOutOfHours: 0, milliDays: 0 },
        ),
      ],
    }))
    expect(picture({}, { reconciliation: { past } })?.rows[0]?.past).toEqual([
      { label: 'Q2 2025', actualShare: 0.1 },
      { label: 'Q3 2025', actualShare: 0.2 },
      { label: 'Q4 2025', actualShare: 0.3 },
      { label: 'Q1', actualShare: 0.4 },
    ])
  })

  it('says of a closed quarter nothing of so far', () => {
    expect(picture({}, closedQuarter)?.altText).toContain('sorted work, Q2. Roadmap')
  })

  it('is not drawn where no work was measured', () => {
    expect(picture({ actual: { roadmap: 0, ktlo: 0, reliability: 0, uncategorised: 0 } })).toBeNull()
  })
})
