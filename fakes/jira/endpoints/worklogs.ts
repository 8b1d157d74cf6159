import { z } from 'zod'
import { type JiraRequest, numberParam, parseBody } from '../protocol/request.ts'
import { badRequest, type FakeResponse, ok } from '../protocol/response.ts'
import { worklogResource } from '../resources/comment.ts'

const maxPage = 1_000
/** Worklogs of the last minute are held back until it is over. */
const heldBackMs = 60_000

interface Moment {
  readonly worklogId: string
  readonly at: number
}

/** GET worklog/updated: ids of worklogs written since an instant, oldest first, `since` itself included. */
export function updatedWorklogs(request: JiraRequest): FakeResponse {
  const logged = request.context.state
    .issues()
    .flatMap(({ worklogs }) => worklogs.map(({ worklogId, loggedAt }) => ({ worklogId, at: loggedAt })))
  return changesSince(request, 'updated', logged)
}

/** GET worklog/deleted. */
export function deletedWorklogs(request: JiraRequest): FakeResponse {
  return changesSince(request, 'deleted', request.context.state.deletedWorklogs)
}

function changesSince(
  request: JiraRequest,
  kind: 'updated' | 'deleted',
  moments: readonly Moment[],
): FakeResponse {
  const { context, query } = request
  const since = numberParam(query, 'since', 0, Number.MAX_SAFE_INTEGER)
  const due = moments
    .filter(({ at }) => at >= since && at <= context.nowAt - heldBackMs)
    .sort((a, b) => a.at - b.at || Number(a.worklogId) - Number(b.worklogId))
  const page = request.isAnonymous ? [] : due.slice(0, maxPage)
  const lastPage = request.isAnonymous || due.length <= maxPage
  const until = page.at(-1)?.at ?? since
  const address = `${context.baseUrl}/rest/api/3/worklog/${kind}?since=`
  return ok({
    values: page.map(({ worklogId, at }) => ({
      worklogId: Number(worklogId),
      updatedTime: at,
      properties: [],
    })),
    since,
    until,
    self: `${address}${since}`,
    ...(lastPage ? {} : { nextPage: `${address}${until}` }),
    lastPage,
  })
}

/** POST worklog/list: what is not there is left out. */
export function worklogList(request: JiraRequest): FakeResponse {
  const { ids } = parseBody(z.object({ ids: z.array(z.number().int()) }), request.body)
  if (ids.length > maxPage) throw badRequest(`At most ${maxPage} worklog ids can be asked for at once.`)
  if (request.isAnonymous) return ok([])
  const wanted = new Set(ids.map(String))
  const shapes = request.context.state
    .issues()
    .flatMap((issue) =>
      issue.worklogs
        .filter(({ worklogId }) => wanted.has(worklogId))
        .map((worklog) => worklogResource(request.context, issue, worklog)),
    )
  return ok(shapes)
}
