import { expect, test } from 'vitest'
import {
  dropUnreadOfEntry,
  dropUnreadOfIssue,
} from '../../../../../adapters/jira/read/tickets/drop-unread.ts'

const ada = { accountId: 'ada', displayName: 'Ada' }
const asSent = { ...ada, self: 'https://x.example/user', avatarUrls: { '48x48': 'https://x.example/48' } }

/** What is left, as it would be set aside. */
function leftOf(record: unknown, drop: (record: unknown) => void): unknown {
  drop(record)
  return JSON.parse(JSON.stringify(record))
}

test('a ticket keeps its people, comments and worklogs, without prose and addresses of pictures', () => {
  const comment = { id: '1', author: asSent, updateAuthor: asSent, created: 'then', body: { type: 'doc' } }
  const worklog = { id: '2', author: asSent, timeSpentSeconds: 60, comment: 'Looked into it.' }
  const issue = {
    id: '10',
    self: 'https://x.example/10',
    fields: {
      summary: 'Disk full',
      assignee: asSent,
      labels: ['a'],
      resolution: null,
      comment: { total: 1, comments: [comment] },
      worklog: { total: 1, worklogs: [worklog] },
    },
  }
  expect(leftOf(issue, dropUnreadOfIssue)).toEqual({
    id: '10',
    self: 'https://x.example/10',
    fields: {
      summary: 'Disk full',
      assignee: ada,
      labels: ['a'],
      resolution: null,
      comment: { total: 1, comments: [{ id: '1', author: ada, updateAuthor: ada, created: 'then' }] },
      worklog: { total: 1, worklogs: [{ id: '2', author: ada, timeSpentSeconds: 60 }] },
    },
  })
})

test('an entry of a history keeps its items', () => {
  const entry = { id: '1', author: asSent, items: [{ field: 'status', from: '1', to: '2' }] }
  expect(leftOf(entry, dropUnreadOfEntry)).toEqual({ ...entry, author: ada })
})

test.each([null, 7, 'text', [], { fields: null }, { fields: [] }, { fields: { comment: 'x', worklog: [] } }])(
  'a garbled ticket stays as it is: %j',
  (issue) => {
    expect(leftOf(issue, dropUnreadOfIssue)).toEqual(issue)
    expect(leftOf(issue, dropUnreadOfEntry)).toEqual(issue)
  },
)
