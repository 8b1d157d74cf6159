import fc from 'fast-check'
import { expect, it } from 'vitest'
import { EventTimes } from '../../../../domain/effort/records/event-times.ts'

const at = fc.integer({ min: -5, max: 2 ** 45 })

it('times come ticket by ticket in order, however many and however they were added', () => {
  fc.assert(
    fc.property(fc.array(fc.array(at), { maxLength: 200 }), (all) => {
      const times = timesOf(all)
      for (const [place, own] of all.entries())
        expect([...times.of(place)]).toEqual(own.toSorted((a, b) => a - b))
    }),
  )
})

it('one of equal times is taken out, and no time of another ticket', () => {
  const times = timesOf([[10, 20], [20, 10, 20], [20]])
  times.remove(1, 20)
  times.remove(1, 15)
  expect([0, 1, 2].map((place) => [...times.of(place)])).toEqual([[10, 20], [10, 20], [20]])
  times.remove(1, 20)
  times.remove(1, 20)
  expect([0, 1, 2].map((place) => [...times.of(place)])).toEqual([[10, 20], [10], [20]])
})

it('more times than there was room for are kept', () => {
  const many = Array.from({ length: 1500 }, (_, index) => index)
  const times = timesOf([many, many.toReversed()])
  expect([...times.of(0)]).toEqual(many)
  expect([...times.of(1)]).toEqual(many)
})

function timesOf(all: readonly (readonly number[])[]): EventTimes {
  const times = new EventTimes()
  for (const own of all) {
    times.nextPlace()
    for (const one of own) times.push(one)
  }
  return times
}
