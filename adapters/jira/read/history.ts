import { inPartsOf, readBisecting } from '../http/bisect.ts'
import type { JiraClient } from '../http/client.ts'
import { isHttpError } from '../http/http-error.ts'
import { readByOffset } from '../http/offsets.ts'
import { readByTokens } from '../http/tokens.ts'
import { parseResponse } from '../map/parse.ts'
import { changelogPageSchema, issueChangelogSchema } from '../map/schemas.ts'

/** What the bulk changelog takes at most. */
const ticketsPerRequest = 1000
const entriesPerPage = 10_000

/**
 * The fields whose changes effort is measured from. Items without a field id, a moved ticket's `Key` among them, may be
 * dropped by this filter: moves are told by the ticket's key itself, these only add when.
 */
const fieldIds = ['status', 'assignee']

interface TicketHistories {
  readonly ticketId: string
  readonly histories: readonly unknown[]
}

/**
 * Reads whole histories in bulk; the changelog inside a search is clipped at 40 entries.
 * (faros-ai/airbyte-connectors#2003, airbytehq/airbyte#33040)
 * @returns the entries as they came, unparsed and unsorted, by ticket id; a ticket may span pages
 */
export async function readHistories(
  client: JiraClient,
  ids: readonly string[],
  signal: AbortSignal | undefined,
): Promise<Map<string, unknown[]>> {
  const bulk = (asked: readonly string[]) => readBulk(client, asked, signal)
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
    const body = await client.request((cloud) => cloud.issues.getBulkChangelogs(parameters), signal)
    const page = parseResponse(changelogPageSchema, body, 'bulk changelog')
    const items = (page.issueChangeLogs ?? []).map((log) => ({
      ticketId: log.issueId,
      histories: log.changeHistories ?? [],
    }))
    return { items, nextPageToken: page.nextPageToken }
  })
}

/** One ticket's own changelog, where the bulk request was refused for it alone; nothing when the ticket is gone. */
async function readSingle(
  client: JiraClient,
  id: string,
  signal: AbortSignal | undefined,
): Promise<TicketHistories[]> {
  try {
    const histories = await readByOffset('changelog', async (startAt) => {
      const parameters = { issueIdOrKey: id, startAt, maxResults: 100 }
      const body = await client.request((cloud) => cloud.issues.getChangeLogs(parameters), signal)
      const page = parseResponse(issueChangelogSchema, body, 'changelog')
      return { items: page.values, total: page.total ?? null }
    })
    return [{ ticketId: id, histories }]
  } catch (error) {
    if (isHttpError(error, 403, 404)) return []
    throw error
  }
}
