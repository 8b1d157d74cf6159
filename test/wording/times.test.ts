import { expect, test } from 'vitest'
import { offsetInWords } from '../../domain/report/words/dates.ts'
import { capitalisedText, dayOf, minuteIn, textIn, timed, timeOf, writtenIn } from '../../wording/times.ts'

const at = (iso: string): number => Date.parse(iso)

test.each([
  ['2026-06-12T16:05:59Z', 'UTC', '12 June 2026, 16:05 UTC'],
  ['2026-06-12T16:05:59Z', 'Europe/Berlin', '12 June 2026, 18:05 UTC+2'],
  ['2026-06-12T16:05:59Z', 'Asia/Kolkata', '12 June 2026, 21:35 UTC+5:30'],
  ['2026-06-12T16:05:59Z', 'America/St_Johns', '12 June 2026, 13:35 UTC−2:30'],
  // The day and the year are the reader's own.
  ['2026-12-31T23:30:00Z', 'Asia/Tokyo', '1 January 2027, 08:30 UTC+9'],
  ['2027-01-01T02:00:00Z', 'America/Los_Angeles', '31 December 2026, 18:00 UTC−8'],
  // On either side of the date line, a day apart.
  ['2026-06-12T10:30:00Z', 'Pacific/Kiritimati', '13 June 2026, 00:30 UTC+14'],
  ['2026-06-12T10:30:00Z', 'Pacific/Pago_Pago', '11 June 2026, 23:30 UTC−11'],
  // 02:30 comes twice, and the offset tells which it is.
  ['2026-10-25T00:30:00Z', 'Europe/Berlin', '25 October 2026, 02:30 UTC+2'],
  ['2026-10-25T01:30:00Z', 'Europe/Berlin', '25 October 2026, 02:30 UTC+1'],
  // 02:00 to 03:00 is left out.
  ['2026-03-29T00:59:00Z', 'Europe/Berlin', '29 March 2026, 01:59 UTC+1'],
  ['2026-03-29T01:00:00Z', 'Europe/Berlin', '29 March 2026, 03:00 UTC+2'],
  // London is at UTC for half of the year.
  ['2026-01-12T16:00:00Z', 'Europe/London', '12 January 2026, 16:00 UTC'],
])('%s is in %s written as %s', (iso, timeZone, words) => {
  expect(writtenIn(timeZone, timeOf(at(iso)))).toBe(words)
})

test('a day is that of the clock of who reads it', () => {
  const late = dayOf(at('2026-06-12T23:30:00Z'))
  expect([writtenIn('UTC', late), writtenIn('Europe/Berlin', late)]).toEqual(['12 June', '13 June'])
})

test('a zone that this machine does not know is read as UTC, and says so', () => {
  expect(writtenIn('Mars/Olympus', timeOf(at('2026-06-12T16:05:00Z')))).toBe('12 June 2026, 16:05 UTC')
  expect(minuteIn('Mars/Olympus', at('2026-06-12T16:05:00Z'))).toBe('2026-06-12 16:05')
})

test('a minute of a list is on the clock that its head names', () => {
  expect(minuteIn('Europe/Berlin', at('2026-06-12T23:05:00Z'))).toBe('2026-06-13 01:05')
})

test('a text keeps its instants until its reader is known, and those of a text in it', () => {
  const inner = timed`since ${timeOf(at('2026-06-12T16:00:00Z'))}, ${3} times`
  const text = capitalisedText(timed`paused ${inner} by ${'ada'}`)
  expect(textIn('UTC', text)).toBe('Paused since 12 June 2026, 16:00 UTC, 3 times by ada')
  expect(textIn('Asia/Tokyo', text)).toBe('Paused since 13 June 2026, 01:00 UTC+9, 3 times by ada')
  expect(capitalisedText([])).toEqual([])
})

test('an offset has minutes only where it needs them', () => {
  expect([0, 60, -240, 345].map(offsetInWords)).toEqual(['UTC', 'UTC+1', 'UTC−4', 'UTC+5:45'])
})
