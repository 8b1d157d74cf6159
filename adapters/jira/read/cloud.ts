import type { JiraClient } from '../http/client.ts'
import { readContextIssues } from './context-issues.ts'
import type { JiraDeployment } from './deployment.ts'
import { readHistories } from './history.ts'
import { countTickets } from './preflight.ts'
import { readProjectCounts, readScopes } from './projects.ts'
import { readIdsOfKeys, readTickets } from './tickets.ts'
import { readUsers } from './users.ts'
import { readIdPage, walkOrder } from './walk.ts'

/** Jira Cloud: version 3 of the API, page tokens, and histories in bulk. */
export function cloudDeployment(client: JiraClient): JiraDeployment {
  return {
    kind: 'cloud',
    client,
    readIdPage: (where, state, signal) => readIdPage(client, where + walkOrder, state, signal),
    async readIssues(ids, fields, signal) {
      const [issues, histories] = await Promise.all([
        readTickets(client, ids, fields, signal),
        readHistories(client, ids, signal),
      ])
      return { issues, ...histories }
    },
    readContextIssues: (ids, fields, signal) => readContextIssues(client, ids, fields, signal),
    readIdsOfKeys: (keys, signal) => readIdsOfKeys(client, keys, signal),
    readScopes: (signal) => readScopes(client, signal),
    readProjectCounts: (signal) => readProjectCounts(client, signal),
    countTickets: (scopes, signal) => countTickets(client, scopes, signal),
    readUsers: (connectionId, signal) => readUsers(client, connectionId, signal),
  }
}
