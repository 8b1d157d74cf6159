import type { IncompleteTicket } from '../../../domain/sync/incomplete.ts'
import type { JiraMethods } from '../http/client.ts'
import { JiraCutOffError, readByOffset } from '../http/offsets.ts'
import { parseResponse } from '../map/parse.ts'
import { idOf } from '../map/record-ids.ts'
import { commentListSchema, isTicketKey, type JiraIssue, worklogListSchema } from '../map/schemas.ts'
import type { JiraDeployment } from './site/deployment.ts'
import { refusalOf } from './tickets/refusal.ts'

/** A search embeds 20 comments and 20 worklogs of a ticket at most. (faros-ai/airbyte-connectors#2003) */
const maxEmbedded = 20

export interface CompleteLists {
  readonly comments: readonly unknown[]
  readonly worklogs: readonly unknown[]
  readonly incomplete: readonly IncompleteTicket[]
  /** Lists of which the ticket says nothing, as where they are switched off: not even that there are none. */
  readonly untold: readonly Pick<IncompleteTicket, 'ticketId' | 'part'>[]
}

/** What is known of the lists before a ticket's own are read. */
export interface ListsExpected {
  /** Whether the ticket came without some before: then its own are read, whatever came with it now. */
  readonly askedAgain: boolean
  /** Whether other tickets of its project came with such a list: one that lacks it has it all the same. */
  readonly comments: boolean
  readonly worklogs: boolean
}

const lists = ['comments', 'worklogs'] as const

const commentsPerPage = 100
const worklogsPerPage = 5000

/**
 * Reads a ticket's comments and worklogs from their own endpoints when the search truncated them. Of a list that is refused it
 * returns what the search embedded, as incomplete.
 */
export async function readCompleteLists(
  { client, kind }: Pick<JiraDeployment, 'client' | 'kind'>,
  issue: JiraIssue,
  expected: ListsExpected,
  signal: AbortSignal | undefined,
): Promise<CompleteLists> {
  const { id: ticketId, fields } = issue
  // Cloud leaves out lists that are switched off for a site; where a Data Center has no comments in a ticket, it embeds no lists.
  const embedsNone = kind === 'data_center' && fields.comment == null
  const isLeftOut = {
    comments: fields.comment == null && !embedsNone && !expected.comments,
    worklogs: fields.worklog == null && !embedsNone && !expected.worklogs,
  }
  // Servers that stand in for a Data Center know tickets by key alone; on the original a key leads to a moved ticket too.
  const address = kind === 'data_center' && isTicketKey(issue.key) ? issue.key : ticketId
  const embedded = { comments: fields.comment?.comments ?? [], worklogs: fields.worklog?.worklogs ?? [] }
  const isToRead = (part: 'comments' | 'worklogs', list: typeof fields.comment | typeof fields.worklog) =>
    !isLeftOut[part] && (list == null || expected.askedAgain || isTruncated(list.total, embedded[part]))
  const [comments, worklogs] = await Promise.all([
    isToRead('comments', fields.comment)
      ? allOf(embedded.comments, () => readComments(client, address, signal))
      : whole(embedded.comments),
    isToRead('worklogs', fields.worklog)
      ? allOf(embedded.worklogs, () => readWorklogs(client, address, signal))
      : whole(embedded.worklogs),
  ])
  const causes = { comments: comments.cause, worklogs: worklogs.cause }
  return {
    comments: comments.items,
    worklogs: worklogs.items,
    incomplete: lists.flatMap((part) => {
      const cause = causes[part]
      return cause === null ? [] : [{ ticketId, part, cause }]
    }),
    untold: lists.filter((part) => isLeftOut[part]).map((part) => ({ ticketId, part })),
  }
}

/** A ticket's list; the cause where it could not be read whole. */
interface ReadList {
  readonly items: readonly unknown[]
  readonly cause: string | null
}

function whole(items: readonly unknown[]): ReadList {
  return { items, cause: null }
}

async function allOf(
  embedded: readonly unknown[],
  read: () => Promise<readonly unknown[]>,
): Promise<ReadList> {
  try {
    const items = await read()
    const lacking = lackedBy(items, embedded)
    return lacking.length === 0 ? whole(items) : { items: [...items, ...lacking], cause: lackingCause }
  } catch (error) {
    const cause = refusalOf(error)
    if (cause === null) throw error
    const items = error instanceof JiraCutOffError ? error.items : []
    return { items: [...items, ...lackedBy(items, embedded)], cause }
  }
}

/** A list that is empty or short for a moment reads like one whose entries were deleted. */
const lackingCause = 'it lacks some of what came with the ticket'

function lackedBy(items: readonly unknown[], embedded: readonly unknown[]): unknown[] {
  const ids = new Set(items.map(idOf))
  return embedded.filter((item) => !ids.has(idOf(item)))
}

/** Without a total, a list of the largest embedded size may have more. */
function isTruncated(total: number | null | undefined, shown: readonly unknown[]): boolean {
  return total == null ? shown.length >= maxEmbedded : total > shown.length
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
