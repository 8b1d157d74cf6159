import { expect, test } from 'vitest'
import type { LinearClient, Query } from '../../../../adapters/linear/http/client.ts'
import { issueNode } from '../../../../adapters/linear/map/schemas.ts'
import { CommentReader } from '../../../../adapters/linear/read/comment-reader.ts'
import { readCompleteLists } from '../../../../adapters/linear/read/complete-lists.ts'
import { anIssue } from '../an-issue.ts'

const span = { id: 's1', stateId: 'todo', startedAt: '2026-03-02T09:00:00.000Z' }
const move = { id: 'h1', createdAt: '2026-03-02T10:00:00.000Z', fromStateId: 'todo', toStateId: 'doing' }

test('a ticket without a span is read again, with where its moves came from; one with a span is not', async () => {
  const asked: string[] = []
  const client: LinearClient = {
    async query<T>(query: Query<T>): Promise<T> {
      asked.push(query.text)
      if (query.text.includes('CommentsOf')) return query.data.parse({ group0: { nodes: [] } })
      const listed = (nodes: readonly object[]) => ({ nodes: [{ id: 'bare', list: { nodes } }] })
      return query.data.parse({ stateHistory: listed([]), history: listed([move]) })
    },
    pageSizeOf: () => 50,
    fits: () => true,
    receivedBytes: () => 0,
    requestCount: () => asked.length,
    serverDateAt: () => null,
  }
  const issues = [
    issueNode.parse(anIssue({ id: 'bare' })),
    issueNode.parse(anIssue({ id: 'whole', stateHistory: { nodes: [span] } })),
  ]
  const { lists, incomplete } = await readCompleteLists(client, new CommentReader(client), issues, undefined)
  expect(lists.get('bare')?.history).toEqual([move])
  expect(lists.get('whole')?.stateHistory).toEqual([span])
  expect(incomplete).toEqual([])
  const ofHistories = asked.filter((text) => !text.includes('CommentsOf'))
  expect(ofHistories).toHaveLength(1)
  expect(ofHistories[0]).toContain('fromStateId')
})
