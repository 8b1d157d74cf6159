import { z } from 'zod'
import type { Version2Client } from '../http/client.ts'
import { isHttpError } from '../http/http-error.ts'
import { parseResponse } from '../map/parse.ts'
import type { JiraDeployment } from '../read/site/deployment.ts'
import { scopesOf } from '../read/site/projects.ts'
import { ReadSize } from '../read/tickets/read-sizes.ts'
import { walkWhere } from '../read/walk/walk.ts'
import { Histories } from './histories.ts'
import { readContextIssues, readIdsOfKeys, readIssues, ticketsPerSearch } from './issues.ts'
import { readSearchPage } from './search.ts'
import { readSomeUsers, readUsers } from './users.ts'
import { readIdPage } from './walk.ts'

/** Far more than a page of tickets has. */
const idsPerPage = 1 << 20

/** Jira Data Center from 8.20: version 2 of the API, offsets instead of page tokens, and histories inside of tickets. */
export function dataCenterDeployment(client: Version2Client): JiraDeployment {
  const size = new ReadSize(ticketsPerSearch)
  const pageSize = new ReadSize(idsPerPage)
  const histories = new Histories(client)
  return {
    kind: 'data_center',
    client,
    readIdPage: (where, state, signal) => readIdPage(client, where, state, signal),
    pageSize: (most) => Math.min(most, pageSize.current),
    pagesAhead: () => 1,
    async readIssues({ ids, fields }, signal) {
      const read = await readIssues(client, { ids, fields, size, histories }, signal)
      if (read.unreadIds.length > 0) pageSize.tooLarge(2 * Math.max(1, ids.length - read.unreadIds.length))
      else pageSize.fits()
      return read
    },
    readHistory: (id, signal) => histories.readBoth(id, signal),
    readContextIssues: (ids, fields, signal) => readContextIssues(client, ids, fields, signal),
    readIdsOfKeys: (keys, signal) => readIdsOfKeys(client, keys, signal),
    async readScopes(signal) {
      // Not paged: it is one list of all projects.
      const body = await client.send({ path: 'project' }, signal)
      return scopesOf(parseResponse(z.array(z.unknown()), body, 'project list'))
    },
    // Data Center would count them by a search for each project.
    readProjectCounts: async () => new Map(),
    async countTickets(scopes, signal) {
      const search = { jql: walkWhere(scopes, null), fields: ['summary'], startAt: 0, maxResults: 0 }
      try {
        return (await readSearchPage(client, search, signal)).total
      } catch (error) {
        if (isHttpError(error, 400, 403)) return null
        throw error
      }
    },
    readUsers: (connectionId, signal) => readUsers(client, connectionId, signal),
    readSomeUsers: (connectionId, signal) => readSomeUsers(client, connectionId, signal),
  }
}
