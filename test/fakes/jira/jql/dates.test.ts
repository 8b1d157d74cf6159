import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dateOfFunction, dateOfText } from '../../../../fakes/jira/jql/dates.ts'

const nowAt = Date.parse('2026-06-12T16:00:30Z')
const berlin = 'Europe/Berlin'

describe('dates in JQL', () => {
  it('reads a bare date and time in the caller’s zone', () => {
    expect(dateOfText('2026-06-12 09:30', true, nowAt, berlin)).toBe(Date.parse('2026-06-12T07:30:00Z'))
    expect(dateOfText('2026-06-12 09:30', true, nowAt, 'America/New_York')).toBe(
      Date.parse('2026-06-12T13:30:00Z'),
    )
    expect(dateOfText('2026/1/5', true, nowAt, berlin)).toBe(Date.parse('2026-01-04T23:00:00Z'))
  })

  it('knows no seconds', () => {
    expect(dateOfText('2026-06-12 09:30:15', true, nowAt, berlin)).toBeNull()
    expect(dateOfText('2026-06-12T09:30:15Z', true, nowAt, berlin)).toBeNull()
  })

  it('refuses a day that no calendar has', () => {
    expect(dateOfText('2026-02-30', true, nowAt, berlin)).toBeNull()
  })

  it('takes any whole number without quotes as epoch milliseconds, and none in quotes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_102_444_800_000 }), (at) => {
        expect(dateOfText(String(at), false, nowAt, berlin)).toBe(at)
        expect(dateOfText(String(at), true, nowAt, berlin)).toBeNull()
      }),
    )
  })

  it('counts periods from now', () => {
    expect(dateOfText('-14d', false, nowAt, berlin)).toBe(Date.parse('2026-05-29T16:00:30Z'))
    expect(dateOfText('1w 2d', true, nowAt, berlin)).toBe(Date.parse('2026-06-21T16:00:30Z'))
    expect(dateOfText('-90m', false, nowAt, berlin)).toBe(nowAt - 90 * 60_000)
  })

  it('starts days and months at the caller’s midnight', () => {
    expect(dateOfFunction('now', [], nowAt, berlin)).toBe(nowAt)
    expect(dateOfFunction('startOfDay', [], nowAt, berlin)).toBe(Date.parse('2026-06-11T22:00:00Z'))
    expect(dateOfFunction('startOfDay', ['-1'], nowAt, berlin)).toBe(Date.parse('2026-06-10T22:00:00Z'))
    expect(dateOfFunction('startOfMonth', ['-1'], nowAt, 'Etc/UTC')).toBe(Date.parse('2026-05-01T00:00:00Z'))
    expect(dateOfFunction('noSuchThing', [], nowAt, berlin)).toBeNull()
  })
})
