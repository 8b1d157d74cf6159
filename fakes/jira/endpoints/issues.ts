import { z } from 'zod'
import { poisoned } from '../protocol/faults.ts'
import { expandSchema, type JiraRequest, listParam, numberParam, parseBody } from '../protocol/request.ts'
import { badRequest, type FakeResponse, issueNotFound, ok } from '../protocol/response.ts'
import { commentResource, worklogResource } from '../resources/comment.ts'
import { chosenFields, issueResource } from '../resources/issue.ts'
import { customFieldIds } from '../state/fields.ts'
import type { JiraIssue } from '../state/records.ts'

const maxBulkIssues = 100
/** A bulk fetch of single-valued fields may be ten times as long. */
const maxLightBulkIssues = 1_000
const heavyFields: ReadonlySet<string> = new Set([
  'labels',
  'components',
  'comment',
  'worklog',
  'subtasks',
  customFieldIds.sprint,
])
const defaultSubPage = 50
const maxComments = 100
const maxWorklogs = 5_000

/** GET issue/{idOrKey}: all fields unless some are named; a former key leads to the ticket under its new one. */
export function oneIssue(request: JiraRequest): FakeResponse {
  const issue = seenIssue(request)
  const asked = listParam(request.query, 'fields')
  const expand = new Set(listParam(request.query, 'expand'))
  return ok(shapeOf(request, issue, asked.length === 0 ? ['*all'] : asked, expand))
}

const bulkSchema = z.object({
  issueIdsOrKeys: z.array(z.string()),
  fields: z.array(z.string()).optional().default([]),
  expand: expandSchema,
})

/** POST issue/bulkfetch: what is not there comes back among `issueErrors`. */
export function bulkIssues(request: JiraRequest): FakeResponse {
  const asked = parseBody(bulkSchema, request.body)
  const fields = asked.fields.length === 0 ? ['*navigable'] : asked.fields
  const isLight =
    fields.every((field) => !/^[*-]/.test(field) && !heavyFields.has(field)) && asked.expand.size === 0
  const most = isLight ? maxLightBulkIssues : maxBulkIssues
  if (asked.issueIdsOrKeys.length > most) throw badRequest(`Cannot fetch more than ${most} issues at once.`)
  const issues: object[] = []
  const issueErrors: object[] = []
  const seen = new Set<string>()
  for (const id of asked.issueIdsOrKeys) {
    const issue = request.isAnonymous ? null : request.context.state.find(id)
    if (issue === null) issueErrors.push({ id, errorMessage: issueNotFound().message })
    else if (!seen.has(issue.issueId)) issues.push(shapeOf(request, issue, fields, asked.expand))
    if (issue !== null) seen.add(issue.issueId)
  }
  return ok({ issueErrors, issues })
}

/** GET issue/{}/comment. */
export function issueComments(request: JiraRequest): FakeResponse {
  const issue = seenIssue(request)
  const startAt = numberParam(request.query, 'startAt', 0, Number.MAX_SAFE_INTEGER)
  const maxResults = numberParam(request.query, 'maxResults', defaultSubPage, maxComments)
  const isNewestFirst = (request.query.get('orderBy') ?? '').startsWith('-')
  const comments = isNewestFirst ? issue.comments.toReversed() : issue.comments
  const page = comments.slice(startAt, startAt + maxResults)
  return ok({
    startAt,
    maxResults,
    total: issue.comments.length,
    comments: page.map((comment) => commentResource(request.context, issue, comment)),
  })
}

/** GET issue/{}/worklog. */
export function issueWorklogs(request: JiraRequest): FakeResponse {
  const issue = seenIssue(request)
  const startAt = numberParam(request.query, 'startAt', 0, Number.MAX_SAFE_INTEGER)
  const maxResults = numberParam(request.query, 'maxResults', maxWorklogs, maxWorklogs)
  const page = issue.worklogs.slice(startAt, startAt + maxResults)
  return ok({
    startAt,
    maxResults,
    total: issue.worklogs.length,
    worklogs: page.map((worklog) => worklogResource(request.context, issue, worklog)),
  })
}

function seenIssue(request: JiraRequest): JiraIssue {
  const issue = request.isAnonymous ? null : request.context.state.find(request.parts[0] ?? '')
  if (issue === null) throw issueNotFound()
  return issue
}

function shapeOf(
  request: JiraRequest,
  issue: JiraIssue,
  asked: readonly string[],
  expand: ReadonlySet<string>,
): object {
  const shape = issueResource(request.context, issue, chosenFields(asked), expand)
  const poison = request.faults.current.poisonTickets?.[issue.key]
  return poison === undefined ? shape : poisoned(shape, poison)
}
