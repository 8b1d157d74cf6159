import { expect, test } from 'vitest'
import { deadlineInSubject } from '../../../../domain/report/words/deadline.ts'

function told(lastMinute: string, timeZones: readonly string[], now = '2026-06-12T09:00:00Z'): string {
  return deadlineInSubject(Date.parse(lastMinute), { timeZones, nowAt: Date.parse(now) })
}

test.each([
  ['2026-06-17T23:59:00Z', [], '17 June'],
  ['2026-06-17T23:58:00Z', [], '17 June, 23:58 UTC'],
  ['2026-06-17T23:59:00Z', ['Europe/Berlin'], '17 June'],
  ['2026-06-17T23:59:00Z', ['Asia/Tokyo'], '17 June'],
  ['2026-06-17T23:59:00Z', ['America/Los_Angeles'], '17 June, 16:59 UTC−7'],
  // A new month begins in between.
  ['2026-06-30T23:59:00Z', ['Europe/Berlin'], '30 June'],
])('the end of %s by the clocks of %j is told as %s', (lastMinute, timeZones, words) => {
  expect(told(lastMinute, timeZones)).toBe(words)
})

test('before noon the day before is the last whole one, from noon on the time is told', () => {
  expect(told('2026-06-18T11:59:00Z', ['UTC'])).toBe('17 June')
  expect(told('2026-06-18T12:00:00Z', ['UTC'])).toBe('18 June, 12:00 UTC')
})

test('of several clocks the one that reads the earliest is used, whatever their order', () => {
  for (const zones of [
    ['Asia/Tokyo', 'America/New_York', 'Europe/Berlin'],
    ['America/New_York', 'Europe/Berlin', 'Asia/Tokyo'],
  ])
    expect(told('2026-06-17T21:59:00Z', zones)).toBe('17 June, 17:59 UTC−4')
})

test('a day that is over when the mail is written is told to the minute', () => {
  const [lastMinute, zones] = ['2026-06-17T23:59:00Z', ['Europe/Berlin']] as const
  expect(told(lastMinute, zones, '2026-06-17T21:59:00Z')).toBe('17 June')
  expect(told(lastMinute, zones, '2026-06-17T22:00:00Z')).toBe('18 June, 01:59 UTC+2')
})
