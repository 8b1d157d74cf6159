import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseJiraTime } from '../../../../adapters/jira/map/time.ts'

/** `at` as Jira writes it in a zone `offsetMinutes` east of Greenwich. */
function inZone(at: number, offsetMinutes: number, colon: string): string {
  const local = new Date(at + offsetMinutes * 60_000).toISOString().slice(0, -1)
  const size = Math.abs(offsetMinutes)
  const hours = String(Math.floor(size / 60)).padStart(2, '0')
  const minutes = String(size % 60).padStart(2, '0')
  return `${local}${offsetMinutes < 0 ? '-' : '+'}${hours}${colon}${minutes}`
}

describe("Jira's times", () => {
  test('the same instant reads the same from every offset (airbytehq/airbyte#48838)', () => {
    const instant = fc.integer({ min: Date.parse('2000-01-01'), max: Date.parse('2100-01-01') })
    fc.assert(
      fc.property(instant, fc.integer({ min: -14 * 60, max: 14 * 60 }), fc.boolean(), (at, offset, colon) => {
        expect(parseJiraTime(inZone(at, offset, colon ? ':' : ''))).toBe(at)
      }),
    )
  })

  test('numbers are epoch milliseconds, or seconds where they are too small for that', () => {
    expect(parseJiraTime(1_768_300_000_123)).toBe(1_768_300_000_123)
    expect(parseJiraTime(1_768_300_000)).toBe(1_768_300_000_000)
    expect(parseJiraTime('1768300000123')).toBe(1_768_300_000_123)
  })

  test('an offset may be of hours alone', () => {
    expect(parseJiraTime('2026-01-12T09:30:00.000+05')).toBe(Date.parse('2026-01-12T04:30:00Z'))
  })

  test('a UTC time may end in Z', () => {
    expect(parseJiraTime('2026-01-12T09:30:00.000Z')).toBe(Date.parse('2026-01-12T09:30:00Z'))
  })

  test.each([
    null,
    undefined,
    '',
    'yesterday',
    '2026-01-12',
    '2026-01-12T09:30:00',
    '2026-13-12T09:30:00Z',
    Number.NaN,
    -5,
    {},
  ])('%s is no point in time, rather than 1970', (value) => {
    expect(parseJiraTime(value)).toBeNull()
  })
})
