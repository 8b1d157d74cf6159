import type { Status, StatusCategory } from '../../../domain/ticket.ts'
import type { JiraStatus } from './schemas.ts'

/**
 * Jira's own category ids, the same on every site; names are translated and repeated.
 * (apache/incubator-devlake#1092, constructorfabric/insight#1541)
 *
 * Jira has no "canceled": "Won't Do" is a resolution of a done ticket, or the name of a status among those that are done.
 */
function categoryOf(categoryId: number | undefined): StatusCategory {
  if (categoryId === 2) return 'unstarted'
  if (categoryId === 4) return 'in_progress'
  if (categoryId === 3) return 'done'
  return 'unknown'
}

export function statusOf(connectionId: string, status: JiraStatus): Status {
  return {
    connectionId,
    statusId: status.id,
    name: status.name ?? status.id,
    category: categoryOf(status.statusCategory?.id),
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
