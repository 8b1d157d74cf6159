import { expect, test } from 'vitest'
import type { LinearClient, Query } from '../../../../adapters/linear/http/client.ts'
import { CommentReader } from '../../../../adapters/linear/read/comment-reader.ts'
import { TrackerRequestError } from '../../../../adapters/trackers/errors.ts'

const comment = (id: string, issueId: string) => ({
  id,
  issueId,
  createdAt: '2026-03-02T09:00:00.000Z',
  user: null,
})

const whole = (nodes: readonly object[]) => ({ nodes, pageInfo: { hasNextPage: false } })

/** A Linear whose answers to the query for comments by tickets are `answer`'s; each ticket's own list has one comment. */
function linear(answer: () => object) {
  const asked: string[] = []
  const client: LinearClient = {
    async query<T>(query: Query<T>, variables: Readonly<Record<string, unknown>>): Promise<T> {
      asked.push(query.name)
      if (query.name === 'comments of tickets') return query.data.parse(answer())
      const { id } = Object(variables['commentsFilter'])
      const nodes = Object(id).in.map((each: string) => ({
        id: each,
        list: { nodes: [comment('own', each)] },
      }))
      return query.data.parse({ comments: { nodes } })
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
  return { reader: new CommentReader(client), asked }
}

async function idsOf(reader: CommentReader, issueIds: readonly string[]): Promise<string[]> {
  const { ofIssue, unreadIds } = await reader.read(issueIds, undefined)
  expect(unreadIds).toEqual([])
  return issueIds.flatMap((id) => ofIssue(id).map((each) => `${id} ${Object(each).id}`))
}

test('the comments of many tickets come in one request, each at its ticket', async () => {
  const { reader, asked } = linear(() => ({
    group0: whole([comment('1', 'b'), comment('2', 'a'), comment('3', 'b')]),
  }))
  expect(await idsOf(reader, ['a', 'b', 'c'])).toEqual(['a 2', 'b 1', 'b 3'])
  expect(asked).toEqual(['comments of tickets'])
})

test("where Linear refuses that query, each ticket's own list is read, and the query isn't sent again", async () => {
  const { reader, asked } = linear(() => {
    throw new TrackerRequestError('Linear refuses it')
  })
  expect(await idsOf(reader, ['a', 'b'])).toEqual(['a own', 'b own'])
  expect(await idsOf(reader, ['c'])).toEqual(['c own'])
  expect(asked).toEqual(['comments of tickets', 'longer lists', 'longer lists'])
})

test('where that query is refused, no more lists are asked for at once than a page of Linear holds', async () => {
  const { reader, asked } = linear(() => {
    throw new TrackerRequestError('Linear refuses it')
  })
  const issueIds = Array.from({ length: 251 }, (_, place) => `i${place}`)
  expect(await idsOf(reader, issueIds)).toHaveLength(251)
  expect(asked).toEqual(['comments of tickets', 'longer lists', 'longer lists'])
})

test('where comments of other tickets come too, none of them is believed', async () => {
  const { reader } = linear(() => ({ group0: whole([comment('1', 'a'), comment('2', 'another')]) }))
  expect(await idsOf(reader, ['a', 'b'])).toEqual(['a own', 'b own'])
})

test("a comment that doesn't say whose it is has each ticket's own list read", async () => {
  const { reader } = linear(() => ({ group0: whole([{ id: '1' }]), group1: whole([]) }))
  expect(await idsOf(reader, ['a'])).toEqual(['a own'])
})
