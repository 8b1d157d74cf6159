import { expect, test } from 'vitest'
import { verdictOn } from '../../../domain/deliver/returned-mail.ts'

const report = {
  deliveryId: 'row-1',
  recipients: [],
  words: 'abuse',
  writtenAt: null,
} as const
const sent = { state: 'sent', recipientEmail: 'ada@company.example', attempts: 1, lastClaimedAt: 0 } as const

test('a complaint stops a reader’s mails, and one about a link to sign in stops none', () => {
  const complaint = { ...report, kind: 'complaint' } as const
  expect(verdictOn(complaint, { ...sent, isSignInLink: false })).toBe('suppressed')
  expect(verdictOn(complaint, { ...sent, isSignInLink: true })).toBe('no change')
})

test('a link to sign in bounces as any other mail does', () => {
  expect(verdictOn({ ...report, kind: 'bounce' }, { ...sent, isSignInLink: true })).toBe('bounced')
})
