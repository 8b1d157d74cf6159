import { describe, expect, it } from 'vitest'
import { isAligned } from '../../../../domain/reconcile/headline/alignment.ts'
import { surestDifference } from '../../../../domain/reconcile/headline/headline.ts'
import { type ScopeSketch, scopeOf } from '../../../builders/reconciliation.ts'

/** A team with a reason for every headline, from the first to the last; each test takes reasons away. */
const everything = {
  doubt: { because: 'half_unattributed', share: 0.6 },
  calls: { roadmap: 'under', ktlo: 'over', reliability: 'under' },
  reliabilityState: 'drifting',
} as const satisfies Partial<ScopeSketch>

function headline(sketch: Partial<ScopeSketch>) {
  return scopeOf({
    scopeId: 'core',
    name: 'Core',
    planned: { roadmap: 120, ktlo: 40, reliability: 40 },
    actual: { roadmap: 100, ktlo: 62, reliability: 38, uncategorised: 0 },
    ...sketch,
  }).headline
}

describe('a headline', () => {
  const { doubt, ...told } = everything

  it('is the doubt before anything else', () => {
    expect(headline(everything)).toEqual({ kind: 'cannot_tell', doubt })
  })

  it('is then what the roadmap lost, with where it went', () => {
    expect(headline(told)).toEqual({
      kind: 'roadmap_under',
      destination: { kind: 'almost_whole', category: 'ktlo' },
    })
  })

  it('is then upkeep, then drift, then a roadmap above its plan', () => {
    const calls = { ...told.calls, roadmap: 'over' } as const
    expect(headline({ ...told, calls }).kind).toBe('upkeep_over')
    const ktlo = { ...calls, ktlo: 'on_plan' } as const
    expect(headline({ ...told, calls: ktlo }).kind).toBe('reliability_drifting')
    expect(headline({ calls: ktlo, reliabilityState: 'probably_drifting' }).kind).toBe('reliability_drifting')
    expect(headline({ calls: ktlo }).kind).toBe('roadmap_over')
  })

  it('is that people are missing before missing reliability, and before all else where a quarter of them is', () => {
    const missing = (milliDays: number, changes: Partial<ScopeSketch>) =>
      headline({ ...changes, capacityGap: { kind: 'missing', milliDays } }).kind
    const calls = { roadmap: 'on_plan', ktlo: 'on_plan', reliability: 'under' } as const
    const drifting = { calls, reliabilityState: 'drifting' } as const
    expect(missing(21_000, drifting)).toBe('people_missing')
    expect(missing(21_000, told)).toBe('roadmap_under')
    expect(missing(49_999, told)).toBe('roadmap_under')
    expect(missing(50_000, told)).toBe('people_missing')
    expect(missing(50_000, everything)).toBe('cannot_tell')
    expect(headline({ ...drifting, capacityGap: { kind: 'extra', milliDays: 90_000 } }).kind).toBe(
      'reliability_drifting',
    )
  })

  it('is then what else is surely off, by the most points', () => {
    expect(headline({ calls: { ktlo: 'under', reliability: 'under' } })).toEqual({
      kind: 'category_off_plan',
      category: 'ktlo',
    })
  })

  it('goes by the points, whichever category comes first and whichever way it is off', () => {
    const off = { ktlo: 'under', reliability: 'over' } as const
    const planned = { roadmap: 100, ktlo: 50, reliability: 50 }
    const byMost = (ktlo: number, reliability: number) =>
      headline({ calls: off, planned, actual: { roadmap: 100, ktlo, reliability, uncategorised: 0 } })
    expect(byMost(49, 51 + 20)).toEqual({ kind: 'category_off_plan', category: 'reliability' })
    expect(byMost(30, 51)).toEqual({ kind: 'category_off_plan', category: 'ktlo' })
  })

  it('is that all is on plan only where every category was called so', () => {
    expect(headline({}).kind).toBe('on_plan')
    expect(headline({ calls: { reliability: 'cannot_tell' }, halfBandPoints: 9 })).toEqual({
      kind: 'no_sure_difference',
      halfWidthShare: expect.closeTo(0.09, 12),
    })
  })
})

it('the surest difference is none where nothing is called', () => {
  expect(surestDifference([])).toBeNull()
})

describe('the time went where it was planned', () => {
  const alignment = (sketch: Partial<ScopeSketch>) =>
    isAligned(
      scopeOf({
        scopeId: 'core',
        name: 'Core',
        planned: { roadmap: 500, ktlo: 300, reliability: 200 },
        actual: { roadmap: 500, ktlo: 300, reliability: 200, uncategorised: 0 },
        ...sketch,
      }),
    )

  it('only with less than three points elsewhere', () => {
    expect(alignment({ actual: { roadmap: 471, ktlo: 329, reliability: 200, uncategorised: 0 } })).toBe(true)
    expect(alignment({ actual: { roadmap: 469, ktlo: 331, reliability: 200, uncategorised: 0 } })).toBe(false)
  })

  it('not with three points elsewhere', () => {
    const scope = scopeOf({
      scopeId: 'core',
      name: 'Core',
      planned: { roadmap: 1, ktlo: 1, reliability: 1 },
      actual: { roadmap: 1, ktlo: 1, reliability: 1, uncategorised: 0 },
    })
    expect(isAligned({ ...scope, misalignmentShare: 0.03 })).toBe(false)
    expect(isAligned({ ...scope, misalignmentShare: 0.0299 })).toBe(true)
    expect(isAligned({ ...scope, misalignmentShare: null })).toBe(false)
  })

  it('only where every category was called on plan', () => {
    expect(alignment({ calls: { reliability: 'cannot_tell' } })).toBe(false)
  })
})
