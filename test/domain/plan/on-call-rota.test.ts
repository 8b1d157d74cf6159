import { describe, expect, it } from 'vitest'
import { rotaTurnsOf } from '../../../domain/plan/on-call-rota.ts'
import { RotaFormatError } from '../../../domain/plan/rota/format-error.ts'
import { aCalendar } from '../../builders/plan.ts'

const dates = { from: '2026-05-01', to: '2026-06-01' }

function rota(...events: string[]): string {
  const bodies = events.map((event) => `BEGIN:VEVENT\n${event}\nEND:VEVENT`)
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test', ...bodies, 'END:VCALENDAR']
    .join('\n')
    .replaceAll('\n', '\r\n')
}

/** As Outlook writes it: a name of its own, with the rules of its clock. */
const pacificZone = [
  ...['BEGIN:VTIMEZONE', 'TZID:Pacific Standard Time'],
  ...['BEGIN:STANDARD', 'DTSTART:16010101T020000', 'TZOFFSETFROM:-0700', 'TZOFFSETTO:-0800'],
  ...['RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11', 'END:STANDARD'],
  ...['BEGIN:DAYLIGHT', 'DTSTART:16010101T020000', 'TZOFFSETFROM:-0800', 'TZOFFSETTO:-0700'],
  ...['RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3', 'END:DAYLIGHT', 'END:VTIMEZONE'],
].join('\r\n')

function turnsOf(...events: string[]) {
  return rotaTurnsOf(rota(...events), dates, aCalendar())
}

