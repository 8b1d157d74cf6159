import type { TrackerUser } from '../../ticket.ts'

/** What a tracker calls the place where a team's tickets live: Jira's project, Linear's team. */
export interface TicketGroup {
  readonly connectionId: string
  readonly groupId: string
  readonly name: string
}

/** How often an account moved, took, commented on or logged time on tickets of a group. */
export interface GroupActs {
  readonly connectionId: string
  readonly groupId: string
  readonly accountId: string
  readonly acts: number
}

/** An epic or project with work on it lately that isn't finished. */
export interface OpenWork {
  readonly connectionId: string
  readonly groupId: string
  readonly name: string
  /** An epic's key; null for a project of Linear's, which plans name by its title. */
  readonly ticketKey: string | null
  /** Tickets below it that were touched lately. */
  readonly tickets: number
}

/** What the trackers show of who works where, of a time that is long enough to tell and short enough to be today's. */
export interface TeamActivity {
  readonly connections: readonly { readonly connectionId: string; readonly name: string }[]
  readonly users: readonly TrackerUser[]
  readonly groups: readonly TicketGroup[]
  readonly acts: readonly GroupActs[]
  readonly openWork: readonly OpenWork[]
}

export function groupKeyOf({ connectionId, groupId }: Pick<TicketGroup, 'connectionId' | 'groupId'>): string {
  return JSON.stringify([connectionId, groupId])
}
