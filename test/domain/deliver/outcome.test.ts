import { expect, test } from 'vitest'
import {
  afterNoSession,
  recordedOutcome,
  refusedAddress,
  waitUntilDueMs,
} from '../../../domain/deliver/outcome.ts'

const greylisted = { kind: 'deferred', smtpCode: 450, reply: '450 later' } as const
const nowAt = 1_000_000
const minute = 60_000

test('a mail that was put off is tried again when its wait is over', () => {
  expect(recordedOutcome(greylisted, 0, nowAt)).toEqual({
    outcome: greylisted,
    notBeforeAt: nowAt + 2 * minute,
  })
  expect(recordedOutcome(greylisted, 7, nowAt)).toEqual({
    outcome: greylisted,
    notBeforeAt: nowAt + 960 * minute,
  })
})

test('a mail that was put off for the ninth time has failed, and keeps what the relay said', () => {
  expect(recordedOutcome(greylisted, 8, nowAt)).toEqual({
    outcome: { kind: 'failed', smtpCode: 450, reply: 'deferred 9 times: 450 later' },
  })
})

test('a refusal for good that is about us puts a mail off, and fails it once too often; one of its reader fails it', () => {
  const refused = { kind: 'failed', smtpCode: 554, reply: '554 5.7.1 Relay access denied' } as const
  expect(recordedOutcome(refused, 0, nowAt)).toEqual({
    outcome: { ...refused, kind: 'deferred' },
    notBeforeAt: nowAt + 2 * minute,
    isAboutSender: true,
  })
  expect(recordedOutcome(refused, 8, nowAt)).toEqual({
    outcome: { ...refused, reply: 'deferred 9 times: 554 5.7.1 Relay access denied' },
    isAboutSender: true,
  })
  const ofReader = { kind: 'failed', smtpCode: 550, reply: '550 5.1.1 User unknown' } as const
  expect(recordedOutcome(ofReader, 0, nowAt)).toEqual({ outcome: ofReader })
})

test('any other outcome is recorded as it is', () => {
  const sent = { kind: 'sent', reply: '250 ok' } as const
  expect(recordedOutcome(sent, 8, nowAt)).toEqual({ outcome: sent })
})

test('a mail whose address nothing can be sent to has failed', () => {
  expect(refusedAddress('no domain')).toEqual({
    outcome: { kind: 'failed', smtpCode: null, reply: 'no domain' },
  })
})

test('a relay that could not be reached is tried again after a minute, one that our stop cut short at once', () => {
  expect(afterNoSession('relay unreachable', nowAt)).toBe(nowAt + minute)
  expect(afterNoSession('we stop', nowAt)).toBe(nowAt)
})

test('what is due is looked for once a second at most', () => {
  expect(waitUntilDueMs(nowAt + 1_001, nowAt)).toBe(1_001)
  expect(waitUntilDueMs(nowAt + 999, nowAt)).toBe(1_000)
  expect(waitUntilDueMs(nowAt - 5, nowAt)).toBe(1_000)
  expect(waitUntilDueMs(null, nowAt)).toBeNull()
})
