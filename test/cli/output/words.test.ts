import { InvalidArgumentError } from 'commander'
import { describe, expect, it } from 'vitest'
import { columns } from '../../../cli/output/columns.ts'
import { readAsOf, readDuration, readQuarter } from '../../../cli/output/when.ts'
import { plainText } from '../../../domain/text/plain-text.ts'
import { ago } from '../../../wording/ago.ts'
import { redact } from '../../../worker/logging/redact.ts'

describe('words of the command line', () => {
  it('take a date for the end of that day in UTC, and an instant as it is', () => {
    expect(new Date(readAsOf('2026-06-30')).toISOString()).toBe('2026-06-30T23:59:59.999Z')
    expect(new Date(readAsOf('2026-06-30T16:00:00Z')).toISOString()).toBe('2026-06-30T16:00:00.000Z')
    expect(new Date(readAsOf('2024-02-29')).toISOString()).toBe('2024-02-29T23:59:59.999Z')
  })

  it.each([
    '2026-02-30',
    '2026-13-01',
    '30.06.2026',
    '2026-06-30T16:00:00',
    '2026-06-30T16:00:00+02:00',
    '',
    'today',
  ])('refuse %j as a date', (text) => {
    expect(() => readAsOf(text)).toThrow(InvalidArgumentError)
  })

  it('read quarters and durations, and say how to write them', () => {
    expect(readQuarter('2026-Q2')).toBe('2026-Q2')
    expect([readDuration('30s'), readDuration('2m'), readDuration('1h')]).toEqual([
      30_000, 120_000, 3_600_000,
    ])
    for (const text of ['2', '0s', '-1m', '2 m', '1d'])
      expect(() => readDuration(text)).toThrow('such as 30s')
    for (const text of ['2026Q2', '2026-Q5', 'q2']) expect(() => readQuarter(text)).toThrow('such as 2026-Q2')
  })

  it('tell ages in the largest unit that says something', () => {
    const minute = 60_000
    expect([0, 5, 119, 120, 47 * 60, 72 * 60].map((minutes) => ago(0, minutes * minute))).toEqual([
      'just now',
      '5 min ago',
      '119 min ago',
      '2 h ago',
      '47 h ago',
      '3 days ago',
    ])
  })
})

describe('texts for a terminal', () => {
  it('lose what could repaint the screen, and stay on one line', () => {
    expect(plainText('a\u001b[2Jb\r\nc\u202ed')).toBe('a [2Jb c d')
    expect(plainText('Zahlung über 5 € – „heute“')).toBe('Zahlung über 5 € – „heute“')
  })

  it('stand in columns as wide as their widest cell', () => {
    expect(
      columns([
        ['a', 'bb', 'c'],
        ['aaa', 'b', ''],
      ]),
    ).toEqual(['a    bb  c', 'aaa  b'])
  })

  it('lose the secrets of the environment, and nothing else', () => {
    const environment = {
      JIRA_API_TOKEN: 'tok-123456',
      DATABASE_URL: 'postgresql://u:pass-word@db/x',
      LINEAR_API_KEY: 'abc',
    }
    expect(redact('tok-123456 at db with pass-word, abc', environment)).toBe('*** at db with ***, abc')
  })
})
