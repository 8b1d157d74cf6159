import { z } from 'zod'
import { type CompiledJql, compileJql, type Sortable } from '../jql/evaluate.ts'
import { indexLagOf, poisoned } from '../protocol/faults.ts'
import { issueToken, type PageEnd, redeemToken } from '../protocol/page-token.ts'
import { expandSchema, type JiraRequest, listParam, parseBody } from '../protocol/request.ts'
import { badRequest, type FakeResponse, ok } from '../protocol/response.ts'
import { chosenFields, idAndKey, issueResource } from '../resources/issue.ts'
import { jiraFields } from '../state/fields.ts'
import type { JiraIssue } from '../state/records.ts'

const defaultPageSize = 50
/** Pages of ids and keys may be this long, pages with any other field only `maxFieldPage`. */
const maxIdPage = 5_000
const maxFieldPage = 100
const maxReconciled = 50

const searchSchema = z.object({
  jql: z.string().optional().default(''),
  fields: z.array(z.string()).optional().default([]),
  expand: expandSchema,
  maxResults: z.number().int().optional().default(defaultPageSize),
  nextPageToken: z.string().nullish(),
  reconcileIssues: z.array(z.number().int()).optional().default([]),
})

type Search = z.infer<typeof searchSchema>

/** GET search/jql: the same as POST, with lists as repeated parameters or with commas. */
export function searchByGet(request: JiraRequest): FakeResponse {
  const { query } = request
  const maxResults = query.get('maxResults')
  return search(request, {
    jql: query.get('jql') ?? '',
    fields: listParam(query, 'fields'),
    expand: query.getAll('expand'),
    ...(maxResults === null ? {} : { maxResults: Number(maxResults) }),
    nextPageToken: query.get('nextPageToken'),
    reconcileIssues: listParam(query, 'reconcileIssues').map(Number),
  })
}

/** POST search/jql: token pages in a stable order, no offset, no total. */
export function searchByPost(request: JiraRequest): FakeResponse {
  return search(request, request.body)
}

/** POST search/approximate-count. */
export function countByPost(request: JiraRequest): FakeResponse {
  const { jql } = parseBody(z.object({ jql: z.string().optional().default('') }), request.body)
  if (request.isAnonymous) return ok({ count: 0 })
  const compiled = boundedJql(jql, request)
  return ok({ count: matching(compiled, request, new Set()).length })
}

function search(request: JiraRequest, input: unknown): FakeResponse {
  const asked = parseBody(searchSchema, input)
  if (request.isAnonymous) return ok({ isLast: true, issues: [] })
  if (asked.reconcileIssues.length > maxReconciled) {
    throw badRequest(`The reconcileIssues parameter takes at most ${maxReconciled} issue ids.`)
  }
  const binding = bindingOf(asked)
  const { after, nowAt } = startOf(asked, binding, request)
  const compiled = boundedJql(asked.jql, { ...request, context: { ...request.context, nowAt } })
  const fresh = new Set(asked.reconcileIssues.map(String))
  const sorted = sortedAfter(compiled, matching(compiled, request, fresh), after)
  const longestPage = request.faults.current.longestPage ?? maxIdPage
  const page = sorted.slice(0, Math.min(pageSizeOf(asked), longestPage))
  const last = page.at(-1)
  const isLast = sorted.length <= page.length || last === undefined
  const end = isLast ? null : [nowAt, ...last.sortKeys, last.issueId]
  return ok({
    isLast,
    ...(end === null ? {} : { nextPageToken: issueToken(binding, end, request.context.nowAt) }),
    ...namesOf(asked),
    issues: page.map(({ issue }) => shapeOf(request, issue, asked)),
  })
}

/** A token belongs to its query, fields and reconciled issues; the page size alone may change. */
function bindingOf(asked: Search): unknown {
  return [asked.jql, asked.fields, [...asked.expand], asked.reconcileIssues]
}

