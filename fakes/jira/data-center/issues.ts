import { z } from 'zod'
import { compileJql } from '../jql/evaluate.ts'
import { indexLagOf, poisoned } from '../protocol/faults.ts'
import { expandSchema, type JiraRequest, listParam, numberParam, parseBody } from '../protocol/request.ts'
import { type FakeResponse, issueNotFound, JiraErrorResponse, ok } from '../protocol/response.ts'
import { commentResource } from '../resources/comment.ts'
import { historyResource } from '../resources/history.ts'
import { chosenFields, issueResource } from '../resources/issue.ts'
import type { RequestContext } from '../resources/request-context.ts'
import { customFieldIds } from '../state/fields.ts'
import type { JiraIssue } from '../state/records.ts'
import { asDataCenter, sprintText } from './convert.ts'
import { dataCenterFieldIds } from './fields.ts'

const defaultPageSize = 50

const searchSchema = z.object({
  jql: z.string().optional().default(''),
  fields: z.array(z.string()).optional().default([]),
  expand: expandSchema,
  startAt: z.number().int().nonnegative().optional().default(0),
  maxResults: z.number().int().optional().default(defaultPageSize),
})

interface SearchLimits {
  /** The longest page. */
  readonly searchLimit: number
  /** How far pages lead. */
  readonly resultWindow: number
}

/** POST search: pages by offset, with the total; a page is never longer than the server's limit. */
export function searchByPost(
  request: JiraRequest,
  { searchLimit, resultWindow }: SearchLimits,
): FakeResponse {
  const asked = parseBody(searchSchema, request.body)
  const wanted = asked.maxResults < 0 ? searchLimit : asked.maxResults
  const maxResults = Math.min(wanted, searchLimit)
  if (asked.startAt + maxResults > resultWindow) {
    const requested = `it requests ${asked.startAt + maxResults} results`
    throw new JiraErrorResponse(500, [
      `Search limit exceeded: ${requested}, which exceeded the search platform limit of ${resultWindow}.`,
    ])
  }
  const compiled = compileJql(asked.jql, request.context)
  const found = request.isAnonymous
    ? []
    : request.context.state
        .indexedIssues(indexLagOf(request.faults.current, request.context.state), new Set())
        .filter((issue) => issue.archivedAt === null && compiled.matches(issue))
        .map((issue) => ({ issue, issueId: issue.issueId, sortKeys: compiled.sortKeys(issue) }))
  found.sort(compiled.compare)
  const unreturned = new Set(request.faults.current.unreturnedTickets)
  const fields = asked.fields.length === 0 ? ['*navigable'] : asked.fields
  return ok({
    expand: 'schema,names',
    startAt: asked.startAt,
    maxResults,
    total: found.length,
    issues: found
      .slice(asked.startAt, asked.startAt + maxResults)
      .filter(({ issue }) => !unreturned.has(issue.key))
      .map(({ issue }) => shapeOf(request, issue, fields, asked.expand)),
  })
}

/** GET search: the same as POST. */
export function searchByGet(request: JiraRequest, limits: SearchLimits): FakeResponse {
  const { query } = request
  const body = {
    jql: query.get('jql') ?? '',
    fields: listParam(query, 'fields'),
    expand: query.getAll('expand'),
    startAt: numberParam(query, 'startAt', 0, Number.MAX_SAFE_INTEGER),
    maxResults: numberParam(query, 'maxResults', defaultPageSize, Number.MAX_SAFE_INTEGER),
  }
  return searchByPost({ ...request, body }, limits)
}

/** GET issue/{idOrKey}. */
export function oneIssue(request: JiraRequest): FakeResponse {
  const issue = request.isAnonymous ? null : request.context.state.find(request.parts[0] ?? '')
  if (issue === null) throw issueNotFound()
  const fields = listParam(request.query, 'fields')
  const expand = new Set(listParam(request.query, 'expand'))
  return ok(shapeOf(request, issue, fields.length === 0 ? ['*all'] : fields, expand))
}

