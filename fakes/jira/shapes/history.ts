import type { JiraChange, JiraHistory } from '../state/records.ts'
import { jiraTimestamp } from './timestamp.ts'
import { userShape } from './user.ts'
import type { View } from './view.ts'

/** An entry of a changelog as an issue's own endpoints write it: `created` is text with the caller's offset. */
export function historyShape(view: View, history: JiraHistory): object {
  return {
    id: history.historyId,
    ...authorOf(view, history),
    created: jiraTimestamp(history.at, view.timeZone),
    items: history.items.map(changeShape),
  }
}

/** The same entry as the bulk fetch writes it: `created` is a number, epoch milliseconds. */
export function bulkHistoryShape(view: View, history: JiraHistory): object {
  return {
    id: history.historyId,
    ...authorOf(view, history),
    created: history.at,
    items: history.items.map(changeShape),
  }
}

function authorOf(view: View, history: JiraHistory): object {
  return history.authorId === null ? {} : { author: userShape(view, history.authorId) }
}

function changeShape(change: JiraChange): object {
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
