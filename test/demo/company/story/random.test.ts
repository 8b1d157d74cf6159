import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Random } from '../../../../demo/company/story/random.ts'
import { accountIdOf, uuidOf } from '../../../../fakes/company/identity.ts'

describe('Random', () => {
  test('repeats for the same seed, and stays from 0 to 1', () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const [one, two] = [new Random(seed), new Random(seed)]
        for (let draw = 0; draw < 20; draw += 1) {
          const value = one.next()
          expect(value).toBe(two.next())
          expect(value).toBeGreaterThanOrEqual(0)
          expect(value).toBeLessThan(1)
        }
      }),
    )
  })

  test('draws weighted keys in proportion, and never one of no weight', () => {
    const random = new Random('weights')
    const counts = { rare: 0, usual: 0, never: 0 }
    for (let draw = 0; draw < 10_000; draw += 1) {
      counts[
        random.weighted([
          ['rare', 1],
          ['never', 0],
          ['usual', 3],
        ])
      ] += 1
    }
    expect(counts.never).toBe(0)
    expect(counts.usual / counts.rare).toBeCloseTo(3, 0)
  })

  test('gives sizes whose mean is the one asked for', () => {
    const random = new Random('sizes')
    let sum = 0
    for (let draw = 0; draw < 20_000; draw += 1) sum += random.skewed(8)
    expect(sum / 20_000).toBeCloseTo(8, 0)
  })
})

describe('identities', () => {
  test('are UUIDs that never change, one for each kind and key', () => {
    expect(uuidOf('ticket', 'MOB-1')).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    )
    expect(uuidOf('ticket', 'MOB-1')).toBe(uuidOf('ticket', 'MOB-1'))
    expect(uuidOf('ticket', 'MOB-1')).not.toBe(uuidOf('user', 'MOB-1'))
  })

  test('account ids do not depend on the case of an address', () => {
    expect(accountIdOf('Ada.Example@lumenworks.example')).toBe(accountIdOf('ada.example@lumenworks.example'))
    expect(accountIdOf('ada.example@lumenworks.example')).toMatch(/^712020:/)
  })
})
