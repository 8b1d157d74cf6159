import { describe, expect, it } from 'vitest'
import {
  areManyMissing,
  capacityGapOf,
  isUnattributedWorthMending,
  plannedUnseenOf,
  unattributedShareOf,
} from '../../../../domain/reconcile/verdicts/capacity.ts'

function aCapacity(plannedMilliDays: number, attributedMilliDays: number, unattributedMilliDays = 0) {
  return {
    workingMilliDays: attributedMilliDays + unattributedMilliDays,
    absenceMilliDays: 0,
    onCallMilliDays: 0,
    attributedMilliDays,
    unattributedMilliDays,
    unreadMilliDays: 0,
    daysOffLoggedMilliDays: 0,
    plannedMilliDays,
    plannedQuarterMilliDays: plannedMilliDays,
  }
}

it('many people are missing from a quarter of the planned days on', () => {
  const areMany = (available: number) => {
    const capacity = aCapacity(100_000, available)
    return areManyMissing({ capacity, capacityGap: capacityGapOf(capacity) })
  }
  expect(areMany(75_001)).toBe(false)
  expect(areMany(75_000)).toBe(true)
  expect(areMany(200_000)).toBe(false)
})

it('less than a day is no gap, however small the plan', () => {
  expect(capacityGapOf(aCapacity(5000, 4000))).toBeNull()
  expect(capacityGapOf(aCapacity(5000, 3999))).toEqual({ kind: 'missing', milliDays: 1001 })
  expect(plannedUnseenOf(aCapacity(5000, 4000))).toBeNull()
  expect(plannedUnseenOf(aCapacity(5000, 3999))).toBe(1001)
})

describe('capacity', () => {
  it('is missing by more than a tenth of the plan, tickets or not', () => {
    expect(capacityGapOf(aCapacity(100_000, 50_000, 40_000))).toBeNull()
    expect(capacityGapOf(aCapacity(100_000, 50_000, 39_999))).toEqual({
      kind: 'missing',
      milliDays: 10_001,
    })
  })

  it('is there beyond the plan by more than a tenth, where there is a plan', () => {
    expect(capacityGapOf(aCapacity(100_000, 60_000, 50_000))).toBeNull()
    expect(capacityGapOf(aCapacity(100_000, 60_000, 50_001))).toEqual({ kind: 'extra', milliDays: 10_001 })
    expect(capacityGapOf(aCapacity(0, 60_000))).toBeNull()
  })
})

it('planned days that no ticket shows are reported beyond a tenth of the plan', () => {
  expect(plannedUnseenOf(aCapacity(100_000, 90_000, 10_000))).toBeNull()
  expect(plannedUnseenOf(aCapacity(100_000, 89_999, 10_001))).toBe(10_001)
})

it('the part without a ticket in progress is of what was available, and 0 of nothing', () => {
  expect(unattributedShareOf(aCapacity(0, 3, 1))).toBe(0.25)
  expect(unattributedShareOf(aCapacity(0, 0, 1))).toBe(1)
  expect(unattributedShareOf(aCapacity(0, 0, 0))).toBe(0)
})

it('days on tickets that were not read any more are none without a ticket', () => {
  const unread = { ...aCapacity(100_000, 60_000, 40_000), unreadMilliDays: 30_001 }
  expect(unattributedShareOf(unread)).toBeCloseTo(0.09999, 6)
  expect(isUnattributedWorthMending(unread)).toBe(false)
  expect(plannedUnseenOf(unread)).toBeNull()
  expect(plannedUnseenOf({ ...unread, unreadMilliDays: 29_999 })).toBe(10_001)
})

it('days without a ticket in progress are worth mending from a tenth on', () => {
  expect(isUnattributedWorthMending(aCapacity(0, 90_001, 9999))).toBe(false)
  expect(isUnattributedWorthMending(aCapacity(0, 90_000, 10_000))).toBe(true)
  expect(isUnattributedWorthMending(aCapacity(0, 0))).toBe(false)
})
