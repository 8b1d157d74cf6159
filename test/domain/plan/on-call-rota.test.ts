import { describe, expect, it } from 'vitest'
import { RotaFormatError, rotaTurnsOf } from '../../../domain/plan/on-call-rota.ts'
import { aCalendar } from '../../builders/plan.ts'

const dates = { from: '2026-05-01', to: '2026-06-01' }

function rota(...events: string[]): string {
  const bodies = events.map((event) => `BEGIN:VEVENT\n${event}\nEND:VEVENT`)
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test', ...bodies, 'END:VCALENDAR']
    .join('\n')
    .replaceAll('\n', '\r\n')
}

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
