import type { Instant } from '../../../domain/instant.ts'
import type { CompanyStatus, CompanyTicketType } from '../../company/records.ts'

/** What the fake Jira keeps of the site itself; ids are Jira's, as text where Jira writes text. */
export interface JiraSite {
  readonly name: string
  readonly cloudId: string
  readonly users: readonly JiraUser[]
  readonly projects: readonly JiraProject[]
  readonly statuses: readonly JiraStatus[]
  readonly issueTypes: readonly JiraIssueType[]
  readonly sprints: readonly JiraSprint[]
}

export interface JiraUser {
  readonly accountId: string
  readonly accountType: 'atlassian' | 'app'
  readonly displayName: string
  readonly email: string
  readonly emailHidden: boolean
  readonly active: boolean
  readonly timeZone: string
}

export interface JiraProject {
  readonly projectId: string
  readonly key: string
  readonly name: string
  readonly teamId: string
  readonly timeZone: string
  /** Team-managed ("next-gen") projects own their statuses and types, and estimate in another field. */
  readonly style: 'classic' | 'next-gen'
  readonly boardId: number
  readonly hasSprints: boolean
  readonly estimateFieldId: string
  readonly components: readonly { readonly componentId: string; readonly name: string }[]
  readonly leadAccountId: string
}

export interface JiraStatus {
  readonly statusId: string
  readonly name: string
  readonly untranslatedName: string
  readonly categoryId: 2 | 3 | 4
  readonly role: CompanyStatus
  readonly projectId: string
  /** Classic projects' statuses are visible site-wide, and name no project. */
  readonly scoped: boolean
}

export interface JiraIssueType {
  readonly issueTypeId: string
  readonly name: string
  readonly hierarchyLevel: -1 | 0 | 1
  readonly role: CompanyTicketType
  /** Null on the site-wide types of classic projects. */
  readonly projectId: string | null
}

export interface JiraSprint {
  readonly sprintId: number
  readonly companySprintId: string
  readonly boardId: number
  readonly name: string
  readonly startAt: Instant
  readonly endAt: Instant
}

/** A ticket as the fake keeps it; changes go through `state.ts`, which keeps versions and the changelog. */
export interface JiraIssue {
  readonly issueId: string
  readonly key: string
  readonly formerKeys: readonly string[]
  readonly projectId: string
  readonly issueTypeId: string
  readonly summary: string
  readonly description: string
  readonly labels: readonly string[]
  readonly componentIds: readonly string[]
  readonly priorityId: string | null
  readonly parentId: string | null
  readonly creatorId: string
  readonly reporterId: string
  readonly assigneeId: string | null
  readonly statusId: string
  readonly estimatePoints: number | null
  readonly sprintIds: readonly number[]
  readonly severity: string | null
  readonly createdAt: Instant
  readonly updatedAt: Instant
  readonly resolvedAt: Instant | null
  readonly resolution: JiraResolution | null
  readonly statusChangedAt: Instant
  /** An archived ticket is in no search; whoever asks for it by its id gets it. */
  readonly archivedAt: Instant | null
  readonly histories: readonly JiraHistory[]
  readonly comments: readonly JiraComment[]
  readonly worklogs: readonly JiraWorklog[]
}

/** A resolution of the made-up site, by its English name. */
export type JiraResolution = 'Done' | "Won't Do" | 'Duplicate' | 'Cannot Reproduce'

/** One entry of a changelog: what one person changed in one act. */
export interface JiraHistory {
  readonly historyId: string
  readonly at: Instant
  /** Null where Jira names no author. */
  readonly authorId: string | null
  readonly items: readonly JiraChange[]
}

export interface JiraChange {
  readonly field: string
  readonly fieldtype: 'jira' | 'custom'
  /** Missing on items of parent and key, as on the original. */
  readonly fieldId: string | null
  readonly from: string | null
  readonly fromText: string | null
  readonly to: string | null
  readonly toText: string | null
}

export interface JiraComment {
  readonly commentId: string
  readonly authorId: string
  readonly at: Instant
  readonly body: string
}

export interface JiraWorklog {
  readonly worklogId: string
  readonly authorId: string
  readonly startedAt: Instant
  readonly loggedSeconds: number
  readonly loggedAt: Instant
}
