import { inPartsOf, readBisecting } from '../http/bisect.ts'
import type { JiraClient, JiraMethods } from '../http/client.ts'
import { isHttpError } from '../http/http-error.ts'
import { readByOffset } from '../http/offsets.ts'
import { readByTokens } from '../http/tokens.ts'
import { parseResponse } from '../map/parse.ts'
import { changelogPageSchema, issueChangelogSchema } from '../map/schemas.ts'

/** The most tickets that the bulk changelog takes. */
const ticketsPerRequest = 1000
const entriesPerPage = 10_000

/**
 * The fields whose changes effort is measured from. This filter may drop items without a field id, such as a moved ticket's
 * `Key`: the ticket's own key shows the move, the item only adds its time.
 */
const fieldIds = ['status', 'assignee']

interface TicketHistories {
  readonly ticketId: string
  readonly histories: readonly unknown[]
}

/**
 * Reads complete histories in bulk; a search truncates the changelog at 40 entries.
 * (faros-ai/airbyte-connectors#2003, airbytehq/airbyte#33040)
 * @returns the entries by ticket id, unparsed and unsorted; a ticket may span pages
 */
export async function readHistories(
  client: JiraClient,
  ids: readonly string[],
  signal: AbortSignal | undefined,
): Promise<Map<string, unknown[]>> {
  const bulk = (part: readonly string[]) => readBulk(client, part, signal)
  const single = (id: string) => readSingle(client, id, signal)
  const parts = await Promise.all(
    inPartsOf(ticketsPerRequest, ids).map((part) => readBisecting(part, bulk, single)),
  )
  const byTicket = new Map<string, unknown[]>()
  for (const { ticketId, histories } of parts.flat()) {
    const before = byTicket.get(ticketId)
    if (before === undefined) byTicket.set(ticketId, [...histories])
    else before.push(...histories)
  }
  return byTicket
}

function readBulk(
  client: JiraClient,
  ids: readonly string[],
  signal: AbortSignal | undefined,
): Promise<TicketHistories[]> {
  return readByTokens('bulk changelog', async (token) => {
    const parameters = {
      issueIdsOrKeys: [...ids],
      fieldIds,
      maxResults: entriesPerPage,
      ...(token === null ? {} : { nextPageToken: token }),
    }
    const body = await client.request('issues', 'getBulkChangelogs', parameters, signal)
    const page = parseResponse(changelogPageSchema, body, 'bulk changelog')
    const items = (page.issueChangeLogs ?? []).map((log) => ({
      ticketId: log.issueId,
      histories: log.changeHistories ?? [],
    }))
    return { items, nextPageToken: page.nextPageToken }
  })
}

/** One ticket's own changelog, when the bulk request was rejected for it; empty when the ticket was deleted. */
async function readSingle(
  client: JiraClient,
  id: string,
  signal: AbortSignal | undefined,
): Promise<TicketHistories[]> {
  try {
    return [{ ticketId: id, histories: await readChangelog(client, id, signal) }]
  } catch (error) {
    if (isHttpError(error, 403, 404)) return []
    throw error
  }
}

/** Reads one ticket's changelog from its own list. */
export function readChangelog(
  client: JiraMethods,
  id: string,
  signal: AbortSignal | undefined,
): Promise<unknown[]> {
  return readByOffset('changelog', async (startAt) => {
    const parameters = { issueIdOrKey: id, startAt, maxResults: 100 }
    const body = await client.request('issues', 'getChangeLogs', parameters, signal)
    const page = parseResponse(issueChangelogSchema, body, 'changelog')
    return { items: page.values, total: page.total ?? null }
  })
}
