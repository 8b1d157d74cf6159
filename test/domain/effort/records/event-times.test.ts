import fc from 'fast-check'
import { expect, it } from 'vitest'
import { EventTimes } from '../../../../domain/effort/records/event-times.ts'
import { runAtOnce } from '../../../../domain/steps.ts'

const placeCount = 4

it('times come ticket by ticket in order, however many and however they were added', () => {
  const added = fc.array(fc.tuple(fc.nat(placeCount - 2), fc.integer({ min: -5, max: 2 ** 45 })), {
    maxLength: 200,
  })
  fc.assert(
    fc.property(added, (all) => {
      const times = new EventTimes()
      for (const [place, at] of all) times.push(place, at)
      const timesOf = runAtOnce(times.inOrder(placeCount))
      for (let place = 0; place < placeCount; place += 1) {
        const expected = all.filter((one) => one[0] === place).map((one) => one[1])
        expect([...timesOf(place)]).toEqual(expected.sort((a, b) => a - b))
      }
    }),
  )
})
