import { describe, expect, it } from 'vitest'
import type { Reconciliation } from '../../../../domain/reconcile/dataset/reconciliation.ts'
import {
  olderQuarters,
  passedQuarters,
  pastOf,
  quartersBefore,
  unmeasuredOf,
} from '../../../../domain/reconcile/forecast/past-quarters.ts'
import { closedReconciliation, examplePlan } from '../../../builders/example-company.ts'

const measured = (quarter: string, changes: Partial<Reconciliation> = {}): Reconciliation => ({
  ...closedReconciliation,
  quarter,
  ...changes,
})

const names = (quarters: readonly { readonly quarter: string }[]) => quarters.map(({ quarter }) => quarter)

describe('the quarters before one', () => {
  it('are eight, newest first', () => {
    const before = quartersBefore('2026-Q2', examplePlan)
    expect(before).toHaveLength(8)
    expect([before[0], before[7]]).toEqual(['2026-Q1', '2024-Q2'])
  })

  it('are known as far back as there are datasets without a gap, oldest first', () => {
    const quarters = ['2026-Q1', '2025-Q4', '2025-Q3', '2025-Q2']
    const datasets = ['2025-Q2', '2025-Q4', '2026-Q1'].map((quarter) => measured(quarter))
    expect(names(pastOf(quarters, datasets))).toEqual(['2025-Q4', '2026-Q1'])
  })

  it('have passed once they have closed, or on their last day', () => {
    const running = { state: 'running' } as const
    expect(
      names(
        passedQuarters([
          measured('2026-Q1', { ...running, elapsedShare: 1 }),
          measured('2025-Q4', { ...running, elapsedShare: 0.99 }),
          measured('2025-Q3'),
        ]),
      ),
    ).toEqual(['2025-Q3', '2026-Q1'])
  })
})

describe('older quarters', () => {
  const plan = (...quarters: readonly string[]) => ({
    ...examplePlan,
    quarters: quarters.map((quarter) => ({ quarter, planningStartsOn: null, teams: [] })),
  })

  it('are the planned ones before those that are measured anew, oldest first, up to a gap', () => {
    const planned = plan('2025-Q1', '2025-Q3', '2025-Q4', '2026-Q1', '2026-Q2')
    expect(olderQuarters(planned, '2026-Q2', ['2026-Q1'])).toEqual(['2025-Q3', '2025-Q4'])
    expect(olderQuarters(planned, '2026-Q2', ['2025-Q3', '2025-Q4', '2026-Q1'])).toEqual([])
  })

  it('go back eight quarters at most', () => {
    const all = ['2026-Q2', ...quartersBefore('2026-Q2', examplePlan), '2024-Q1']
    expect(olderQuarters(plan(...all), '2026-Q2', ['2026-Q1'])).toHaveLength(7)
  })

  it('are none where the quarter before is not planned', () => {
    expect(olderQuarters(plan('2025-Q4', '2026-Q2'), '2026-Q2', [])).toEqual([])
  })

  it('are measured where that never was, and where they lie before such a gap', () => {
    const older = ['2025-Q2', '2025-Q3', '2025-Q4']
    expect(unmeasuredOf(older, [])).toEqual(older)
    expect(unmeasuredOf(older, [measured('2025-Q4')])).toEqual(['2025-Q2', '2025-Q3'])
    expect(unmeasuredOf(older, [measured('2025-Q2'), measured('2025-Q4')])).toEqual(['2025-Q2', '2025-Q3'])
    expect(
      unmeasuredOf(
        older,
        older.map((quarter) => measured(quarter)),
      ),
    ).toEqual([])
  })
})
