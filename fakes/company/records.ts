import type { Instant, LocalDate } from '../../domain/instant.ts'

/** A made-up company as its trackers would have recorded it; both fake trackers serve from this. */
export interface Company {
  readonly name: string
  /** First instant with records, and the company's "now": nothing happened after it. */
  readonly startAt: Instant
  readonly asOfAt: Instant
  readonly teams: readonly CompanyTeam[]
  readonly people: readonly CompanyPerson[]
  readonly projects: readonly CompanyProject[]
  readonly initiatives: readonly CompanyInitiative[]
  readonly sprints: readonly CompanySprint[]
  /** In the order of their creation. */
  readonly tickets: readonly CompanyTicket[]
}

export interface CompanyTeam {
  readonly teamId: string
  readonly name: string
  readonly tracker: 'jira' | 'linear'
  /** Prefix of the ticket keys: Jira's project key, Linear's team key. */
  readonly ticketPrefix: string
  readonly timeZone: string
}

export interface CompanyPerson {
  readonly email: string
  readonly name: string
  readonly teamId: string
  /** Jira hides the address of some accounts; those are matched by hand in the plan. */
  readonly emailHidden: boolean
  readonly active: boolean
}

/** Linear's project; on Jira the same role is played by epics. */
export interface CompanyProject {
  readonly projectId: string
  readonly title: string
  readonly labels: readonly string[]
  readonly teamIds: readonly string[]
  readonly initiativeIds: readonly string[]
}

export interface CompanyInitiative {
  readonly initiativeId: string
  readonly title: string
}

/** A sprint (Jira) or cycle (Linear). */
export interface CompanySprint {
  readonly sprintId: string
  readonly teamId: string
  readonly name: string
  readonly from: LocalDate
  readonly to: LocalDate
}

export type CompanyStatus =
  | 'triage'
  | 'backlog'
  | 'todo'
  | 'in_progress'
  | 'in_review'
  | 'blocked'
  | 'done'
  | 'canceled'

export type CompanyTicketType = 'epic' | 'story' | 'task' | 'bug' | 'incident' | 'support' | 'subtask'

export interface CompanyTicket {
  readonly key: string
  readonly teamId: string
  readonly type: CompanyTicketType
  readonly title: string
  readonly description: string
  readonly labels: readonly string[]
  readonly components: readonly string[]
  readonly priority: 'urgent' | 'high' | 'medium' | 'low' | 'none'
  /** Key of the epic or parent ticket. */
  readonly parentKey: string | null
  readonly projectId: string | null
  readonly creatorEmail: string
  readonly createdAt: Instant
  /** As at creation; `changes` leads from here to today. */
  readonly initialStatus: CompanyStatus
  readonly initialAssigneeEmail: string | null
  readonly initialEstimatePoints: number | null
  /** In order of time, none after the company's now. */
  readonly changes: readonly CompanyChange[]
  readonly comments: readonly { readonly at: Instant; readonly authorEmail: string; readonly body: string }[]
  readonly worklogs: readonly {
    readonly startedAt: Instant
    readonly authorEmail: string
    readonly loggedSeconds: number
    readonly loggedAt: Instant
  }[]
  /** Linear archives finished tickets; null on Jira and for live ones. */
  readonly archivedAt: Instant | null
}

export type CompanyChange =
  | {
      readonly field: 'status'
      readonly at: Instant
      readonly actorEmail: string | null
      readonly from: CompanyStatus
      readonly to: CompanyStatus
    }
  | {
      readonly field: 'assignee'
      readonly at: Instant
      readonly actorEmail: string | null
      readonly from: string | null
      readonly to: string | null
    }
  | {
      readonly field: 'estimate'
      readonly at: Instant
      readonly actorEmail: string | null
      readonly from: number | null
      readonly to: number | null
    }
  | {
      readonly field: 'sprint'
      readonly at: Instant
      readonly actorEmail: string | null
      /** Sprint ids, of the one that the ticket is in. */
      readonly from: string | null
      readonly to: string | null
    }
