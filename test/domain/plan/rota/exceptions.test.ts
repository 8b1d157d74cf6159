import { describe, expect, it } from 'vitest'
import { rotaTurnsOf } from '../../../../domain/plan/on-call-rota.ts'
import { RotaFormatError } from '../../../../domain/plan/rota/format-error.ts'
import { aCalendar } from '../../../builders/plan.ts'

/** Of a team in Berlin that works from 9 to 17, in May 2026: a turn's title with each of its days. */
function turnsOf(...events: readonly (readonly string[])[]): string[] {
  const lines = events.flatMap((event) => ['BEGIN:VEVENT', ...event, 'END:VEVENT'])
  const text = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test', ...lines, 'END:VCALENDAR'].join('\r\n')
  const turns = rotaTurnsOf(text, { from: '2026-05-01', to: '2026-06-01' }, aCalendar())
  return turns.flatMap(({ title, dates }) => dates.map((date) => `${title} ${date.slice(-2)}`))
}

/** 3 to 11 in New York is 9 to 17 in Berlin. */
const inNewYork = [
  ...['UID:1', 'SUMMARY:Ada', 'DTSTART;TZID=America/New_York:20260504T030000'],
  ...['DTEND;TZID=America/New_York:20260504T110000', 'RRULE:FREQ=DAILY;COUNT=4'],
]

