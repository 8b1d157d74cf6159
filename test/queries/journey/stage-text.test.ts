import { describe, expect, it } from 'vitest'
import type { StageCounts } from '../../../domain/stages.ts'
import { stageText } from '../../../queries/journey/stage-text.ts'
import { delivered } from '../../builders/delivered.ts'

describe('a finished stage', () => {
  it.each([
    [{ refused: 0 }, '1,200 tickets in 9 requests'],
    [
      { refused: 1 },
      '1,200 tickets in 9 requests; 1 of 2 trackers refused access: its tickets are from the last sync',
    ],
    [
      { refused: 2 },
      '1,200 tickets in 9 requests; 2 of 2 trackers refused access: their tickets are from the last sync',
    ],
    [{ tickets: 1, requests: 1, refused: 0 }, '1 ticket in 1 request'],
  ])('says what syncing read, and which trackers refused us: %j', (refused, text) => {
    const counts: StageCounts['sync'] = { tickets: 1_200, requests: 9, connections: 2, ...refused }
    expect(stageText('sync', { sync: { state: 'done', counts } })).toBe(text)
  })

  it.each([
    [{ tickets: 1_200, uncategorised: 48 }, '1,200 tickets, 48 of them uncategorised'],
    [{ tickets: 1_200, uncategorised: 0 }, '1,200 tickets, none of them uncategorised'],
    [{ tickets: 1, uncategorised: 1 }, '1 ticket, uncategorised'],
    [{ tickets: 0, uncategorised: 0 }, 'no tickets'],
  ])('says how many tickets no rule matched: %j', (counts, text) => {
    expect(stageText('classify', { classify: { state: 'done', counts } })).toBe(text)
  })

  it.each([
    [{ attributedMilliDays: 200_500, quarters: 2 }, '201 person-days attributed in 2 quarters'],
    [{ attributedMilliDays: 19_000, quarters: 1 }, '19 person-days attributed in 1 quarter'],
    [{ attributedMilliDays: 1_400, quarters: 1 }, '1 person-day attributed in 1 quarter'],
  ])('says the days of all quarters, rounded once: %j', (counts, text) => {
    expect(stageText('effort', { effort: { state: 'done', counts } })).toBe(text)
  })

  it('says the misalignment of each quarter, or that it is unknown', () => {
    const quarters = [
      { quarter: '2026-Q1', misalignmentShare: null },
      { quarter: '2026-Q2', misalignmentShare: 0.144 },
    ]
    expect(stageText('reconcile', { reconcile: { state: 'done', counts: { quarters } } })).toBe(
      'misalignment 2026-Q1 unknown, 2026-Q2 14 %',
    )
  })

  it.each([
    [{ editions: 12, created: 3 }, '12 editions, 3 of them new'],
    [{ editions: 1, created: 0 }, '1 edition, not new'],
    [{ editions: 1, created: 1 }, '1 edition, new'],
    [{ editions: 1_200, created: 0 }, '1,200 editions, none of them new'],
  ])('says how many editions are new: %j', (counts, text) => {
    expect(stageText('report', { report: { state: 'done', counts } })).toBe(text)
  })

  it.each([
    [delivered({ sentNow: 2 }), '2 sent now, 2 of 2 in all'],
    [
      delivered({ sentNow: 1, nextAttemptInMs: 60_000 }),
      '2 of 2 in all so far; 0 are tried again by themselves',
    ],
  ])('says how many were sent, and how many still can be: %j', (counts, text) => {
    expect(stageText('deliver', { deliver: { state: 'done', counts } })).toBe(text)
  })
})

it('a stage that runs or has not begun has no text', () => {
  expect(stageText('sync', { sync: { state: 'running' } })).toBeNull()
  expect(stageText('deliver', { sync: { state: 'running' } })).toBeNull()
})