function shapeOf(
  { context, faults }: JiraRequest,
  issue: JiraIssue,
  asked: readonly string[],
  expand: ReadonlySet<string>,
): unknown {
  const chosen = new Set(chosenFields(asked))
  const isAsked = (fieldId: string) => asked.includes(fieldId) || asked.includes('*all')
  const shape = issueResource(context, issue, [...chosen], new Set())
  const fields = 'fields' in shape && typeof shape.fields === 'object' ? { ...shape.fields } : {}
  const own = {
    ...fields,
    ...(chosen.has('parent') ? { parent: isSubtask(context, issue) ? parentIn(fields) : undefined } : {}),
    ...(chosen.has('comment') ? { comment: wholeComments(context, issue) } : {}),
    ...(isAsked(customFieldIds.sprint)
      ? { [customFieldIds.sprint]: issue.sprintIds.map((id) => sprintText(context, id)) }
      : {}),
    ...(isAsked(customFieldIds.storyPoints) ? { [customFieldIds.storyPoints]: issue.estimatePoints } : {}),
    ...(isAsked(customFieldIds.epicLink) ? { [customFieldIds.epicLink]: epicKeyOf(context, issue) } : {}),
    ...(isAsked(dataCenterFieldIds.epicName)
      ? { [dataCenterFieldIds.epicName]: roleOf(context, issue) === 'epic' ? issue.summary : null }
      : {}),
    ...(isAsked(dataCenterFieldIds.parentLink)
      ? { [dataCenterFieldIds.parentLink]: parentLinkOf(context, issue) }
      : {}),
  }
  const whole = {
    ...shape,
    ...(expand.has('changelog') ? { changelog: wholeChangelog(context, issue) } : {}),
    fields: own,
  }
  const converted = asDataCenter(context, whole)
  const poison = faults.current.poisonTickets?.[issue.key]
  return poison === undefined || typeof converted !== 'object' || converted === null
    ? converted
    : poisoned(converted, poison)
}

function parentIn(fields: object): unknown {
  return 'parent' in fields ? fields.parent : undefined
}

/** The embedded history is whole, oldest first. */
function wholeChangelog(context: RequestContext, { histories }: JiraIssue): object {
  const total = histories.length
  return {
    startAt: 0,
    maxResults: total,
    total,
    histories: histories.map((one) => historyResource(context, one)),
  }
}

/** The embedded comments are whole; of worklogs there are 20, as on Cloud. */
function wholeComments(context: RequestContext, issue: JiraIssue): object {
  const comments = issue.comments.map((comment) => commentResource(context, issue, comment))
  return { comments, maxResults: comments.length, total: comments.length, startAt: 0 }
}

function epicKeyOf(context: RequestContext, issue: JiraIssue): string | null {
  const parent = parentOf(context, issue)
  return parent !== null && roleOf(context, parent) === 'epic' ? parent.key : null
}

/** What stands above a ticket and is neither its epic nor, of a sub-task, its parent. */
function parentLinkOf(context: RequestContext, issue: JiraIssue): object | null {
  const parent = parentOf(context, issue)
  if (parent === null || roleOf(context, parent) === 'epic' || isSubtask(context, issue)) return null
  const data = { id: Number(parent.issueId), key: parent.key, summary: parent.summary }
  return { hasEpicLinkFieldDependency: false, showField: true, data }
}

function parentOf({ state }: RequestContext, { parentId }: JiraIssue): JiraIssue | null {
  return parentId === null ? null : state.named(parentId)
}

function isSubtask(context: RequestContext, issue: JiraIssue): boolean {
  return roleOf(context, issue) === 'subtask'
}

function roleOf({ state }: RequestContext, { issueTypeId }: JiraIssue): string | null {
  return state.site.issueTypes.find((type) => type.issueTypeId === issueTypeId)?.role ?? null
}
