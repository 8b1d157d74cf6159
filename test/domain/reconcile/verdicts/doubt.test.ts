import { describe, expect, it } from 'vitest'
import { companyDoubtOf, doubtOf } from '../../../../domain/reconcile/verdicts/doubt.ts'

function aDoubt(attributedMilliDays: number, unattributedMilliDays: number, uncategorisedShare = 0) {
  return doubtOf({
    capacity: { attributedMilliDays, unattributedMilliDays },
    uncategorisedShare,
    isPlanned: true,
  })
}

describe('a doubt', () => {
  it('is cast by half of the days without a ticket', () => {
    expect(aDoubt(500, 499)).toBeNull()
    expect(aDoubt(500, 500)).toEqual({ because: 'half_unattributed', share: 0.5 })
  })

  it('is cast by more than a quarter of unsorted work', () => {
    expect(aDoubt(500, 0, 0.25)).toBeNull()
    expect(aDoubt(500, 0, 0.26)).toEqual({ because: 'mostly_uncategorised', share: 0.26 })
  })

  it('is cast by no effort, then by no plan, before all else', () => {
    const capacity = { attributedMilliDays: 0, unattributedMilliDays: 500 }
    const planless = { uncategorisedShare: 1, isPlanned: false }
    expect(doubtOf({ capacity, ...planless })).toEqual({ because: 'no_effort' })
    expect(doubtOf({ capacity: { ...capacity, attributedMilliDays: 1 }, ...planless })).toEqual({
      because: 'no_plan',
    })
  })
})

describe('a company’s doubt', () => {
  const ofTeam = { because: 'no_plan' } as const

  it('is that of its own records', () => {
    expect(companyDoubtOf({ because: 'no_effort' }, [null, ofTeam])).toEqual({ because: 'no_effort' })
  })

  it('is that each of its teams is in doubt, and none where one team can be told', () => {
    expect(companyDoubtOf(null, [ofTeam, { because: 'no_effort' }])).toEqual({ because: 'every_team' })
    expect(companyDoubtOf(null, [ofTeam])).toEqual({ because: 'every_team' })
    expect(companyDoubtOf(null, [ofTeam, null])).toBeNull()
    expect(companyDoubtOf(null, [])).toBeNull()
  })
})
