import { expect, test } from 'vitest'
import { verdictOn, wordsOn } from '../../../domain/deliver/returned-mail.ts'

const report = {
  deliveryId: 'row-1',
  recipients: [],
  words: 'abuse',
  writtenAt: null,
} as const
const sent = {
  state: 'sent',
  recipientEmail: 'ada@company.example',
  earlierEmails: ['ada@old.example'],
  attempts: 1,
  lastClaimedAt: 0,
  isSignInLink: false,
} as const

test('a complaint stops a reader’s mails, and one about a link to sign in stops none', () => {
  const complaint = { ...report, kind: 'complaint' } as const
  expect(verdictOn(complaint, { ...sent, isSignInLink: false })).toBe('suppressed')
  expect(verdictOn(complaint, { ...sent, isSignInLink: true })).toBe('no change')
})

test('a bounce of where the reader’s server sent a mail on is one of the mail, and says to where', () => {
  const sentOn = {
    ...report,
    kind: 'bounce',
    recipients: ['ada@home.example'],
    words: '5.1.1 unknown',
  } as const
  expect(verdictOn(sentOn, sent)).toBe('bounced')
  expect(wordsOn(sentOn, sent)).toBe('sent on from there to ada@home.example: 5.1.1 unknown')
  const direct = { ...sentOn, recipients: ['ada@home.example', 'Ada@COMPANY.example'] }
  expect(verdictOn(direct, sent)).toBe('bounced')
  expect(wordsOn(direct, sent)).toBe('5.1.1 unknown')
})

test('a bounce of the address that a mail had before it was mended is none of where it goes now', () => {
  const earlier = { ...report, kind: 'bounce', recipients: ['ADA@old.example'] } as const
  expect(verdictOn(earlier, sent)).toBe('another address')
  expect(wordsOn(earlier, sent)).toBe(report.words)
})

test('a complaint of somebody to whom a mail was sent on stops none of the reader’s', () => {
  const complaint = { ...report, kind: 'complaint', recipients: ['ada@home.example'] } as const
  expect(verdictOn(complaint, sent)).toBe('another address')
})

test('a link to sign in bounces as any other mail does', () => {
  expect(verdictOn({ ...report, kind: 'bounce' }, { ...sent, isSignInLink: true })).toBe('bounced')
})