describe('the turns of a rota that repeat', () => {
  it.each([
    'EXDATE;TZID=America/New_York:20260506T030000',
    'EXDATE:20260506T070000Z',
    'EXDATE;TZID=Europe/Berlin:20260506T090000',
    'EXDATE;TZID=Asia/Tokyo:20260506T160000',
    'EXDATE:20260506T030000',
    'EXDATE;VALUE=DATE:20260506',
  ])('leave out an exception in whatever zone it is written: %s', (exception) => {
    expect(turnsOf([...inNewYork, exception])).toEqual(['Ada 04', 'Ada 05', 'Ada 07'])
  })

  it('leave out each exception, also behind some that stand for nothing', () => {
    const stale = 'EXDATE:20260504T080000Z,20260504T090000Z,20260504T100000Z'
    expect(turnsOf([...inNewYork, stale, 'EXDATE:20260506T070000Z'])).toEqual(['Ada 04', 'Ada 05', 'Ada 07'])
  })

  it('are replaced by a changed or cancelled turn, in whatever zone that says which it is', () => {
    const moved = [
      ...['UID:1', 'SUMMARY:Ben', 'RECURRENCE-ID:20260506T070000Z'],
      ...['DTSTART:20260513T070000Z', 'DTEND:20260513T150000Z'],
    ]
    expect(turnsOf(inNewYork, moved)).toEqual(['Ada 04', 'Ada 05', 'Ada 07', 'Ben 13'])
    const cancelled = [
      ...['UID:1', 'RECURRENCE-ID;TZID=Europe/Berlin:20260507T090000', 'STATUS:CANCELLED'],
      ...['DTSTART:20260507T070000Z', 'DTEND:20260507T150000Z'],
    ]
    expect(turnsOf(inNewYork, cancelled)).toEqual(['Ada 04', 'Ada 05', 'Ada 06'])
    const fromThenOn = moved.map((line) => line.replace('RECURRENCE-ID', 'RECURRENCE-ID;RANGE=THISANDFUTURE'))
    expect(turnsOf(inNewYork, fromThenOn)).toEqual(['Ada 04', 'Ada 05', 'Ben 13', 'Ben 14'])
  })

  it('keep theirs where another one at the same time was cancelled', () => {
    const other = inNewYork.map((line) => line.replace('UID:1', 'UID:2').replace('Ada', 'Ben'))
    const cancelled = [
      ...['UID:1', 'RECURRENCE-ID;TZID=America/New_York:20260505T030000', 'STATUS:CANCELLED'],
      ...['DTSTART:20260505T070000Z', 'DTEND:20260505T150000Z'],
    ]
    expect(turnsOf(inNewYork, other, cancelled)).toEqual([
      ...['Ada 04', 'Ben 04', 'Ben 05', 'Ada 06', 'Ben 06', 'Ada 07', 'Ben 07'],
    ])
  })

  it.each(['20260506T070000Z', '20260506', '20260506T090000'])(
    'go on to their last one: UNTIL=%s',
    (until) => {
      const inBerlin = [
        ...['UID:1', 'SUMMARY:Ada', 'DTSTART;TZID=Europe/Berlin:20260504T090000'],
        ...['DTEND;TZID=Europe/Berlin:20260504T170000', `RRULE:FREQ=DAILY;UNTIL=${until}`],
      ]
      expect(turnsOf(inBerlin)).toEqual(['Ada 04', 'Ada 05', 'Ada 06'])
    },
  )

  it('have those that are added one by one', () => {
    const added = 'RDATE;TZID=Europe/Berlin:20260513T090000'
    expect(turnsOf([...inNewYork, added])).toEqual(['Ada 04', 'Ada 05', 'Ada 06', 'Ada 07', 'Ada 13'])
    const once = inNewYork.slice(0, 4)
    expect(turnsOf([...once, added])).toEqual(['Ada 04', 'Ada 13'])
    expect(turnsOf([...once, 'RDATE;VALUE=DATE:20260513'])).toEqual(['Ada 04', 'Ada 13'])
    const longer = 'RDATE;VALUE=PERIOD:20260513T070000Z/20260514T150000Z'
    expect(turnsOf([...once, longer])).toEqual(['Ada 04', 'Ada 13', 'Ada 14'])
  })

  it('of whole days leave out a date however it is written', () => {
    const days = ['UID:1', 'SUMMARY:Ada', 'DTSTART;VALUE=DATE:20260504', 'RRULE:FREQ=WEEKLY;COUNT=3']
    for (const exception of [
      'EXDATE;VALUE=DATE:20260511',
      'EXDATE:20260511T000000Z',
      'EXDATE;TZID=Europe/Berlin:20260511T000000',
      'EXDATE:20260510T220000Z',
    ])
      expect(turnsOf([...days, exception]), exception).toEqual(['Ada 04', 'Ada 18'])
  })

  it('last as long as the first one, where that ends by another clock', () => {
    const ends = inNewYork.map((line) =>
      line.startsWith('DTEND') ? 'DTEND;TZID=Europe/Berlin:20260504T170000' : line,
    )
    expect(turnsOf(ends)).toEqual(['Ada 04', 'Ada 05', 'Ada 06', 'Ada 07'])
  })

  // sabre-io/vobject#340, libical/libical#794: a library that leaves the numbers out makes every week one of them.
  it('are refused where they repeat by the numbers of weeks', () => {
    const yearly = (rule: string) => () =>
      turnsOf(['UID:1', 'SUMMARY:Ada', 'DTSTART;VALUE=DATE:20260504', `RRULE:FREQ=YEARLY;${rule}`])
    expect(yearly('BYWEEKNO=19;BYDAY=MO')).toThrow('repeats "Ada" by the numbers of weeks')
    expect(yearly('BYMONTH=5;BYDAY=1MO')()).toEqual(['Ada 04'])
  })

  it.each([
    ['EXDATE', 'EXDATE:garbage'],
    ['RDATE', 'RDATE:garbage'],
    ['RRULE', 'RRULE:FREQ=DAILY;UNTIL=never'],
    ['RECURRENCE-ID', 'RECURRENCE-ID:garbage'],
  ])('are refused with what of a %s can’t be read', (name, line) => {
    const read = () => turnsOf(['UID:1', 'DTSTART:20260504T070000Z', 'DURATION:PT8H', line])
    expect(read).toThrow(RotaFormatError)
    expect(read).toThrow(`has a value of ${name} that can't be read`)
  })
})
