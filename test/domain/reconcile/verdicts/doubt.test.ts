import { describe, expect, it } from 'vitest'
import { bearsForecast, companyDoubtOf, doubtOf } from '../../../../domain/reconcile/verdicts/doubt.ts'

function aDoubt(attributedMilliDays: number, unattributedMilliDays: number, uncategorisedShare = 0) {
  return doubtOf({
    capacity: { attributedMilliDays, unattributedMilliDays },
    uncategorisedShare,
    isPlanned: true,
    countedDays: 60,
  })
}

describe('a doubt', () => {
  it('is cast by a stale reading, where days have no ticket because nothing was read', () => {
    const stale = (
      attributedMilliDays: number,
      unattributedMilliDays: number,
      readUntil: string | null,
      unreadMilliDays = 1,
    ) =>
      doubtOf({
        capacity: { attributedMilliDays, unattributedMilliDays, unreadMilliDays },
        uncategorisedShare: 0,
        isPlanned: true,
        countedDays: 60,
        readUntil,
      })
    expect(stale(0, 500, '2026-05-12', 0)).toEqual({ because: 'stale', readUntil: '2026-05-12' })
    expect(stale(0, 500, '2026-05-12')).toEqual({ because: 'stale', readUntil: '2026-05-12' })
    expect(stale(500, 500, '2026-05-12')).toEqual({ because: 'stale', readUntil: '2026-05-12' })
    expect(stale(501, 500, '2026-05-12')).toBeNull()
    // The people of this team work in a tracker that was read.
    expect(stale(500, 500, '2026-05-12', 0)).toEqual({ because: 'half_unattributed', share: 0.5 })
    expect(stale(0, 500, null)).toEqual({ because: 'no_effort' })
  })

  it('is cast by a tenth of the days on tickets that were not read any more', () => {
    const unread = (unreadMilliDays: number, readUntil: string | null = '2026-06-18') =>
      doubtOf({
        capacity: { attributedMilliDays: 800, unattributedMilliDays: 200, unreadMilliDays },
        uncategorisedShare: 0,
        isPlanned: true,
        countedDays: 60,
        readUntil,
      })
    expect(unread(99)).toBeNull()
    expect(unread(100)).toEqual({ because: 'stale', readUntil: '2026-06-18' })
    expect(unread(100, null)).toBeNull()
  })

  it('is cast by half of the days without a ticket', () => {
    expect(aDoubt(500, 499)).toBeNull()
    expect(aDoubt(500, 500)).toEqual({ because: 'half_unattributed', share: 0.5 })
  })

  it('is cast by more than a quarter of unsorted work', () => {
    expect(aDoubt(500, 0, 0.25)).toBeNull()
    expect(aDoubt(500, 0, 0.26)).toEqual({ because: 'mostly_uncategorised', share: 0.26 })
  })

  it('is cast by more than a quarter that a sample leaves open', () => {
    const sampled = (openShare: number) =>
      doubtOf({
        capacity: { attributedMilliDays: 500, unattributedMilliDays: 0 },
        uncategorisedShare: 0.6,
        openShare,
        isPlanned: true,
        countedDays: 60,
      })
    expect(sampled(0.25)).toBeNull()
    expect(sampled(0.251)).toEqual({ because: 'mostly_uncategorised', share: 0.6 })
  })

  it('is cast by nobody being there, whatever the plan says', () => {
    const capacity = { attributedMilliDays: 0, unattributedMilliDays: 0 }
    const nobody = { capacity, uncategorisedShare: 0, countedDays: 1 }
    expect(doubtOf({ ...nobody, isPlanned: true })).toEqual({ because: 'nobody_available' })
    expect(doubtOf({ ...nobody, isPlanned: false })).toEqual({ because: 'nobody_available' })
  })

  it('is cast by less than five working days of the quarter', () => {
    const onDay = (countedDays: number, attributedMilliDays = 500) =>
      doubtOf({
        capacity: { attributedMilliDays, unattributedMilliDays: 1 },
        uncategorisedShare: 0,
        isPlanned: true,
        countedDays,
      })
    expect(onDay(4)).toEqual({ because: 'too_early', workingDays: 4 })
    expect(onDay(4, 0)).toEqual({ because: 'too_early', workingDays: 4 })
    expect(onDay(5)).toBeNull()
    expect(onDay(5, 0)).toEqual({ because: 'no_effort' })
    const capacity = { attributedMilliDays: 0, unattributedMilliDays: 0 }
    expect(doubtOf({ capacity, uncategorisedShare: 0, isPlanned: true, countedDays: 0 })).toEqual({
      because: 'too_early',
      workingDays: 0,
    })
  })

  it('is cast by no effort, then by no plan, before all else', () => {
    const capacity = { attributedMilliDays: 0, unattributedMilliDays: 500 }
    const planless = { uncategorisedShare: 1, isPlanned: false, countedDays: 60 }
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

describe('a forecast', () => {
  it('stands where a doubt says nothing of where the time goes', () => {
    expect(
      [null, { because: 'no_plan' } as const, { because: 'too_early', workingDays: 4 } as const].map(
        bearsForecast,
      ),
    ).toEqual([true, true, true])
    expect(bearsForecast({ because: 'stale', readUntil: '2026-06-01' })).toBe(false)
    expect(bearsForecast({ because: 'every_team' })).toBe(false)
  })
})
