import { describe, expect, it } from 'vitest'
import {
  commitmentStandingOf,
  isBeyondQuarter,
  isDoneEarly,
  isMovable,
  isOpen,
} from '../../../../domain/reconcile/verdicts/commitments.ts'
import { commitmentOf } from '../../../builders/reconciliation.ts'

type Facts = Parameters<typeof commitmentOf>[4]

function standing(plannedDays: number, actualDays: number, elapsedShare = 1, facts: Facts = {}) {
  const figures = commitmentStandingOf(
    commitmentOf('core', 'It', plannedDays, actualDays, facts),
    elapsedShare,
    false,
  )
  return [figures.standing, figures.deviationMilliDays]
}

describe('a commitment stands', () => {
  it('behind what is due by more than two days, where a tenth of it is less', () => {
    expect(standing(10, 8)).toEqual(['on_plan', 0])
    expect(standing(10, 7.999)).toEqual(['behind', 2001])
  })

  it('behind what is due by more than a tenth of its plan', () => {
    expect(standing(100, 90)).toEqual(['on_plan', 0])
    expect(standing(100, 89.999)).toEqual(['behind', 10_001])
  })

  it('behind only what is due by now', () => {
    expect(standing(100, 41, 0.5)).toEqual(['on_plan', 0])
    expect(standing(100, 39, 0.5)).toEqual(['behind', 11_000])
  })

  it('over where it took more than its whole plan, not what is due by now', () => {
    expect(standing(100, 100, 0.5)).toEqual(['on_plan', 0])
    expect(standing(100, 110)).toEqual(['on_plan', 0])
    expect(standing(100, 110.001)).toEqual(['over', -10_001])
  })

  it('delivered, never behind, but with what it took beyond its plan', () => {
    const delivered = { outcome: 'delivered' } as const
    expect(standing(100, 10, 1, delivered)).toEqual(['delivered', 0])
    expect(standing(100, 130, 1, delivered)).toEqual(['delivered', -30_000])
  })

  it('dropped, neither behind nor over, whatever was spent on it', () => {
    const dropped = { outcome: 'dropped' } as const
    expect(standing(60, 2, 1, dropped)).toEqual(['dropped', 0])
    expect(standing(60, 90, 1, dropped)).toEqual(['dropped', 0])
  })

  it('not found, whatever was planned for it', () => {
    expect(standing(100, 0, 1, { found: false })).toEqual(['not_found', 0])
  })

  it('nowhere that can be told in doubt, unless it was delivered or dropped', () => {
    const inDoubt = (facts: Facts) =>
      commitmentStandingOf(commitmentOf('core', 'It', 100, 10, facts), 1, true)
    expect(inDoubt({})).toMatchObject({ standing: 'cannot_tell', deviationMilliDays: 0 })
    expect(inDoubt({ outcome: 'delivered' })).toMatchObject({ standing: 'delivered', deviationMilliDays: 0 })
    expect(inDoubt({ outcome: 'dropped' })).toMatchObject({ standing: 'dropped', deviationMilliDays: 0 })
    expect(inDoubt({ found: false, isAmbiguous: true })).toMatchObject({ standing: 'ambiguous' })
    expect(inDoubt({ found: false })).toMatchObject({ standing: 'not_found', deviationMilliDays: 0 })
  })
})

describe('an open commitment', () => {
  const open = (actualDays: number, facts: Facts = {}) =>
    commitmentStandingOf(commitmentOf('core', 'It', 100, actualDays, facts), 1, false)

  it('is one that was found and is neither delivered nor dropped', () => {
    expect(isOpen(open(120))).toBe(true)
    expect(isOpen(open(50, { outcome: 'delivered' }))).toBe(false)
    expect(isOpen(open(2, { outcome: 'dropped' }))).toBe(false)
    expect(isOpen(open(0, { found: false }))).toBe(false)
    expect(isOpen(open(0, { found: false, isAmbiguous: true }))).toBe(false)
  })

  it('can be moved while a tenth of its days is left', () => {
    expect(isMovable(open(90))).toBe(true)
    expect(isMovable(open(90.001))).toBe(false)
    expect(isMovable(open(50, { outcome: 'delivered' }))).toBe(false)
  })
})

describe('a commitment is done early', () => {
  const isEarly = (plannedDays: number, actualDays: number, facts: Facts = { outcome: 'delivered' }) =>
    isDoneEarly(commitmentStandingOf(commitmentOf('core', 'It', plannedDays, actualDays, facts), 1, false))

  it('with more than two days and a tenth of its plan left', () => {
    expect([isEarly(10, 8), isEarly(10, 7.999)]).toEqual([false, true])
    expect([isEarly(100, 90), isEarly(100, 89.999)]).toEqual([false, true])
  })

  it('only once it is delivered', () => {
    expect([isEarly(60, 1), isEarly(60, 1, {}), isEarly(60, 1, { outcome: 'dropped' })]).toEqual([
      true,
      false,
      false,
    ])
  })
})

it('a commitment is beyond a quarter that has fewer days than its plan', () => {
  const commitment = commitmentOf('core', 'It', 520, 0)
  expect([isBeyondQuarter(commitment, 520_000), isBeyondQuarter(commitment, 519_999)]).toEqual([false, true])
})
