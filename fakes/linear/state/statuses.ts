import { uuidOf } from '../../company/identity.ts'
import type { CompanyStatus } from '../../company/records.ts'

/** Linear's name and type of each status of the made-up company, in the order of its boards. */
export const statusNames: Readonly<Record<CompanyStatus, { readonly name: string; readonly type: string }>> =
  {
    triage: { name: 'Triage', type: 'triage' },
    backlog: { name: 'Backlog', type: 'backlog' },
    todo: { name: 'Todo', type: 'unstarted' },
    in_progress: { name: 'In Progress', type: 'started' },
    in_review: { name: 'In Review', type: 'started' },
    blocked: { name: 'Blocked', type: 'started' },
    done: { name: 'Done', type: 'completed' },
    canceled: { name: 'Canceled', type: 'canceled' },
  }

export const statusOrder: readonly CompanyStatus[] = [
  'triage',
  'backlog',
  'todo',
  'in_progress',
  'in_review',
  'blocked',
  'done',
  'canceled',
]

export function stateIdOf(teamId: string, status: CompanyStatus): string {
  return uuidOf('linear-state', `${teamId} ${status}`)
}
