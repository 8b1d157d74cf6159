import { expect, test } from 'vitest'
import { replyLines } from '../../../cli/output/reply-lines.ts'
import type { Replies } from '../../../queries/deliveries/reply-to.ts'

const company = { scope: { kind: 'company' } } as const
const search = { scope: { kind: 'team', teamId: 'search' } } as const
const to = (replyTo: string | null): Replies => ({ replyTo, ofReaders: [] })
const from = 'Plumbline <plumbline@company.example>'

test('one address is told once, the sender’s where there is no other', () => {
  expect(replyLines([company, search], [to(null), to(null)], from)).toEqual([`Replies go to ${from}.`])
  expect(replyLines([], [], from)).toEqual([])
})

test('several addresses are told with the reports that they are for', () => {
  expect(
    replyLines(
      [company, search, search],
      [to('coo@company.example'), to('tom@company.example'), to('tom@company.example')],
      from,
    ),
  ).toEqual([
    'Replies about company go to coo@company.example.',
    'Replies about search go to tom@company.example.',
  ])
})

test('readers whose replies go elsewhere are named', () => {
  const una = { email: 'una@company.example', replyTo: 'own@company.example' }
  const replies = { replyTo: null, ofReaders: [una] }
  expect(replyLines([search, search], [replies, replies], from)).toEqual([
    `Replies go to ${from}.`,
    'Replies of una@company.example about search go to own@company.example.',
  ])
})
