import type { JiraMethods } from '../http/client.ts'
import { isHttpError } from '../http/http-error.ts'
import { readByOffset } from '../http/offsets.ts'
import { parseResponse } from '../map/parse.ts'
import { commentListSchema, type JiraIssue, worklogListSchema } from '../map/schemas.ts'

/** A search embeds 20 comments and 20 worklogs of a ticket at most. (faros-ai/airbyte-connectors#2003) */
const maxEmbedded = 20

export interface CompleteLists {
  readonly comments: readonly unknown[]
  readonly worklogs: readonly unknown[]
}

const commentsPerPage = 100
const worklogsPerPage = 5000

/**
 * Reads a ticket's comments and worklogs from their own endpoints when the search truncated them.
 * @returns what the search embedded, when the ticket was deleted meanwhile
 */
export async function readCompleteLists(
  client: JiraMethods,
  issue: JiraIssue,
  signal: AbortSignal | undefined,
): Promise<CompleteLists> {
  const comments = issue.fields.comment?.comments ?? []
  const worklogs = issue.fields.worklog?.worklogs ?? []
  const commentsTruncated = isTruncated(issue.fields.comment?.total, comments.length)
  const worklogsTruncated = isTruncated(issue.fields.worklog?.total, worklogs.length)
  try {
    const [allComments, allWorklogs] = await Promise.all([
      commentsTruncated ? readComments(client, issue.id, signal) : comments,
      worklogsTruncated ? readWorklogs(client, issue.id, signal) : worklogs,
    ])
    return { comments: allComments, worklogs: allWorklogs }
  } catch (error) {
    if (isHttpError(error, 403, 404)) return { comments, worklogs }
    throw error
  }
}

/** Without a total, a list of the largest embedded size may have more. */
function isTruncated(total: number | null | undefined, shown: number): boolean {
  return total == null ? shown >= maxEmbedded : total > shown
}

function readComments(client: JiraMethods, id: string, signal: AbortSignal | undefined): Promise<unknown[]> {
  return readByOffset('comment list', async (startAt) => {
    const parameters = { issueIdOrKey: id, startAt, maxResults: commentsPerPage }
    const body = await client.request('issueComments', 'getComments', parameters, signal)
    const page = parseResponse(commentListSchema, body, 'comments')
    return { items: page.comments, total: page.total ?? null }
  })
}

function readWorklogs(client: JiraMethods, id: string, signal: AbortSignal | undefined): Promise<unknown[]> {
  return readByOffset('worklog list', async (startAt) => {
    const parameters = { issueIdOrKey: id, startAt, maxResults: worklogsPerPage }
    const body = await client.request('issueWorklogs', 'getIssueWorklog', parameters, signal)
    const page = parseResponse(worklogListSchema, body, 'worklogs')
    return { items: page.worklogs, total: page.total ?? null }
  })
}
