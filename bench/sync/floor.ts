/**
 * The least that a first sync of Jira can take: all ids, 5,000 a page, then tickets by id, 100 a search, and histories in bulk beside
 * them, ten requests at once. It stores nothing.
 *   node bench/sync/floor.ts URL EMAIL TOKEN
 */
import { fields } from './fields.ts'

const [url = '', email = '', token = ''] = process.argv.slice(2)
const authorization = `Basic ${Buffer.from(`${email}:${token}`).toString('base64')}`
const headers = { authorization, 'content-type': 'application/json', accept: 'application/json' }
const atOnce = 10

const ids: string[] = []
for (let nextPageToken: unknown; ; ) {
  const page = await post('search/jql', {
    jql: 'created > 0',
    fields: ['id'],
    maxResults: 5000,
    nextPageToken,
  })
  for (const issue of arrayOf(page, 'issues')) ids.push(String(Reflect.get(Object(issue), 'id')))
  nextPageToken = Reflect.get(page, 'nextPageToken')
  if (nextPageToken === undefined) break
}
let tickets = 0
let entries = 0
const work = [
  ...partsOf(ids, 1000).map((part) => () => readLogs(part)),
  ...partsOf(ids, 100).map((part) => async () => {
    const page = await post('search/jql', { jql: `id in (${part.join(', ')})`, fields, maxResults: 100 })
    tickets += arrayOf(page, 'issues').length
  }),
]
await Promise.all(
  Array.from({ length: atOnce }, async () => {
    for (let next = work.shift(); next !== undefined; next = work.shift()) await next()
  }),
)
console.log(JSON.stringify({ tickets, entries }))

async function readLogs(part: readonly string[]): Promise<void> {
  for (let nextPageToken: unknown; ; ) {
    const asked = {
      issueIdsOrKeys: part,
      fieldIds: ['status', 'assignee'],
      maxResults: 10_000,
      nextPageToken,
    }
    const page = await post('changelog/bulkfetch', asked)
    for (const log of arrayOf(page, 'issueChangeLogs'))
      entries += arrayOf(Object(log), 'changeHistories').length
    nextPageToken = Reflect.get(page, 'nextPageToken')
    if (nextPageToken === undefined) return
  }
}

async function post(path: string, body: object): Promise<object> {
  const response = await fetch(`${url}/rest/api/3/${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  })
  return Object(await response.json())
}

function arrayOf(value: object, name: string): unknown[] {
  const list: unknown = Reflect.get(value, name)
  return Array.isArray(list) ? list : []
}

function partsOf(items: readonly string[], size: number): string[][] {
  const starts = Array.from({ length: Math.ceil(items.length / size) }, (_, index) => index * size)
  return starts.map((start) => items.slice(start, start + size))
}
