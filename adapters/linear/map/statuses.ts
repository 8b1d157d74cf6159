import { comparable } from '../../../domain/text/comparable.ts'
import type { Status, StatusCategory } from '../../../domain/ticket.ts'

/** The category of a workflow state by its type; `unknown` for a type that Linear adds later, or doesn't tell. */
export function statusCategoryOf(type: string | null): StatusCategory {
  switch (comparable(type ?? '')) {
    case 'triage':
    case 'backlog':
    case 'unstarted':
      return 'unstarted'
    case 'started':
      return 'in_progress'
    case 'completed':
      return 'done'
    case 'canceled':
    case 'cancelled':
    case 'duplicate':
      return 'canceled'
    default:
      return 'unknown'
  }
}

export function statusOf(
  connectionId: string,
  state: { readonly id: string; readonly name: string; readonly type: string | null },
): Status {
  return { connectionId, statusId: state.id, name: state.name, category: statusCategoryOf(state.type) }
}
