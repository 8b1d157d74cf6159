import { describe, expect, it } from 'vitest'
import { figuresTable } from '../../../../domain/report/sections/figures-table.ts'
import { plainText } from '../../../../domain/report/words/sentence.ts'
import type { ScopeSketch } from '../../../builders/reconciliation.ts'
import { closedQuarter, scopeOnPlan, teamView, type ViewChanges } from '../../../builders/report-view.ts'

const rows = (sketch: Partial<ScopeSketch>) =>
  Object.fromEntries(
    (figuresTable(teamView(scopeOnPlan(sketch)))?.rows ?? []).map(({ name, cells }) => [
      plainText(name),
      cells.join(' | '),
    ]),
  )

describe('the figures of a report', () => {
  it('are until a day while the quarter runs', () => {
    const caption = (changes: ViewChanges) => figuresTable(teamView(scopeOnPlan(), changes))?.caption
    expect(caption({})).toBe('Shares of the sorted work, and person-days, until 12 June')
    expect(caption(closedQuarter)).toBe('Shares of the sorted work, and person-days, Q2')
  })

  it('have a row for what is not sorted where something isn’t', () => {
    const unsorted = (days: number) =>
      rows({ actual: { roadmap: 60, ktlo: 25, reliability: 15, uncategorised: days } })
    expect(unsorted(0)).toEqual({
      Roadmap: '60 % | 60 % | 60 | 60',
      'Keeping things running': '25 % | 25 % | 25 | 25',
      Reliability: '15 % | 15 % | 15 | 15',
    })
    expect(unsorted(25)).toMatchObject({ 'Not sorted': ' | 20 % of all |  | 25' })
  })

  it('have nothing planned where nothing was, and are none where nothing was measured', () => {
    expect(rows({ doubt: { because: 'no_plan' } })).toMatchObject({ Roadmap: '– | 60 % | – | 60' })
    expect(rows({ actual: { roadmap: 0, ktlo: 0, reliability: 0, uncategorised: 0 } })).toEqual({})
  })
})
