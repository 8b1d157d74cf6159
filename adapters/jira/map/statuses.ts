import { comparable } from '../../../domain/text/comparable.ts'
import type { Status, StatusCategory } from '../../../domain/ticket.ts'
import type { JiraStatus } from './schemas.ts'

/**
 * Jira's own category ids, the same on every site, and the keys that stand for them; names are translated and repeated.
 * (apache/incubator-devlake#1092, constructorfabric/insight#1541)
 *
 * Jira has no "canceled": "Won't Do" is a resolution of a done ticket, or the name of a status among those that are done.
 */
const categories = new Map<number | string, StatusCategory>([
  [2, 'unstarted'],
  ['new', 'unstarted'],
  [4, 'in_progress'],
  ['indeterminate', 'in_progress'],
  [3, 'done'],
  ['done', 'done'],
])

/** An id that Jira adds later, or that a server gives its own, leaves it to the key. 1, `undefined`, is "No Category". */
function categoryOf(category: JiraStatus['statusCategory']): StatusCategory {
  const byId = categories.get(category?.id ?? '')
  return byId ?? categories.get(comparable(category?.key ?? '')) ?? 'unknown'
}

export function statusOf(connectionId: string, status: JiraStatus): Status {
  return {
    connectionId,
    statusId: status.id,
    name: status.name ?? status.id,
    category: categoryOf(status.statusCategory),
  }
}

/** The known statuses of one site: from Jira's list, from tickets, or only named in histories. */
export class StatusCatalog {
  private readonly known = new Map<string, Status>()

  /** Adds a status. A known category is not replaced by an unknown one. */
  learn(status: Status): void {
    const before = this.known.get(status.statusId)
    if (before === undefined || status.category !== 'unknown') this.known.set(status.statusId, status)
  }

  all(): Status[] {
    return [...this.known.values()]
  }

  find(statusId: string): Status | null {
    return this.known.get(statusId) ?? null
  }
}
