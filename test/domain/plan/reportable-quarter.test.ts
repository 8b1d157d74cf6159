import { describe, expect, it } from 'vitest'
import { chooseQuarter, quarterRefusal, quarterStanding } from '../../../domain/plan/reportable-quarter.ts'
import { aPlan, startingIn } from '../../builders/plan.ts'
import { at } from '../../builders/ticket.ts'

function planOf(...quarters: string[]) {
  return aPlan({ quarters: quarters.map((quarter) => ({ quarter, planningStartsOn: null, teams: [] })) })
}

describe('the quarter that is meant', () => {
  const lastInstant = at('2026-06-30T23:59:59.999Z')

  it('is the one that runs at the instant, to its last millisecond in UTC', () => {
    expect(chooseQuarter('running', lastInstant, startingIn(1))).toBe('2026-Q2')
    expect(chooseQuarter('running', lastInstant + 1, startingIn(1))).toBe('2026-Q3')
  })

  it('is the one before that where the last closed one is asked for', () => {
    expect(chooseQuarter('last_closed', lastInstant, startingIn(1))).toBe('2026-Q1')
    expect(chooseQuarter('last_closed', lastInstant + 1, startingIn(1))).toBe('2026-Q2')
  })

  it('follows the fiscal year', () => {
    expect(chooseQuarter('running', lastInstant, startingIn(7))).toBe('2025-Q4')
    expect(chooseQuarter('running', lastInstant + 1, startingIn(7))).toBe('2026-Q1')
  })

  it('is the named one whatever the time', () => {
    expect(chooseQuarter({ quarter: '2024-Q4' }, lastInstant, startingIn(1))).toBe('2024-Q4')
  })
})

describe('a quarter in the plan', () => {
  it('can be reported on from its first day on', () => {
    const plan = planOf('2026-Q2')
    expect(quarterStanding(plan, '2026-Q2', at('2026-04-01T00:00:00Z')).kind).toBe('planned')
    expect(quarterStanding(plan, '2026-Q2', at('2026-03-31T23:59:59Z'))).toEqual({
      kind: 'not_begun',
      quarter: '2026-Q2',
      beginsOn: '2026-04-01',
    })
  })

  it('is compared with three earlier ones at most, oldest first', () => {
    const plan = planOf('2026-Q2', '2026-Q1', '2025-Q4', '2025-Q3', '2025-Q2')
    expect(quarterStanding(plan, '2026-Q2', at('2026-06-12T00:00:00Z'))).toEqual({
      kind: 'planned',
      quarter: '2026-Q2',
      earlierQuarters: ['2025-Q3', '2025-Q4', '2026-Q1'],
    })
  })

  it('is compared with none before a gap in the plan', () => {
    const plan = planOf('2026-Q2', '2026-Q1', '2025-Q3')
    expect(quarterStanding(plan, '2026-Q2', at('2026-06-12T00:00:00Z'))).toMatchObject({
      earlierQuarters: ['2026-Q1'],
    })
  })
})

describe('a quarter that is not in the plan', () => {
  const standing = quarterStanding(planOf('2026-Q3', '2026-Q2'), '2027-Q1', at('2026-06-12T00:00:00Z'))

  it('is refused for that reason first, with the quarters that there are', () => {
    expect(standing).toEqual({ kind: 'not_planned', quarter: '2027-Q1', planned: ['2026-Q2', '2026-Q3'] })
  })

  it('is refused with what to do', () => {
    if (standing.kind === 'planned') throw new Error('it is planned')
    expect(quarterRefusal(standing)).toBe(
      'the plan has no quarter 2027-Q1; it has 2026-Q2, 2026-Q3. Add it and: plumbline plan import plan.yaml',
    )
    expect(quarterRefusal({ kind: 'not_begun', quarter: '2026-Q3', beginsOn: '2026-07-01' })).toBe(
      '2026-Q3 begins on 2026-07-01: nothing can be measured yet',
    )
  })
})
