/**
 * A Jira for `bench/sync`, in a process of its own: the tickets of the made-up company repeated to a number, their records rendered
 * before it says its address. Searches, histories and counts are answered from them after a latency; all else by the fake Jira.
 *   node bench/sync/server.ts TICKETS
 * It prints `{ url, email, apiToken }` as a line. A number on standard input sets the latency in milliseconds and is answered by the
 * requests since the last one.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { demoCredentials } from '../../fakes/jira/protocol/credentials.ts'
import { startFakeJira } from '../../fakes/jira/server/server.ts'
import { demoCompany } from '../../test/demo/company/demo-company.ts'
import { type Rendered, renderTickets } from './rendered.ts'

const idsPerPage = 5000
const ticketsPerPage = 100

const searchSchema = z.object({
  jql: z.string(),
  fields: z.array(z.string()).optional().default([]),
  maxResults: z.number().optional().default(50),
  nextPageToken: z.string().nullish(),
})
const logsSchema = z.object({
  issueIdsOrKeys: z.array(z.string()),
  maxResults: z.number().optional().default(1000),
  nextPageToken: z.string().nullish(),
})

const { company } = demoCompany
const fake = await startFakeJira({ company, now: () => company.asOfAt })
const tickets = await renderTickets(fake.url, demoCredentials, Number(process.argv[2]))
const ofId = new Map(tickets.map((ticket) => [ticket.id, ticket]))
let latencyMs = 0
let requests = 0

const answers: Readonly<Record<string, (body: unknown) => string>> = {
  '/rest/api/3/search/jql': search,
  '/rest/api/3/changelog/bulkfetch': logs,
  '/rest/api/3/search/approximate-count': () => JSON.stringify({ count: tickets.length }),
}

const server = createServer((message, response) => {
  serve(message, response).catch((error: unknown) =>
    response.destroy(error instanceof Error ? error : undefined),
  )
})
// A busy machine leaves connections idle for longer than the five seconds that are Node's default, and a script fails.
server.keepAliveTimeout = 120_000
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  console.log(JSON.stringify({ url, ...demoCredentials }))
})
for await (const line of createInterface({ input: process.stdin })) {
  console.log(String(requests))
  latencyMs = Number(line)
  requests = 0
}
process.exit()

async function serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
  requests += 1
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(Buffer.from(chunk))
  const body = Buffer.concat(chunks).toString()
  const path = message.url ?? '/'
  const answer = answers[path]
  if (latencyMs > 0) await sleep(latencyMs)
  if (answer !== undefined) {
    send(response, 200, answer(JSON.parse(body)))
    return
  }
  const authorization = message.headers.authorization ?? ''
  const headers = { authorization, 'content-type': 'application/json', accept: 'application/json' }
  const init = { method: message.method ?? 'GET', headers, ...(body === '' ? {} : { body }) }
  const passed = await fetch(new URL(path, fake.url), init)
  send(response, passed.status, await passed.text())
}

function send(response: ServerResponse, status: number, text: string): void {
  const date = new Date(company.asOfAt).toUTCString()
  response.writeHead(status, { 'Content-Type': 'application/json;charset=UTF-8', Date: date }).end(text)
}

function search(body: unknown): string {
  const { jql, fields, maxResults, nextPageToken } = searchSchema.parse(body)
  const named = /\b(?:id|key) in \(([^)]*)\)/.exec(jql)?.[1]
  const found = named === undefined ? tickets : named.split(', ').flatMap((id) => ofId.get(id) ?? [])
  const isOfIds = fields.every((field) => field === 'id')
  const size = Math.min(maxResults, isOfIds ? idsPerPage : ticketsPerPage)
  const from = Number(nextPageToken ?? 0)
  // What changed since a time: nothing.
  const page = /\bupdated >/.test(jql) ? [] : found.slice(from, from + size)
  const records = page.map((ticket) => (isOfIds ? `{"id":"${ticket.id}"}` : ticket.issue))
  const isLast = from + size >= found.length || page.length === 0
  const token = isLast ? '' : `"nextPageToken":"${from + size}",`
  return `{${token}"isLast":${isLast},"issues":[${records.join(',')}]}`
}

/** A page ends with whole tickets. */
function logs(body: unknown): string {
  const { issueIdsOrKeys, maxResults, nextPageToken } = logsSchema.parse(body)
  const found: Rendered[] = []
  let entries = 0
  let place = Number(nextPageToken ?? 0)
  for (; place < issueIdsOrKeys.length; place += 1) {
    const ticket = ofId.get(issueIdsOrKeys[place] ?? '')
    if (ticket === undefined || ticket.log === null) continue
    if (entries > 0 && entries + ticket.entries > maxResults) break
    entries += ticket.entries
    found.push(ticket)
  }
  const token = place < issueIdsOrKeys.length ? `"nextPageToken":"${place}",` : ''
  return `{${token}"issueChangeLogs":[${found.map(({ log }) => log).join(',')}]}`
}
