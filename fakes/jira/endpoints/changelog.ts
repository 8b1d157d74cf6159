import { z } from 'zod'
import { issueToken, redeemToken } from '../protocol/page-token.ts'
import { type JiraRequest, numberParam, parseBody } from '../protocol/request.ts'
import { badRequest, type FakeResponse, issueNotFound, ok } from '../protocol/response.ts'
import { bulkHistoryResource, historyResource } from '../resources/history.ts'
import type { JiraHistory } from '../state/records.ts'

const maxBulkIssues = 1_000
const maxBulkFields = 10
const defaultBulkPage = 1_000
const maxBulkPage = 10_000
const maxPage = 100

const bulkSchema = z.object({
  issueIdsOrKeys: z.array(z.string()),
  fieldIds: z.array(z.string()).nullish(),
  maxResults: z.number().int().nullish(),
  nextPageToken: z.string().nullish(),
})

/**
 * POST changelog/bulkfetch: entries of many tickets, in no order that a reader could rely on.
 * A page is cut by entries, so a ticket's may span pages; items without a `fieldId` fall to the filter.
 */
export function bulkChangelogs(request: JiraRequest): FakeResponse {
  const asked = parseBody(bulkSchema, request.body)
  const { issueIdsOrKeys } = asked
  const fieldIds = asked.fieldIds ?? []
  if (issueIdsOrKeys.length === 0 || issueIdsOrKeys.length > maxBulkIssues) {
    throw badRequest(`issueIdsOrKeys must hold between 1 and ${maxBulkIssues} issue ids or keys.`)
  }
  if (fieldIds.length > maxBulkFields)
    throw badRequest(`fieldIds must hold at most ${maxBulkFields} field ids.`)
  if (request.isAnonymous) return ok({ issueChangeLogs: [] })
  const binding = [issueIdsOrKeys, fieldIds]
  const token = asked.nextPageToken ?? ''
  const [offset] = token === '' ? [0] : redeemToken(token, binding, request.context.nowAt)
  const from = Number(offset)
  const size = Math.min(Math.max(asked.maxResults ?? defaultBulkPage, 1), maxBulkPage)
  const entries = entriesOf(request, issueIdsOrKeys, new Set(fieldIds))
  const page = entries.slice(from, from + size)
  const poisonedIds = idsOf(request, request.faults.current.poisonLogs)
  const isLast = from + size >= entries.length
  return ok({
    issueChangeLogs: grouped(page).map(([issueId, histories]) => ({
      issueId,
      changeHistories: poisonedIds.has(issueId)
        ? 'none'
        : histories.map((history) => bulkHistoryResource(request.context, history)),
    })),
    ...(isLast ? {} : { nextPageToken: issueToken(binding, [from + size], request.context.nowAt) }),
  })
}

function idsOf({ context }: JiraRequest, keys: readonly string[] = []): Set<string> {
  return new Set(keys.flatMap((key) => context.state.find(key)?.issueId ?? []))
}

type Entry = readonly [issueId: string, history: JiraHistory]

function entriesOf(
  request: JiraRequest,
  idsOrKeys: readonly string[],
  fieldIds: ReadonlySet<string>,
): readonly Entry[] {
  const entries: Entry[] = []
  const seen = idsOf(request, request.faults.current.missingLogs)
  for (const idOrKey of idsOrKeys) {
    // Tickets that the account can't see are left out silently.
    const issue = request.context.state.find(idOrKey)
    if (issue === null || seen.has(issue.issueId)) continue
    seen.add(issue.issueId)
    for (const history of shuffled(issue.issueId, issue.histories)) {
      const items = history.items.filter(({ fieldId }) => fieldIds.size === 0 || fieldIds.has(fieldId ?? ''))
      if (items.length > 0) entries.push([issue.issueId, { ...history, items }])
    }
  }
  return entries
}

/** Newest first for some tickets, interleaved for others: the original guarantees no order. */
function shuffled(issueId: string, histories: readonly JiraHistory[]): readonly JiraHistory[] {
  if (Number(issueId) % 2 === 0) return histories.toReversed()
  const even = histories.filter((_, index) => index % 2 === 0)
  const odd = histories.filter((_, index) => index % 2 === 1)
  return [...odd, ...even.toReversed()]
}

function grouped(entries: readonly Entry[]): readonly (readonly [string, readonly JiraHistory[]])[] {
  const byIssue = new Map<string, JiraHistory[]>()
  for (const [issueId, history] of entries) {
    const histories = byIssue.get(issueId)
    if (histories === undefined) byIssue.set(issueId, [history])
    else histories.push(history)
  }
  return [...byIssue]
}

/** GET issue/{}/changelog: oldest first, a hundred at most, whatever page size is requested. */
export function issueChangelog(request: JiraRequest): FakeResponse {
  const { context, query } = request
  const issue = request.isAnonymous ? null : context.state.find(request.parts[0] ?? '')
  if (issue === null) throw issueNotFound()
  const startAt = numberParam(query, 'startAt', 0, Number.MAX_SAFE_INTEGER)
  const maxResults = numberParam(query, 'maxResults', maxPage, maxPage)
  const page = issue.histories.slice(startAt, startAt + maxResults)
  const isLast = startAt + maxResults >= issue.histories.length
  const self = `${context.baseUrl}/rest/api/3/issue/${issue.key}/changelog`
  const next = `${self}?maxResults=${maxResults}&startAt=${startAt + maxResults}`
  return ok({
    self: `${self}?maxResults=${maxResults}&startAt=${startAt}`,
    ...(isLast ? {} : { nextPage: next }),
    maxResults,
    startAt,
    total: issue.histories.length,
    isLast,
    values: page.map((history) => historyResource(context, history)),
  })
}
