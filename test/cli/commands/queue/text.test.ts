import { expect, test } from 'vitest'
import { queueJson, queueLines, sampleJson, sampleLines } from '../../../../cli/commands/queue/text.ts'
import type { QueuedTicket } from '../../../../queries/queue/queue.ts'
import type { SampleQueue } from '../../../../queries/queue/sample.ts'

const ticket: QueuedTicket = {
  ticket: { connectionId: 'c', ticketId: '1' },
  key: 'A-1',
  connectionName: 'jira',
  title: 'Load test',
  url: 'https://tracker.example/A-1',
  milliDays: 12_340,
  suggestion: null,
}

const sample: SampleQueue = {
  draws: 50,
  missing: 7,
  shares: {
    roadmap: { share: 0.6, lowShare: 0.452, highShare: 0.736 },
    ktlo: { share: 0.2, lowShare: 0.1003, highShare: 0.3372 },
    reliability: { share: 0.2, lowShare: 0.1003, highShare: 0.3372 },
  },
  firstShares: null,
  next: [{ ...ticket, milliDays: null }],
}

test('the queue says how many days are at stake', () => {
  const queue = { standing: 'measured' as const, milliDays: 12_340, tickets: 1, listed: [ticket] }
  expect(queueLines('2026-Q2', queue)).toEqual([
    'Uncategorised in 2026-Q2: 1 ticket, 12.3 person-days',
    'A-1  12.3 person-days  Load test',
    '    https://tracker.example/A-1',
    'Say what one is: plumbline queue --answer A-1 roadmap|ktlo|reliability|unclear; all in turn: plumbline queue --ask',
  ])
  expect(queueJson('2026-Q2', queue)).toMatchObject({
    personDays: 12.34,
    listed: [{ key: 'A-1', personDays: 12.34 }],
  })
})

test('a sample says its shares with their interval, and what to answer next', () => {
  expect(sampleLines('2026-Q2', sample)).toEqual([
    'Uncategorised work in 2026-Q2 by 50 draws (95 % interval): roadmap 60 % (45 to 74), ktlo 20 % (10 to 34), reliability 20 % (10 to 34)',
    'Draws until more count: 7. Next:',
    'A-1  Load test',
    '    https://tracker.example/A-1',
  ])
})

test('a sample without draws says no shares', () => {
  const begun = { ...sample, draws: 0, missing: 10 }
  expect(sampleLines('2026-Q2', begun)[0]).toBe('Uncategorised work in 2026-Q2: no draws count yet.')
  expect(sampleJson('2026-Q2', begun).shares).toBeNull()
  expect(sampleLines('2026-Q2', { ...sample, missing: 0, next: [] })[1]).toBe('Nothing is left to draw.')
  expect(sampleJson('2026-Q2', null)).toEqual({
    quarter: '2026-Q2',
    draws: 0,
    missing: 0,
    shares: null,
    next: [],
  })
})
