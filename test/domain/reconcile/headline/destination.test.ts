import { describe, expect, it } from 'vitest'
import { destinationOf, type Gain, gainsOf } from '../../../../domain/reconcile/headline/destination.ts'
import { scopeOf } from '../../../builders/reconciliation.ts'

const gain = (bucket: Gain['bucket'], share: number, isSure = true): Gain => ({ bucket, share, isSure })

describe('a loss', () => {
  it('is split over all gains in proportion, unsorted work included', () => {
    // Planned 60/20/20, done 40/35/15/10: lost 20 + 5 points, gained 15 and 10.
    const scope = scopeOf({
      scopeId: 'core',
      name: 'Core',
      planned: { roadmap: 60, ktlo: 20, reliability: 20 },
      actual: { roadmap: 40, ktlo: 35, reliability: 15, uncategorised: 10 },
      calls: { roadmap: 'under', ktlo: 'over', reliability: 'cannot_tell' },
    })
    expect(gainsOf(scope)).toEqual([
      { bucket: 'ktlo', share: expect.closeTo(0.6, 12), isSure: true },
      { bucket: 'uncategorised', share: expect.closeTo(0.4, 12), isSure: true },
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
    expect(gainsOf(scope)).toEqual([
      { bucket: 'reliability', share: expect.closeTo(0.9, 12), isSure: true },
      { bucket: 'ktlo', share: expect.closeTo(0.1, 12), isSure: false },
    ])
  })

  it('went almost whole into what got 85 % of it, and no more than mostly below', () => {
    expect(destinationOf([gain('ktlo', 0.85), gain('reliability', 0.15)])).toEqual({
      kind: 'almost_whole',
      bucket: 'ktlo',
    })
    expect(destinationOf([gain('ktlo', 0.849), gain('reliability', 0.151)])).toEqual({
      kind: 'mostly',
      bucket: 'ktlo',
    })
  })

  it('went mostly into what got half of it', () => {
    expect(destinationOf([gain('ktlo', 0.5)])).toEqual({ kind: 'mostly', bucket: 'ktlo' })
    expect(destinationOf([gain('ktlo', 0.499)])).toEqual({ kind: 'spread' })
  })

  it('went into two that got seven tenths of it together', () => {
    const two = { kind: 'two', first: 'ktlo', second: 'uncategorised' }
    expect(destinationOf([gain('ktlo', 0.45), gain('uncategorised', 0.25)])).toEqual(two)
    expect(destinationOf([gain('ktlo', 0.45), gain('uncategorised', 0.249)])).toEqual({ kind: 'spread' })
  })

  it('went nowhere for sure where no gain is sure', () => {
    expect(destinationOf([gain('ktlo', 0.9, false), gain('uncategorised', 0.1)])).toEqual({ kind: 'spread' })
    expect(destinationOf([])).toEqual({ kind: 'spread' })
  })
})
