import { describe, expect, it } from 'vitest'
import { fade, presenceOf, presenceWeight, ticketWeight } from '../../../../domain/effort/days/weights.ts'

const day = 8 * 3_600_000
const none = { assignedMs: 0, assignedWaitingMs: 0, unassignedMs: 0, unassignedWaitingMs: 0 }

describe('the weight of a ticket', () => {
  it('is the part of the day in progress, with waiting at three tenths', () => {
    expect(presenceWeight({ ...none, assignedMs: day }, day)).toBe(1)
    expect(presenceWeight({ ...none, assignedMs: day, assignedWaitingMs: day }, day)).toBeCloseTo(0.3, 12)
    // m = 1/2, all of it waiting: 0.5 × (1 − 0.7)
    expect(presenceWeight({ ...none, assignedMs: day / 2, assignedWaitingMs: day / 2 }, day)).toBeCloseTo(
      0.15,
    )
  })

  it('counts time without an assignee half', () => {
    expect(presenceWeight({ ...none, unassignedMs: day }, day)).toBe(0.5)
    // Half of half a day assigned and half a day not: 0.5 + 0.25.
    expect(presenceWeight({ ...none, assignedMs: day / 2, unassignedMs: day / 2 }, day)).toBe(0.75)
  })

  it('discounts waiting without an assignee by half as much', () => {
    // 0.5 × (1 − 0.7)
    const waiting = { ...none, unassignedMs: day, unassignedWaitingMs: day }
    expect(presenceWeight(waiting, day)).toBeCloseTo(0.15, 12)
    // (1 + 0.25) − 0.7 × (0.5 + 0.25)
    const both = {
      assignedMs: day,
      assignedWaitingMs: day / 2,
      unassignedMs: day / 2,
      unassignedWaitingMs: day / 2,
    }
    expect(presenceWeight(both, day)).toBeCloseTo(0.725, 12)
  })

  it('is nothing on a day without working hours, and something on one of a millisecond', () => {
    expect(presenceWeight({ ...none, assignedMs: 5 }, 0)).toBe(0)
    expect(presenceWeight({ ...none, assignedMs: 1 }, 1)).toBe(1)
  })

  it('halves what fades after an act every two working days, and never falls below a twentieth', () => {
    const since = (last: number | null) => fade({ last, next: 0 })
    expect(since(0)).toBe(1)
    expect(since(2)).toBeCloseTo(0.525, 12)
    expect(since(4)).toBeCloseTo(0.2875, 12)
    expect(since(null)).toBe(0.05)
  })

  it('fades towards the next act as it does after the last one, and by both', () => {
    expect(fade({ last: 0, next: 2 })).toBeCloseTo(0.525, 12)
    expect(fade({ last: 0, next: null })).toBe(0.05)
    expect(fade({ last: 2, next: 4 })).toBeCloseTo(0.525 * 0.2875, 12)
    expect(fade({ last: null, next: null })).toBeCloseTo(0.0025, 12)
  })

  it('is told by a closing to have ended, and not when', () => {
    expect(fade({ last: 0, next: 'closing' })).toBe(0.15)
    expect(fade({ last: 2, next: 'closing' })).toBeCloseTo(0.525 * 0.15, 12)
  })

  it('is presence times what is left of it after fading', () => {
    expect(presenceOf({ ...none, assignedMs: day / 2 }, day, { last: 2, next: 0 })).toBeCloseTo(0.2625, 12)
    expect(presenceOf({ ...none, assignedMs: day }, day, { last: null, next: null })).toBeCloseTo(0.0025, 12)
  })

  it('is eight for a day of presence, by the weight of the type, and eight for each day logged', () => {
    expect(ticketWeight(1.5, { presence: 0.5, commented: false, loggedDays: 0.25 })).toBe(8)
    expect(ticketWeight(1.5, { presence: 0, commented: false, loggedDays: 0.25 })).toBe(2)
  })

  it('gives a comment on another ticket one, whatever its type', () => {
    expect(ticketWeight(3, { presence: 0, commented: true, loggedDays: 0 })).toBe(1)
  })
})
