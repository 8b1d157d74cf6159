import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Group, hiddenTeamsOf } from '../../../../domain/reconcile/verdicts/small-groups.ts'

const peopleOf = (teamId: string, size: number) =>
  new Set(Array.from({ length: size }, (_, index) => `${teamId} ${index}`))

/** @param sizeOfQuarter how many there are once all have begun; by default, all have */
const group = (teamId: string, size: number, sizeOfQuarter = size, sizeAtStart?: number): Group => ({
  teamId,
  people: peopleOf(teamId, size),
  peopleOfQuarter: peopleOf(teamId, sizeOfQuarter),
  peopleAtStart: sizeAtStart === undefined ? null : peopleOf(teamId, sizeAtStart),
})

/** As a plan sees a team that is imported in the course of the quarter. */
const groupNow = (teamId: string, sizeAtStart: number, size: number) => group(teamId, size, size, sizeAtStart)

const hidden = (...groups: readonly Group[]) => [...hiddenTeamsOf(groups, 4)]

describe('a team without figures of its own', () => {
  it('is one of fewer than four people', () => {
    expect(hidden(group('a', 4), group('b', 5))).toEqual([])
    expect(hidden(group('a', 3), group('b', 3), group('c', 9))).toEqual([
      ['a', 'small_group'],
      ['b', 'small_group'],
    ])
  })

  it('is also the smallest of the others where the small ones could be had by subtraction', () => {
    expect(hidden(group('a', 9), group('b', 3), group('c', 5), group('d', 5))).toEqual([
      ['b', 'small_group'],
      ['c', 'beside_small_group'],
    ])
  })

  it('shares its people with others: one person in two teams counts once', () => {
    const people = new Set(['a 0', 'a 1', 'b 2'])
    const both = { teamId: 'b', people, peopleOfQuarter: people, peopleAtStart: null }
    expect(hidden(group('a', 2), both, group('c', 4))).toEqual([
      ['a', 'small_group'],
      ['b', 'small_group'],
      ['c', 'beside_small_group'],
    ])
  })

  it('stays the same while people of others begin in the course of the quarter', () => {
    const beside = [
      ['a', 'small_group'],
      ['b', 'beside_small_group'],
    ]
    expect(hidden(group('a', 2), group('b', 5), group('c', 4, 6))).toEqual(beside)
    expect(hidden(group('a', 2), group('b', 5), group('c', 6))).toEqual(beside)
  })

  it('is also one of whom too few have begun, with whom its figures could be had by subtraction', () => {
    expect(hidden(group('a', 3, 4), group('b', 5), group('c', 9))).toEqual([
      ['a', 'small_group'],
      ['b', 'beside_small_group'],
    ])
    expect(hidden(group('a', 2), group('b', 1, 5), group('c', 6), group('d', 9))).toEqual([
      ['a', 'small_group'],
      ['b', 'small_group'],
      ['c', 'beside_small_group'],
    ])
  })

  it('stays the same with a plan that is imported later, whoever is the smallest by it', () => {
    const idsOf = (...groups: readonly Group[]) => hidden(...groups).map(([teamId]) => teamId)
    expect(idsOf(groupNow('a', 2, 2), groupNow('b', 5, 5), groupNow('c', 6, 6))).toEqual(['a', 'b'])
    expect(idsOf(groupNow('a', 2, 2), groupNow('b', 5, 7), groupNow('c', 6, 4))).toEqual(['a', 'b'])
    // One that has become small is hidden too, and one that came later stands last, however small it is.
    expect(idsOf(groupNow('a', 2, 2), groupNow('b', 5, 7), groupNow('c', 6, 3))).toEqual(['a', 'b', 'c'])
    expect(idsOf(groupNow('a', 2, 2), groupNow('b', 9, 9), group('c', 4))).toEqual(['a', 'b'])
    // Two small ones, until one of them grew.
    expect(idsOf(groupNow('a', 2, 2), groupNow('b', 3, 8), groupNow('c', 6, 4))).toEqual(['a', 'b'])
    // No team is small any more.
    expect(idsOf(groupNow('a', 2, 4), groupNow('b', 5, 7), groupNow('c', 6, 4))).toEqual([])
  })

  it('is no more than is needed where the plan at the start knew few of the people', () => {
    const all = [groupNow('a', 1, 3), groupNow('b', 1, 9), groupNow('c', 4, 9), group('d', 9)]
    expect(hidden(...all).map(([teamId]) => teamId)).toEqual(['a', 'b', 'c'])
    expect(hidden(groupNow('a', 1, 9), groupNow('b', 1, 9), group('c', 9))).toEqual([])
  })

  it('is every team where all together are too few', () => {
    expect(hidden(group('a', 1), group('b', 2))).toEqual([
      ['a', 'small_group'],
      ['b', 'small_group'],
    ])
  })
})

it('whatever the sizes, no shown team and no remainder of the sum is below the minimum, unless all of it is', () => {
  const atStart = fc.option(fc.integer({ min: 0, max: 12 }), { nil: undefined })
  const sizes = fc.array(fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 5 }), atStart), {
    maxLength: 8,
  })
  fc.assert(
    fc.property(sizes, fc.integer({ min: 1, max: 6 }), (all, minimum) => {
      const groups = all.map(([size, more, then], index) => group(`team-${index}`, size, size + more, then))
      const hiddenTeams = hiddenTeamsOf(groups, minimum)
      const shown = groups.filter(({ teamId }) => !hiddenTeams.has(teamId))
      const whole = all.reduce((sum, [size]) => sum + size, 0)
      const left = whole - shown.reduce((sum, { people }) => sum + people.size, 0)
      for (const { people } of shown) expect(people.size).toBeGreaterThanOrEqual(minimum)
      if (whole >= minimum) expect(left === 0 || left >= minimum).toBe(true)
      else expect(shown).toEqual([])
    }),
  )
})
