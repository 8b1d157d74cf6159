import { expect, test } from 'vitest'
import { z } from 'zod'
import { RequestLimiter } from '../../../../adapters/limits/limiter.ts'
import { createLinearClient, type Query } from '../../../../adapters/linear/http/client.ts'
import { type NodePage, nodePage } from '../../../../adapters/linear/map/schemas.ts'
import { readAll } from '../../../../adapters/linear/read/pages.ts'
import { TrackerRequestError } from '../../../../adapters/trackers/errors.ts'
import { waitLimitMs } from '../../../setup/time-limits.ts'
import { virtualClock } from '../../limits/virtual-clock.ts'

const users: Query<NodePage> = {
  name: 'users',
  text: 'query Users($first: Int!, $after: String) { users(first: $first, after: $after) { nodes { id } } }',
  data: z.object({ users: nodePage }).transform((data) => data.users),
}

/** A Linear that gives these cursors one after another, with pages of which each has its number as a record. */
function linear(cursors: readonly (string | null)[]) {
  let asked = 0
  const client = createLinearClient({
    apiUrl: new URL('http://127.0.0.1/graphql'),
    auth: { kind: 'api_key', apiKey: 'lin_api_example' },
    requestTimeoutMs: waitLimitMs,
    maxResponseBytes: 1_000_000,
    limiter: new RequestLimiter(virtualClock()),
    fetch: async () => {
      const endCursor = cursors[asked] ?? null
      asked += 1
      const pageInfo = { hasNextPage: asked < cursors.length, endCursor }
      return Response.json({ data: { users: { nodes: [asked], pageInfo } } })
    },
  })
  return readAll<unknown>(client, users, {}, undefined)
}

test('a page of a short list that announces another without a way to it is asked for again', async () => {
  expect(await linear(['a', null, 'a', 'b', null])).toEqual([1, 4, 5])
})

test('one that stays so ends the list with an error: it would not be whole', async () => {
  await expect(linear(['a', null, null, null, 'b', null])).rejects.toBeInstanceOf(TrackerRequestError)
})
