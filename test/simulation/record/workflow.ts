import type { Status } from '../../../domain/ticket.ts'
import { connectionId } from '../true-work/staff.ts'

export type StatusId = 'todo' | 'doing' | 'review' | 'blocked' | 'done' | 'dropped'

const usual: readonly (readonly [StatusId, string, Status['category']])[] = [
  ['todo', 'To Do', 'unstarted'],
  ['doing', 'In Progress', 'in_progress'],
  ['review', 'In Review', 'in_progress'],
  ['blocked', 'Blocked', 'in_progress'],
  ['done', 'Done', 'done'],
  // Linear says so by the category; Jira only by the resolution, with a category of `done`.
  ['dropped', "Won't Do", 'canceled'],
]

/** The board's statuses. With one column for all that isn't done, that is what the tracker takes for in progress. */
export function statusesOf(oneColumn: boolean): Status[] {
  return usual.map(([statusId, name, category]) => ({
    connectionId,
    statusId,
    name: oneColumn && statusId === 'todo' ? 'Open' : name,
    category: oneColumn && category === 'unstarted' ? 'in_progress' : category,
  }))
}

export const waitingStatusNames: readonly string[] = ['in review', 'blocked']
