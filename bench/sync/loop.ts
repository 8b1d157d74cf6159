/**
 * The loop that a user of jira.js writes: pages of 100 tickets by token, and each page's histories in bulk. It stores nothing.
 *   node bench/sync/loop.ts URL EMAIL TOKEN
 */
import { createCloudClient } from 'jira.js'
import { fields } from './fields.ts'

const [host = '', email = '', apiToken = ''] = process.argv.slice(2)
const jira = createCloudClient({ host, auth: { type: 'basic', email, apiToken } })

let tickets = 0
let entries = 0
for (let nextPageToken: string | undefined; ; ) {
  const page = await jira.issueSearch.searchAndReconsileIssuesUsingJqlPost({
    ...{ jql: 'created > 0 order by created', fields, maxResults: 100 },
    ...(nextPageToken === undefined ? {} : { nextPageToken }),
  })
  const ids = (page.issues ?? []).map(({ id }) => String(id))
  tickets += ids.length
  if (ids.length > 0) {
    const logs = await jira.issues.getBulkChangelogs({
      ...{ issueIdsOrKeys: ids, fieldIds: ['status', 'assignee'], maxResults: 10_000 },
    })
    for (const log of logs.issueChangeLogs ?? []) entries += log.changeHistories?.length ?? 0
  }
  nextPageToken = page.nextPageToken ?? undefined
  if (nextPageToken === undefined) break
}
console.log(JSON.stringify({ tickets, entries }))