/** Later pages are evaluated at the first page's instant; otherwise `-1d` would shift between pages. */
function startOf(
  asked: Search,
  binding: unknown,
  request: JiraRequest,
): { after: PageEnd | null; nowAt: number } {
  const token = asked.nextPageToken ?? ''
  if (token === '') return { after: null, nowAt: request.context.nowAt }
  const [nowAt, ...after] = redeemToken(token, binding, request.context.nowAt)
  return { after, nowAt: Number(nowAt) }
}

/** Compiles a query that restricts something. @throws JiraErrorResponse 400 where it does not */
function boundedJql(jql: string, request: JiraRequest): CompiledJql {
  const compiled = compileJql(jql, request.context)
  if (!compiled.isBounded) {
    throw badRequest(
      'Unbounded JQL queries are not allowed here. Please add a search restriction to your query.',
    )
  }
  return compiled
}

interface Found extends Sortable {
  readonly issue: JiraIssue
}

function matching(
  compiled: CompiledJql,
  { context, faults }: JiraRequest,
  fresh: ReadonlySet<string>,
): readonly JiraIssue[] {
  const lagMsOf = indexLagOf(faults.current, context.state)
  const { candidateIds } = compiled
  const isFound = (issue: JiraIssue) => issue.archivedAt === null && compiled.matches(issue)
  if (candidateIds !== null && [...candidateIds].every((id) => lagMsOf(id) === 0)) {
    const issues = [...candidateIds].map((id) => context.state.find(id))
    return issues.filter((issue): issue is JiraIssue => issue !== null && isFound(issue))
  }
  return context.state.indexedIssues(lagMsOf, fresh).filter(isFound)
}

function sortedAfter(
  compiled: CompiledJql,
  issues: readonly JiraIssue[],
  after: PageEnd | null,
): readonly Found[] {
  const found = issues.map((issue) => ({ issue, issueId: issue.issueId, sortKeys: compiled.sortKeys(issue) }))
  found.sort(compiled.compare)
  if (after === null) return found
  const end: Sortable = { issueId: String(after.at(-1)), sortKeys: after.slice(0, -1) }
  return found.filter((each) => compiled.compare(each, end) > 0)
}

function pageSizeOf(asked: Search): number {
  const isIdsOnly =
    asked.fields.every((field) => field === 'id' || field === 'key') && asked.expand.size === 0
  const wanted = asked.maxResults < 1 ? defaultPageSize : asked.maxResults
  return Math.min(wanted, isIdsOnly ? maxIdPage : maxFieldPage)
}

function shapeOf(request: JiraRequest, issue: JiraIssue, asked: Search): object {
  const { context, faults } = request
  const isBare = asked.fields.every((field) => field === 'id') && !asked.expand.has('changelog')
  if (isBare) return { id: issue.issueId }
  const fields = chosenFields(asked.fields)
  if (fields.length === 0 && !asked.expand.has('changelog')) return idAndKey(context, issue)
  const shape = issueResource(context, issue, fields, asked.expand)
  const poison = faults.current.poisonTickets?.[issue.key]
  return poison === undefined ? shape : poisoned(shape, poison)
}

function namesOf(asked: Search): object {
  if (!asked.expand.has('names')) return {}
  const chosen = new Set(chosenFields(asked.fields))
  const named = jiraFields.filter(({ id }) => chosen.has(id))
  return { names: Object.fromEntries(named.map(({ id, name }) => [id, name])) }
}

/** GET software/1.0 …/issue: token pages of a board's or a sprint's tickets, with their fields unless some are named. */
export function softwareIssues(request: JiraRequest, restriction: string): FakeResponse {
  const fields = listParam(request.query, 'fields')
  const asked = parseBody(searchSchema, {
    jql: request.query.get('jql') ?? '',
    fields: fields.length === 0 ? ['*navigable'] : fields,
    expand: request.query.getAll('expand'),
    maxResults: Number(request.query.get('maxResults') ?? defaultPageSize),
    nextPageToken: request.query.get('nextPageToken'),
  })
  const [where = '', order] = asked.jql.split(/\border by\b/i)
  const jql = [where.trim() === '' ? restriction : `${restriction} and (${where})`, order]
    .filter((part) => part !== undefined)
    .join(' order by ')
  return search(request, { ...asked, jql, expand: [...asked.expand] })
}