describe('the turns of an on-call rota', () => {
  it('are read with those whose turn it is', () => {
    const turns = turnsOf(
      'UID:1\nSUMMARY:On call: Ada Example\nDTSTART;VALUE=DATE:20260504\nDTEND;VALUE=DATE:20260507',
      'UID:2\nSUMMARY:Core\nATTENDEE;CN=Ben:MAILTO:Ben.Example@company.example\nDTSTART;VALUE=DATE:20260507\nDURATION:P1D',
    )
    expect(turns).toEqual([
      { title: 'On call: Ada Example', emailKeys: [], dates: ['2026-05-04', '2026-05-05', '2026-05-06'] },
      { title: 'Core', emailKeys: ['ben.example@company.example'], dates: ['2026-05-07'] },
    ])
  })

  it('with hours count on days of which they take at least half of the working hours', () => {
    // Monday 13:00 in Berlin to Tuesday 13:00: half of Monday's hours from 9 to 17, and half of Tuesday's.
    const berlin =
      'UID:1\nDTSTART;TZID=Europe/Berlin:20260504T130000\nDTEND;TZID=Europe/Berlin:20260505T130000'
    expect(turnsOf(berlin)[0]?.dates).toEqual(['2026-05-04', '2026-05-05'])
    expect(turnsOf(berlin.replace('0504T130000', '0504T130001'))[0]?.dates).toEqual(['2026-05-05'])
    expect(turnsOf('UID:1\nDTSTART:20260504T110000Z\nDTEND:20260505T110000Z')[0]?.dates).toEqual([
      '2026-05-04',
      '2026-05-05',
    ])
    expect(turnsOf('UID:1\nDTSTART:20260504T110001Z\nDTEND:20260504T200000Z')[0]?.dates).toEqual([])
    const newYork =
      'UID:1\nDTSTART;TZID=America/New_York:20260504T070000\nDTEND;TZID=America/New_York:20260504T200000'
    expect(turnsOf(newYork)[0]?.dates).toEqual(['2026-05-04'])
    const floating = 'UID:1\nDTSTART:20260504T090000\nDTEND:20260504T170000'
    expect(turnsOf(floating)[0]?.dates).toEqual(['2026-05-04'])
  })

  it('repeat, with exceptions, and end with the dates of interest', () => {
    const weekly =
      'UID:1\nSUMMARY:Ada\nDTSTART;VALUE=DATE:20260105\nDTEND;VALUE=DATE:20260106\nRRULE:FREQ=WEEKLY;INTERVAL=2'
    expect(turnsOf(weekly).flatMap((turn) => turn.dates)).toEqual(['2026-05-11', '2026-05-25'])
    const without = turnsOf(`${weekly}\nEXDATE;VALUE=DATE:20260511`)
    expect(without.flatMap((turn) => turn.dates)).toEqual(['2026-05-25'])
    const moved =
      'UID:1\nSUMMARY:Ben\nRECURRENCE-ID;VALUE=DATE:20260511\nDTSTART;VALUE=DATE:20260512\nDTEND;VALUE=DATE:20260513'
    const turns = turnsOf(weekly, moved).filter((turn) => turn.dates.length > 0)
    expect(turns.map(({ title, dates: on }) => [title, ...on])).toEqual([
      ['Ben', '2026-05-12'],
      ['Ada', '2026-05-25'],
    ])
  })

  it('that began long ago still come, one every day', () => {
    const daily =
      'UID:1\nSUMMARY:Ada\nDTSTART;VALUE=DATE:20100104\nDTEND;VALUE=DATE:20100105\nRRULE:FREQ=DAILY'
    expect(turnsOf(daily).filter((turn) => turn.dates.length > 0)).toHaveLength(31)
    const everySecond = 'UID:1\nSUMMARY:Ada\nDTSTART:20200104T000000Z\nDURATION:PT1H\nRRULE:FREQ=SECONDLY'
    expect(() => turnsOf(everySecond)).toThrow('repeats "Ada" too often')
  })

  it('that were moved count where they are now, also from and without what they repeat', () => {
    const weekly =
      'UID:1\nSUMMARY:Ada\nDTSTART;VALUE=DATE:20260406\nDTEND;VALUE=DATE:20260407\nRRULE:FREQ=WEEKLY;COUNT=30'
    const moved =
      'UID:1\nSUMMARY:Ben\nRECURRENCE-ID;VALUE=DATE:20260803\nDTSTART;VALUE=DATE:20260512\nDTEND;VALUE=DATE:20260513'
    const datesOf = (...events: string[]) =>
      turnsOf(...events).flatMap((turn) => turn.dates.map((date) => `${turn.title} ${date}`))
    expect(datesOf(weekly, moved)).toEqual([
      'Ada 2026-05-04',
      'Ada 2026-05-11',
      'Ben 2026-05-12',
      'Ada 2026-05-18',
      'Ada 2026-05-25',
    ])
    expect(datesOf(moved)).toEqual(['Ben 2026-05-12'])
    const fromThenOn = moved
      .replace('RECURRENCE-ID;VALUE=DATE:20260803', 'RECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20260511')
      .replace('SUMMARY:Ben', 'SUMMARY:Cleo')
    expect(datesOf(weekly, fromThenOn)).toEqual([
      'Ada 2026-05-04',
      'Cleo 2026-05-12',
      'Cleo 2026-05-19',
      'Cleo 2026-05-26',
    ])
  })

  it('don’t count where they were cancelled, and aren’t of those who declined', () => {
    const turn = 'UID:1\nSUMMARY:Core\nDTSTART;VALUE=DATE:20260504\nDTEND;VALUE=DATE:20260505'
    expect(turnsOf(`${turn}\nSTATUS:CANCELLED`)).toEqual([])
    const without = turnsOf(
      `${turn}\nRRULE:FREQ=WEEKLY;COUNT=2`,
      `${turn.replaceAll('0504', '0511')}\nRECURRENCE-ID;VALUE=DATE:20260511\nSTATUS:CANCELLED`,
    )
    expect(without.flatMap((each) => each.dates)).toEqual(['2026-05-04'])
    const swapped =
      'ATTENDEE;PARTSTAT=DECLINED:mailto:ada@company.example\nATTENDEE;PARTSTAT=ACCEPTED:mailto:ben@company.example'
    expect(turnsOf(`${turn}\n${swapped}`)[0]?.emailKeys).toEqual(['ben@company.example'])
  })

  it('are read in the zone that the file defines, whatever it calls it', () => {
    const shift = (zone: string, from: string, to: string) =>
      `UID:1\nDTSTART;TZID=${zone}:20260504T${from}\nDTEND;TZID=${zone}:20260504T${to}`
    const outlook = 'Pacific Standard Time'
    const defined = (event: string) =>
      rotaTurnsOf(
        rota(event).replace('BEGIN:VEVENT', `${pacificZone}\r\nBEGIN:VEVENT`),
        dates,
        aCalendar(),
      )[0]?.dates
    // Midnight to 8 in the morning there is 9 to 17 in Berlin; their working hours are its night.
    expect(defined(shift(outlook, '000000', '080000'))).toEqual(['2026-05-04'])
    expect(defined(shift(outlook, '090000', '170000'))).toEqual([])
    const path = '/freeassociation.sourceforge.net/America/Los_Angeles'
    expect(turnsOf(shift(path, '000000', '080000'))[0]?.dates).toEqual(['2026-05-04'])
    const endsElsewhere =
      'UID:1\nDTSTART;TZID=America/Los_Angeles:20260504T000000\nDTEND;TZID=Europe/Berlin:20260504T120000'
    expect(turnsOf(endsElsewhere)[0]?.dates).toEqual([])
    expect(() => turnsOf(shift(outlook, '000000', '080000'))).toThrow(
      'has times in a zone that it doesn\'t define: "Pacific Standard Time"',
    )
  })

  it('of whole days are a day at least, and are dates though they don’t say so', () => {
    const day = (start: string, end: string) => turnsOf(`UID:1\nDTSTART${start}\nDTEND${end}`)[0]?.dates
    // kimusan/Tachyon#38
    expect(day(';VALUE=DATE:20260504', ';VALUE=DATE:20260504')).toEqual(['2026-05-04'])
    // tutao/tutanota#1916, of calendarlabs.com
    expect(day(':20260504', ':20260504')).toEqual(['2026-05-04'])
    expect(day(':20260504', ':20260506')).toEqual(['2026-05-04', '2026-05-05'])
    expect(day(';TZID=Europe/Berlin:20260504', ';TZID=Europe/Berlin:20260505')).toEqual(['2026-05-04'])
    const marked = `\ufeff${rota('UID:1\nDTSTART;VALUE=DATE:20260504')}`
    expect(rotaTurnsOf(marked, dates, aCalendar())[0]?.dates).toEqual(['2026-05-04'])
  })

  it('are refused where they end before they begin', () => {
    const turn = (end: string) => () =>
      turnsOf(`UID:1\nSUMMARY:Ada\nDTSTART:20260504T070000Z\nDTEND:20260504T${end}Z`)
    expect(turn('065959')).toThrow('ends "Ada" before it begins')
    expect(turn('070000')).not.toThrow()
  })

  it.each([
    'hello',
    '',
    'BEGIN:VCALENDAR',
    rota('UID:1\nDTSTART:tomorrow\nDTEND:20260504T090000Z'),
    'BEGIN:VEVENT\r\nUID:1\r\nEND:VEVENT',
  ])('are refused for what is no iCalendar: %j', (text) => {
    expect(() => rotaTurnsOf(text, dates, aCalendar())).toThrow(RotaFormatError)
  })
})
