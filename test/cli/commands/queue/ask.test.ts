import { expect, test } from 'vitest'
import { askThrough } from '../../../../cli/commands/queue/ask.ts'
import { queueLines, ticketLines } from '../../../../cli/commands/queue/text.ts'
import type { Category } from '../../../../domain/category.ts'
import type { QueuedTicket } from '../../../../queries/queue/queue.ts'

const queued = (key: string, changes: Partial<QueuedTicket> = {}): QueuedTicket => ({
  ticket: { connectionId: 'c', ticketId: `id-${key}` },
  key,
  connectionName: 'jira',
  title: `Title of ${key}`,
  url: `https://tracker.example/${key}`,
  milliDays: 2500,
  suggestion: null,
  ...changes,
})

/** Presses keys in order, on a queue of three tickets. */
async function press(keys: string) {
  const tickets = ['A-1', 'A-2', 'A-3'].map((key) => queued(key))
  const answers = new Map<string, Category | null>()
  const said: string[] = []
  const pressed = [...keys]
  const answered = await askThrough({
    next: (asked) => Promise.resolve(tickets.find(({ key }) => !asked.has(`jira ${key}`)) ?? null),
    answer: ({ key }, category) => Promise.resolve(answers.set(key, category)).then(() => undefined),
    takeBack: ({ key }) => Promise.resolve(answers.delete(key)),
    say: (line) => said.push(line),
    readKey: () => Promise.resolve(pressed.shift() ?? 'q'),
  })
  return { answered, answers: Object.fromEntries(answers), said }
}

test('each key answers one ticket, until the queue is empty', async () => {
  const { answered, answers } = await press('rK?')
  expect(answered).toBe(3)
  expect(answers).toEqual({ 'A-1': 'roadmap', 'A-2': 'ktlo', 'A-3': null })
})

test('u takes the last answer back, and the ticket comes again', async () => {
  const { answered, answers } = await press('lukq')
  expect(answered).toBe(1)
  expect(answers).toEqual({ 'A-1': 'ktlo' })
})

test('other keys answer nothing, and undo without an answer is said to be none', async () => {
  const { answered, answers, said } = await press('xu\rq')
  expect({ answered, answers }).toEqual({ answered: 0, answers: {} })
  expect(said).toContain('There is nothing to undo.')
})

test('a ticket shows its days where they may be shown, and its suggestion with its words', () => {
  const suggestion = { category: 'reliability', probability: 0.819, words: ['load test', 'slow'] } as const
  expect(ticketLines(queued('A-1', { suggestion }))).toEqual([
    'A-1  2.5 person-days  Title of A-1',
    '    https://tracker.example/A-1',
    '    Probably reliability (81 %), by “load test”, “slow”.',
  ])
  expect(ticketLines(queued('A-1', { milliDays: null }))[0]).toBe('A-1  Title of A-1')
})

test('a hostile title can neither move the cursor nor begin a line', () => {
  const [line] = ticketLines(queued('A-1', { title: 'x\u001b[2J\r\nA-2  fake' }))
  for (const character of line ?? '') expect(character >= ' ', JSON.stringify(line)).toBe(true)
  expect(queueLines('2026-Q2', { standing: 'measured', milliDays: 0, tickets: 0, listed: [] })).toHaveLength(
    1,
  )
})
