import { describe, expect, it } from 'vitest'
import { destinationOf, type Gain, gainsOf } from '../../../../domain/reconcile/headline/destination.ts'
import { scopeOf } from '../../../builders/reconciliation.ts'

const gain = (category: Gain['category'], share: number, isSure = true): Gain => ({ category, share, isSure })

describe('a loss', () => {
  it('is split over all gains in proportion', () => {
    // Planned 60/15/25, done 40/30/30 of the sorted work: lost 20 points, gained 15 and 5.
    const { categories } = scopeOf({
      scopeId: 'core',
      name: 'Core',
      planned: { roadmap: 60, ktlo: 15, reliability: 25 },
      actual: { roadmap: 40, ktlo: 30, reliability: 30, uncategorised: 10 },
      calls: { roadmap: 'under', ktlo: 'over', reliability: 'cannot_tell' },
    })
    expect(gainsOf(categories)).toEqual([
      { category: 'ktlo', share: expect.closeTo(0.75, 12), isSure: true },
      { category: 'reliability', share: expect.closeTo(0.25, 12), isSure: false },
    ])
  })

  it('names the largest gain first, whichever category it is', () => {
    // Planned 60/20/20, done 40/22/38: of 20 points, 2 and 18.
    const scope = scopeOf({
      scopeId: 'core',
      name: 'Core',
      planned: { roadmap: 60, ktlo: 20, reliability: 20 },
      actual: { roadmap: 40, ktlo: 22, reliability: 38, uncategorised: 0 },
      calls: { roadmap: 'under', ktlo: 'on_plan', reliability: 'over' },
    })
    expect(gainsOf(scope.categories)).toEqual([
      { category: 'reliability', share: expect.closeTo(0.9, 12), isSure: true },
      { category: 'ktlo', share: expect.closeTo(0.1, 12), isSure: false },
    ])
  })

  it('went almost whole into what got 85 % of it, and no more than mostly below', () => {
    expect(destinationOf([gain('ktlo', 0.85), gain('reliability', 0.15)])).toEqual({
      kind: 'almost_whole',
      category: 'ktlo',
    })
    expect(destinationOf([gain('ktlo', 0.849), gain('reliability', 0.151)])).toEqual({
      kind: 'mostly',
      category: 'ktlo',
    })
  })

  it('went mostly into what got half of it', () => {
    expect(destinationOf([gain('ktlo', 0.5)])).toEqual({ kind: 'mostly', category: 'ktlo' })
    expect(destinationOf([gain('ktlo', 0.499)])).toEqual({ kind: 'spread' })
  })

  it('went into two where the smaller got three tenths of it, and both gains are sure', () => {
    const two = { kind: 'two', first: 'ktlo', second: 'reliability' }
    const mostly = { kind: 'mostly', category: 'ktlo' }
    expect(destinationOf([gain('ktlo', 0.7), gain('reliability', 0.3)])).toEqual(two)
    expect(destinationOf([gain('ktlo', 0.701), gain('reliability', 0.299)])).toEqual(mostly)
    expect(destinationOf([gain('ktlo', 0.7), gain('reliability', 0.3, false)])).toEqual(mostly)
  })

  it('went nowhere for sure where no gain is sure', () => {
    expect(destinationOf([gain('ktlo', 0.9, false), gain('reliability', 0.1)])).toEqual({ kind: 'spread' })
    expect(destinationOf([])).toEqual({ kind: 'spread' })
  })
})
