import { describe, expect, test } from 'vitest'
import { auditChangeText, auditSubjectText } from '../../wording/audit-entry-text.ts'
import { textIn } from '../../wording/times.ts'

const connectionId = '0f0e0d0c-0b0a-4908-8706-050403020100'
const names = {
  teams: new Map([['core', 'Core Systems']]),
  connections: new Map([[connectionId, 'Northwind']]),
}

function change(action: string, text: string): string {
  return textIn('Europe/Berlin', auditChangeText(action, text))
}

describe('what an entry is about', () => {
  test.each([
    ['review of 2026-Q2', 'review of Q2 2026'],
    ['mails of 2026-Q2', 'mails of Q2 2026'],
    ['reports of 2026-Q1', 'reports of Q1 2026'],
    ['core in the review of 2026-Q2', 'Core Systems in the review of Q2 2026'],
    ['gone in the review of 2026-Q2', 'gone in the review of Q2 2026'],
    [
      'ada@company.example on core, 2026-Q2, in the review',
      'ada@company.example on Core Systems, Q2 2026, in the review',
    ],
    ['draft 2026-Q2/pre-planning/executive/company', 'Executives · Before planning · Q2 2026'],
    ['draft 2026-Q2/final/product/team:core', 'Product managers · Final · Q2 2026 · Core Systems'],
    [`mail ${connectionId} to ada@company.example`, 'mail to ada@company.example'],
    [`schedule sync-${connectionId}`, 'Sync of Northwind'],
    [`schedule nightly-${connectionId}`, 'Nightly sync of Northwind'],
    ['schedule drift-watch', 'Drift watch'],
    ['schedule final-report-2026-Q2', 'Final report, Q2 2026'],
    ['admin ada@company.example', 'ada@company.example'],
    ['connection Northwind', 'Northwind'],
    ['a session of their own', ''],
    ['plan', ''],
    ['ticket WEB-1 (Northwind)', 'ticket WEB-1 (Northwind)'],
  ])('%s is told in words', (stored, told) => {
    expect(auditSubjectText(stored, names)).toBe(told)
  })

  test('what is known by its id alone is told by that', () => {
    const gone = 'ffffffff-0b0a-4908-8706-050403020100'
    expect(auditSubjectText(`schedule sync-${gone}`, names)).toBe(`schedule sync-${gone}`)
    expect(auditSubjectText('draft 2026-Q2/unheard-of/executive/company', names)).toBe(
      'draft 2026-Q2/unheard-of/executive/company',
    )
  })
})

describe('what an entry changed', () => {
  test('instants are told by the reader’s clock', () => {
    expect(change('change expiry', '2026-11-30T22:59:00.000Z')).toBe('30 November 2026, 23:59 UTC+1')
    expect(change('change expiry', 'not known')).toBe('not known')
    expect(change('start review', '5 days, as of 2026-06-12T09:00:00.000Z, with approval')).toBe(
      '5 days, as of 12 June 2026, 11:00 UTC+2, with approval',
    )
  })

  test('a mail’s state is told as the pages of mails tell it', () => {
    expect(change('mail came back', 'sent')).toBe('sent')
    expect(change('settle mail: arrived', 'ambiguous')).toBe('in doubt')
    expect(change('settle mail: send again', 'queued, to ada@company.example: the log shows nothing')).toBe(
      'queued, to ada@company.example: the log shows nothing',
    )
    expect(change('mail came back', 'bounced: 550 no such user')).toBe('came back: 550 no such user')
  })

  test('a version is told as one', () => {
    expect(change('import plan', '3f2a')).toBe('version 3f2a')
    expect(change('import rules', '3f2a')).toBe('version 3f2a')
  })

  test('a category is told by its name', () => {
    expect(change('override', 'ktlo (bug), by ada@company.example: on call')).toBe(
      'Keeping things running (bug), by ada@company.example: on call',
    )
    expect(change('answer', 'unclear, by ada@company.example')).toBe('unclear, by ada@company.example')
  })

  test('what people wrote stays as they wrote it', () => {
    const words = 'sent: 2026-Q2 ended on 2026-06-30T22:00:00Z, ktlo'
    for (const action of ['add statement', 'pause mails', 'rename tracker'])
      expect(change(action, words)).toBe(words)
    expect(change('settle mail: suppress', 'suppressed: failed: 2026-06-30T22:00:00Z')).toBe(
      'suppressed: failed: 2026-06-30T22:00:00Z',
    )
  })
})
