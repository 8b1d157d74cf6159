import { z } from 'zod'
import { chooseFields, requestedFields } from '../../adapters/jira/map/fields.ts'
import { fieldSchema } from '../../adapters/jira/map/schemas.ts'
import type { JiraCredentials } from '../../fakes/jira/protocol/credentials.ts'

/** A ticket as JSON, as a search and the bulk changelog return it. */
export interface Rendered {
  readonly id: string
  readonly issue: string
  /** Null without a change of status or assignee. */
  readonly log: string | null
  readonly entries: number
}

const listSchema = z.looseObject({ total: z.number() })
const issueSchema = z.looseObject({
  id: z.string(),
  key: z.string(),
  fields: z.looseObject({
    comment: listSchema.nullish(),
    worklog: listSchema.nullish(),
    parent: z.looseObject({ id: z.string(), key: z.string() }).nullish(),
  }),
})
const pageSchema = z.object({ issues: z.array(issueSchema), nextPageToken: z.string().optional() })
const logSchema = z.looseObject({ issueId: z.string(), changeHistories: z.array(z.unknown()) })
const logsSchema = z.object({
  issueChangeLogs: z.array(logSchema),
  nextPageToken: z.string().optional(),
})

type Issue = z.infer<typeof issueSchema>

/**
 * The tickets of a fake Jira with all fields that we read, repeated with other ids and keys until they are so many. Lists that a search
 * cuts are whole with what it shows.
 */
export async function renderTickets(
  url: string,
  credentials: JiraCredentials,
  count: number,
): Promise<Rendered[]> {
  const request = requestsTo(url, credentials)
  const fields = z.array(fieldSchema).parse(await request('field'))
  const asked = {
    jql: 'created > 0 order by created',
    fields: requestedFields(chooseFields(fields)),
    maxResults: 100,
  }
  const issues: Issue[] = []
  for (let token: string | undefined = ''; token !== undefined; ) {
    const page = pageSchema.parse(
      await request('search/jql', { ...asked, ...(token === '' ? {} : { nextPageToken: token }) }),
    )
    issues.push(...page.issues.map(withWholeLists))
    token = page.nextPageToken
  }
  const logs = new Map<string, z.infer<typeof logSchema>>()
  for (let from = 0; from < issues.length; from += 500) {
    const ids = issues.slice(from, from + 500).map(({ id }) => id)
    const asksFor = { issueIdsOrKeys: ids, fieldIds: ['status', 'assignee'], maxResults: 10_000 }
    const page = logsSchema.parse(await request('changelog/bulkfetch', asksFor))
    for (const log of page.issueChangeLogs) logs.set(log.issueId, log)
  }
  return Array.from({ length: count }, (_, place) => {
    const issue = issues[place % issues.length]
    if (issue === undefined) throw new RangeError('The fake Jira has no tickets')
    const copy = Math.floor(place / issues.length)
    const log = logs.get(issue.id)
    const id = idOf(issue.id, copy)
    return {
      id,
      issue: JSON.stringify(copyOf(issue, copy)),
      log: log === undefined ? null : JSON.stringify({ ...log, issueId: id }),
      entries: log?.changeHistories.length ?? 0,
    }
  })
}

function requestsTo(url: string, { email, apiToken }: JiraCredentials) {
  const authorization = `Basic ${Buffer.from(`${email}:${apiToken}`).toString('base64')}`
  const headers = { authorization, 'content-type': 'application/json', accept: 'application/json' }
  return async (path: string, body?: object): Promise<unknown> => {
    const init = body === undefined ? { headers } : { method: 'POST', headers, body: JSON.stringify(body) }
    const response = await fetch(`${url}/rest/api/3/${path}`, init)
    return response.json()
  }
}

/** A list that a search cuts would cost a request for each ticket, and the fake knows no copies. */
function withWholeLists(issue: Issue): Issue {
  const { comment, worklog } = issue.fields
  if (comment != null) comment.total = z.array(z.unknown()).parse(comment['comments']).length
  if (worklog != null) worklog.total = z.array(z.unknown()).parse(worklog['worklogs']).length
  return issue
}

function copyOf(issue: Issue, copy: number): Issue {
  const { parent } = issue.fields
  const ofParent =
    parent == null ? {} : { parent: { ...parent, id: idOf(parent.id, copy), key: keyOf(parent.key, copy) } }
  return {
    ...issue,
    id: idOf(issue.id, copy),
    key: keyOf(issue.key, copy),
    fields: { ...issue.fields, ...ofParent },
  }
}

function idOf(id: string, copy: number): string {
  return String(Number(id) + copy * 100_000)
}

function keyOf(key: string, copy: number): string {
  const [project = '', number = ''] = key.split('-')
  return `${project}-${Number(number) + copy * 100_000}`
}
