import { describe, expect, it } from 'vitest'
import { daysOfShare, overrunOf } from '../../../../domain/reconcile/verdicts/overrun.ts'
import { scopeOf } from '../../../builders/reconciliation.ts'

/** Keeping things running was planned at 25 of 100 days, and took these of a thousand. */
function overrun(plannedDays: number, call: 'over' | 'cannot_tell' = 'over') {
  // 300 of 1,000 days are 30 %; planned were 20 % of a plan of another size, so 100 days by share.
  const scope = scopeOf({
    scopeId: 'core',
    name: 'Core',
    planned: { roadmap: plannedDays * 4, ktlo: plannedDays, reliability: 0 },
    actual: { roadmap: 700, ktlo: 300, reliability: 0, uncategorised: 0 },
    calls: { ktlo: call },
  })
  const ktlo = scope.categories.find(({ category }) => category === 'ktlo')
  if (ktlo === undefined) throw new Error('no figures')
  return overrunOf(scope, ktlo)
}

describe('an overrun', () => {
  it('is reported in days where they make up nine tenths of what its share says', () => {
    expect(overrun(210)).toEqual({ milliDays: 90_000, by: 'days' })
    expect(overrun(211)).toEqual({ milliDays: 100_000, by: 'share' })
  })

  it('is none where the category isn’t called over', () => {
    expect(overrun(210, 'cannot_tell')).toBeNull()
  })
})

it('a share is as many days as its part of the work that tickets explain', () => {
  const scope = scopeOf({
    scopeId: 'core',
    name: 'Core',
    planned: { roadmap: 1, ktlo: 0, reliability: 0 },
    actual: { roadmap: 200, ktlo: 0, reliability: 0, uncategorised: 0 },
    unattributedDays: 50,
  })
  expect(daysOfShare(scope, 0.25)).toBe(50_000)
})
