import { isoOf } from '../../../domain/instant.ts'
import type { RequestContext } from '../resources/request-context.ts'
import { sprintStateAt } from '../resources/sprint.ts'
import { userKeyOf, userOf } from './users.ts'

/** What Cloud's records have and Data Center's don't. */
const cloudOnly: ReadonlySet<string> = new Set([
  'hierarchyLevel',
  'scope',
  'untranslatedName',
  'simplified',
  'style',
  'isPrivate',
  'jsdPublic',
  'fieldId',
])

/** A record as Cloud writes it, as Data Center does: names and keys of users, wiki text for documents, version 2 in addresses. */
export function asDataCenter(context: RequestContext, value: unknown): unknown {
  if (typeof value === 'string') return value.replace('/rest/api/3/', '/rest/api/2/')
  if (Array.isArray(value)) return value.map((item: unknown) => asDataCenter(context, item))
  if (typeof value !== 'object' || value === null) return value
  if ('accountId' in value) return userOf(context, String(value.accountId))
  if ('type' in value && value.type === 'doc') return wikiOf(value).trim()
  const entries = Object.entries(value)
    .filter(([name]) => !cloudOnly.has(name))
    .map(([name, part]) => [name, asDataCenter(context, part)] as const)
  return withUserKeys(context, Object.fromEntries(entries))
}

/** An item of a history names an assignee by key. */
function withUserKeys(context: RequestContext, item: Record<string, unknown>): object {
  if (item['field'] !== 'assignee' || !('fieldtype' in item)) return item
  const keyOf = (id: unknown) => (typeof id === 'string' ? userKeyOf(context, id) : id)
  return { ...item, from: keyOf(item['from']), to: keyOf(item['to']) }
}

function wikiOf(node: object): string {
  const texts = 'text' in node ? String(node.text) : ''
  const parts = 'content' in node && Array.isArray(node.content) ? node.content : []
  const inner = parts.map((part: object) => wikiOf(part)).join('')
  switch ('type' in node ? node.type : null) {
    case 'hardBreak':
      return '\n'
    case 'listItem':
      return `* ${inner.trim()}\n`
    case 'paragraph':
    case 'bulletList':
      return `${inner}\n\n`
    default:
      return texts + inner
  }
}

/** A sprint inside a ticket: the text of a Java object. */
export function sprintText(context: RequestContext, sprintId: number): string | null {
  const sprint = context.state.site.sprints.find((each) => each.sprintId === sprintId)
  if (sprint === undefined) return null
  const state = sprintStateAt(sprint, context.nowAt).toUpperCase()
  const [startDate, endDate] = [isoOf(sprint.startAt), isoOf(sprint.endAt)]
  const completeDate = state === 'CLOSED' ? endDate : '<null>'
  const facts = `id=${sprintId},rapidViewId=${sprint.boardId},state=${state},name=${sprint.name}`
  const dates = `startDate=${startDate},endDate=${endDate},completeDate=${completeDate}`
  return `com.atlassian.greenhopper.service.sprint.Sprint@1a2b3c[${facts},${dates},sequence=${sprintId},goal=]`
}
