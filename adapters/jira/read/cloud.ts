import { byteBudget, NoRoomError } from '../http/byte-budget.ts'
import type { JiraClient } from '../http/client.ts'
import { idSchema } from '../map/schemas.ts'
import type { JiraDeployment } from './site/deployment.ts'
import { countTickets } from './site/preflight.ts'
import { readProjectCounts, readScopes } from './site/projects.ts'
import { readSomeUsers, readUsers } from './site/users.ts'
import { readContextIssues } from './tickets/context-issues.ts'
import { BulkChangelog, readAlone, readHistories } from './tickets/history.ts'
import { pagesAheadFor, ReadSize, shares } from './tickets/read-sizes.ts'
import { idsPerSearch, readIdsOfKeys, readTickets, type TicketsRead } from './tickets/tickets.ts'
import { readIdPage, walkOrder } from './walk/walk.ts'

/** Far more than a page of tickets has. */
const idsPerPage = 1 << 20

/** Jira Cloud: version 3 of the API, page tokens, and histories in bulk. */
export function cloudDeployment(client: JiraClient): JiraDeployment {
  const size = new ReadSize(idsPerSearch)
  const bulk = new BulkChangelog()
  const pageSize = new ReadSize(idsPerPage)
  let pagesAhead = 1
  /** Those that no search has, for they are archived; without those that are gone. */
  const readUnlisted = async (
    ids: readonly string[],
    { issues, unreadIds }: TicketsRead,
    fields: readonly string[],
    signal: AbortSignal | undefined,
  ) => {
    const known = new Set([...unreadIds, ...issues.map((issue) => idSchema.safeParse(issue).data?.id)])
    const missing = ids.filter((id) => !known.has(id))
    return missing.length === 0 ? [] : readContextIssues(client, missing, fields, signal)
  }
  return {
    kind: 'cloud',
    client,
    readIdPage: (where, state, signal) => readIdPage(client, where + walkOrder, state, signal),
    pageSize: (most) => Math.min(most, pageSize.current),
    pagesAhead: () => pagesAhead,
    async readIssues({ ids, fields, alsoUnlisted = false }, signal) {
      // A single ticket's history is read, however long.
      const budget = byteBudget(
        ids.length > 1 ? client.maxResponseBytes * shares.page : Number.POSITIVE_INFINITY,
      )
      const [tickets, histories] = await Promise.all([
        readTickets(client, { ids, fields, size }, signal),
        readHistories(client, ids, signal, budget, bulk).catch(nullWithoutRoom),
      ])
      const bytes = tickets.bytes + budget.spentBytes()
      pagesAhead = pagesAheadFor(bytes, client.maxResponseBytes * shares.ahead)
      if (histories === null) {
        pageSize.tooLarge(ids.length)
        return { issues: [], unreadIds: ids, histories: new Map(), incomplete: new Map() }
      }
      const read = ids.length - tickets.unreadIds.length
      if (tickets.unreadIds.length > 0) pageSize.tooLarge(2 * read)
      else pageSize.fits()
      const unlisted = alsoUnlisted ? await readUnlisted(ids, tickets, fields, signal) : []
      return { ...tickets, ...histories, issues: [...tickets.issues, ...unlisted] }
    },
    async readHistory(id, signal) {
      const { entries, cause } = await readAlone(client, id, signal)
      return cause === null ? { entries, length: entries.length, isListed: true } : null
    },
    readContextIssues: (ids, fields, signal) => readContextIssues(client, ids, fields, signal),
    readIdsOfKeys: (keys, signal) => readIdsOfKeys(client, keys, signal),
    readScopes: (signal) => readScopes(client, signal),
    readProjectCounts: (signal) => readProjectCounts(client, signal),
    countTickets: (scopes, signal) => countTickets(client, scopes, signal),
    readUsers: (connectionId, signal) => readUsers(client, connectionId, signal),
    readSomeUsers: (connectionId, signal) => readSomeUsers(client, connectionId, signal),
  }
}

/** Histories that are too large together: fewer tickets are read next. */
function nullWithoutRoom(error: unknown): null {
  if (error instanceof NoRoomError) return null
  throw error
}
