import type { JiraClient } from '../http/client.ts'
import { isHttpError } from '../http/http-error.ts'
import { readByOffset } from '../http/offsets.ts'
import { parseResponse } from '../map/parse.ts'
import { commentListSchema, type JiraIssue, worklogListSchema } from '../map/schemas.ts'

/** A search embeds 20 comments and 20 worklogs of a ticket at most. (faros-ai/airbyte-connectors#2003) */
const mostEmbedded = 20

export interface CompleteLists {
  readonly comments: readonly unknown[]
  readonly worklogs: readonly unknown[]
}

const commentsPerPage = 100
const worklogsPerPage = 5000

/**
 * A ticket's comments and worklogs, read from their own endpoints where the search clipped them.
 * @returns what the search embedded, when the ticket went meanwhile
 */
export async function readCompleteLists(
  client: JiraClient,
  issue: JiraIssue,
  signal: AbortSignal | undefined,
): Promise<CompleteLists> {
  const comments = issue.fields.comment?.comments ?? []
  const worklogs = issue.fields.worklog?.worklogs ?? []
  const commentsClipped = isClipped(issue.fields.comment?.total, comments.length)
  const worklogsClipped = isClipped(issue.fields.worklog?.total, worklogs.length)
  try {
    const [wholeComments, wholeWorklogs] = await Promise.all([
      commentsClipped ? readComments(client, issue.id, signal) : comments,
      worklogsClipped ? readWorklogs(client, issue.id, signal) : worklogs,
    ])
    return { comments: wholeComments, worklogs: wholeWorklogs }
  } catch (error) {
    if (isHttpError(error, 403, 404)) return { comments, worklogs }
    throw error
  }
}

/** Where no total is stated, a list that fills what a search embeds may go on. */
function isClipped(total: number | null | undefined, shown: number): boolean {
  return total == null ? shown >= mostEmbedded : total > shown
}

function readComments(client: JiraClient, id: string, signal: AbortSignal | undefined): Promise<unknown[]> {
  return readByOffset('comment list', async (startAt) => {
    const parameters = { issueIdOrKey: id, startAt, maxResults: commentsPerPage }
    const body = await client.request((cloud) => cloud.issueComments.getComments(parameters), signal)
    const page = parseResponse(commentListSchema, body, 'comments')
    return { items: page.comments, total: page.total ?? null }
  })
}

function readWorklogs(client: JiraClient, id: string, signal: AbortSignal | undefined): Promise<unknown[]> {
  return readByOffset('worklog list', async (startAt) => {
    const parameters = { issueIdOrKey: id, startAt, maxResults: worklogsPerPage }
    const body = await client.request((cloud) => cloud.issueWorklogs.getIssueWorklog(parameters), signal)
    const page = parseResponse(worklogListSchema, body, 'worklogs')
    return { items: page.worklogs, total: page.total ?? null }
  })
}
