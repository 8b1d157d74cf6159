import type { JiraChange, JiraHistory } from '../state/records.ts'
import type { RequestContext } from './request-context.ts'
import { jiraTimestamp } from './timestamp.ts'
import { userResource } from './user.ts'

/** An entry of a changelog as an issue's own endpoints write it: `created` is text with the caller's offset. */
export function historyResource(context: RequestContext, history: JiraHistory): object {
  return {
    id: history.historyId,
    ...authorOf(context, history),
    created: jiraTimestamp(history.at, context.timeZone),
    items: history.items.map(changeResource),
  }
}

/** The same entry as the bulk fetch writes it: `created` is a number, epoch milliseconds. */
export function bulkHistoryResource(context: RequestContext, history: JiraHistory): object {
  return {
    id: history.historyId,
    ...authorOf(context, history),
    created: history.at,
    items: history.items.map(changeResource),
  }
}

function authorOf(context: RequestContext, history: JiraHistory): object {
  return history.authorId === null ? {} : { author: userResource(context, history.authorId) }
}

function changeResource(change: JiraChange): object {
  return {
    field: change.field,
    fieldtype: change.fieldtype,
    ...(change.fieldId === null ? {} : { fieldId: change.fieldId }),
    from: change.from,
    fromString: change.fromText,
    to: change.to,
    toString: change.toText,
  }
}
