import { expect, test } from 'vitest'
import { replyLines } from '../../../cli/output/reply-lines.ts'

const company = { scope: { kind: 'company' } } as const
const search = { scope: { kind: 'team', teamId: 'search' } } as const
const from = 'Plumbline <plumbline@company.example>'

test('one address is told once, the sender’s where there is no other', () => {
  expect(replyLines([company, search], [null, null], from)).toEqual([`Replies go to ${from}.`])
  expect(replyLines([], [], from)).toEqual([])
})

test('several addresses are told with the reports that they are for', () => {
  expect(
    replyLines(
      [company, search, search],
      ['coo@company.example', 'tom@company.example', 'tom@company.example'],
      from,
    ),
  ).toEqual([
    'Replies about company go to coo@company.example.',
    'Replies about search go to tom@company.example.',
  ])
})
