import { expect, test } from 'vitest'
import type { LinearClient, Query } from '../../../../adapters/linear/http/client.ts'
import { type IssueNode, issueNode } from '../../../../adapters/linear/map/schemas.ts'
import { CommentReader } from '../../../../adapters/linear/read/comment-reader.ts'
import { readCompleteLists } from '../../../../adapters/linear/read/complete-lists.ts'
import { ListsAhead } from '../../../../adapters/linear/read/lists-ahead.ts'
import { anIssue } from '../an-issue.ts'

const span = { id: 's1', stateId: 'doing', startedAt: '2026-03-02T09:00:00.000Z' }
const move = { id: 'h1', createdAt: '2026-03-02T10:00:00.000Z', fromStateId: 'todo', toStateId: 'doing' }

test('a ticket without a span is read again, with where its moves came from; one with a span is not', async () => {
  const asked: string[] = []
  const client: LinearClient = {
    async query<T>(query: Query<T>): Promise<T> {
      asked.push(query.text)
      const listed = (nodes: readonly object[]) => ({ nodes: [{ id: 'bare', list: { nodes } }] })
      return query.data.parse({
        ...{ stateHistory0: listed([]), history0: listed([move]) },
        group0: { nodes: [], pageInfo: { hasNextPage: false } },
      })
    },
    pageSizeOf: () => 50,
    asksForFewer: () => false,
    roomIn: () => 5000,
    receivedBytes: () => 0,
    requestCount: () => asked.length,
    serverDateAt: () => null,
    absentFields: () => [],
    returnsShortLists: () => false,
    unclippedLength: () => 250,
    noteUnclipped: () => undefined,
    noteShortList: () => undefined,
  }
  const issues = [
    issueNode.parse(anIssue({ id: 'bare' })),
    issueNode.parse(anIssue({ id: 'whole', stateHistory: { nodes: [span] } })),
  ]
  const { lists, incomplete } = await completed(client, issues)
  expect(lists.get('bare')?.history).toEqual([move])
  expect(lists.get('whole')?.stateHistory).toEqual([span])
  expect(incomplete).toEqual([])
  expect(asked).toHaveLength(1)
  expect(asked[0]).toContain('fromStateId')
})

// Nothing but the ticket tells of it where all lists of the workspace are short.
test.each(['stateHistory', 'history'] as const)(
  'a %s that ends elsewhere than its ticket is asked for its end; where it has more, no other list is believed',
  async (name) => {
    const later = {
      stateHistory: { ...span, id: 's2', startedAt: '2026-03-03T09:00:00.000Z' },
      history: assigned('user-ada'),
    }
    const first = { stateHistory: { ...span, stateId: 'todo' }, history: assigned('user-ben') }
    const listsOf = { cut: [first[name], later[name]], other: [later[name], { ...later[name], id: 'x2' }] }
    const asked: string[] = []
    let isShort = false
    const client: LinearClient = {
      async query<T>(query: Query<T>, variables: Readonly<Record<string, unknown>>): Promise<T> {
        asked.push(query.text)
        const blocks = (['stateHistory', 'history', 'comments'] as const).map((each) => {
          const ids: readonly ('cut' | 'other')[] = Object(Object(variables[`${each}Filter`]).id).in ?? []
          const nodesOf = (id: 'cut' | 'other') => (each === name ? listsOf[id] : [])
          const list = (id: 'cut' | 'other') => ({ nodes: nodesOf(id), pageInfo: { hasNextPage: false } })
          return [each, { nodes: ids.map((id) => ({ id, list: list(id) })) }]
        })
        return query.data.parse(Object.fromEntries(blocks))
      },
      pageSizeOf: () => 50,
      asksForFewer: () => false,
      roomIn: () => 5000,
      receivedBytes: () => 0,
      requestCount: () => asked.length,
      serverDateAt: () => null,
      absentFields: () => [],
      returnsShortLists: () => isShort,
      unclippedLength: () => 250,
      noteUnclipped: () => undefined,
      noteShortList: () => {
        isShort = true
      },
    }
    const issues = [
      issueNode.parse(
        anIssue({ id: 'cut', stateHistory: { nodes: [span] }, [name]: { nodes: [first[name]] } }),
      ),
      issueNode.parse(
        anIssue({ id: 'other', stateHistory: { nodes: [span] }, [name]: { nodes: [later[name]] } }),
      ),
    ]
    const { lists } = await completed(client, issues)
    expect(lists.get('cut')?.[name]).toHaveLength(2)
    expect(lists.get('other')?.[name]).toHaveLength(2)
    expect(asked.every((text) => text.includes('hasNextPage'))).toBe(true)
  },
)

function completed(client: LinearClient, issues: readonly IssueNode[]) {
  const comments = new CommentReader(client)
  return readCompleteLists(
    client,
    comments,
    { issues, ahead: new ListsAhead(client, comments), askedAgain: false },
    undefined,
  )
}

function assigned(toAssigneeId: string) {
  const createdAt = toAssigneeId === 'user-ada' ? '2026-03-03T10:00:00.000Z' : '2026-03-02T10:00:00.000Z'
  return { ...move, id: toAssigneeId, createdAt, toStateId: null, fromAssigneeId: null, toAssigneeId }
}
