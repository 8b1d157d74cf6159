import type { Instant } from '../../../domain/instant.ts'

/** What the fake Linear holds. Mutable on purpose: tests and the demo change it while it is being read. */
export interface LinearState {
  readonly organization: { readonly id: string; readonly name: string; readonly urlKey: string }
  viewerId: string
  readonly teams: LinearTeam[]
  readonly users: LinearUser[]
  readonly workflowStates: LinearWorkflowState[]
  readonly labels: LinearLabel[]
  readonly projectLabels: LinearLabel[]
  readonly projects: LinearProject[]
  readonly initiatives: LinearInitiative[]
  readonly issues: LinearIssue[]
}

interface LinearEntity {
  readonly id: string
  readonly createdAt: Instant
  updatedAt: Instant
  archivedAt: Instant | null
}

export interface LinearTeam extends LinearEntity {
  readonly key: string
  name: string
  readonly timezone: string
  /** The team that it is a sub-team of. */
  parentId: string | null
}

export interface LinearUser extends LinearEntity {
  name: string
  readonly email: string
  active: boolean
  /** An integration's own account, and no person. */
  readonly app: boolean
}

/** `type` is one of triage, backlog, unstarted, started, completed, canceled, duplicate. */
export interface LinearWorkflowState extends LinearEntity {
  readonly teamId: string
  name: string
  readonly type: string
  readonly position: number
}

export interface LinearLabel extends LinearEntity {
  name: string
  readonly isGroup: boolean
  readonly parentId: string | null
}

export interface LinearProject extends LinearEntity {
  name: string
  labelIds: string[]
  teamIds: string[]
  initiativeIds: string[]
  completedAt: Instant | null
  canceledAt: Instant | null
}

export interface LinearInitiative extends LinearEntity {
  name: string
  /** Of the labels of projects. */
  labelIds: string[]
  parentInitiativeId: string | null
  completedAt: Instant | null
  canceledAt: Instant | null
}

export interface LinearIssue extends LinearEntity {
  teamId: string
  identifier: string
  title: string
  description: string
  /** 0 none, 1 urgent … 4 low. */
  priority: number
  estimate: number | null
  stateId: string
  assigneeId: string | null
  readonly creatorId: string | null
  parentId: string | null
  projectId: string | null
  labelIds: string[]
  startedAt: Instant | null
  completedAt: Instant | null
  canceledAt: Instant | null
  trashed: boolean
  previousIdentifiers: string[]
  addedToTeamAt: Instant | null
  /** In order of time; the last one is open. */
  readonly spans: LinearStateSpan[]
  /** In order of time; served newest first. */
  readonly history: LinearHistoryEntry[]
  readonly comments: LinearComment[]
}

export interface LinearStateSpan {
  readonly id: string
  readonly stateId: string
  readonly startedAt: Instant
  endedAt: Instant | null
}

export interface LinearHistoryEntry {
  readonly id: string
  readonly createdAt: Instant
  readonly actorId: string | null
  fromStateId?: string
  toStateId?: string
  fromAssigneeId?: string | null
  toAssigneeId?: string | null
  fromEstimate?: number | null
  toEstimate?: number | null
  fromCycleId?: string | null
  toCycleId?: string | null
  fromTeamId?: string
  toTeamId?: string
}

export interface LinearComment {
  readonly id: string
  readonly createdAt: Instant
  readonly userId: string | null
  readonly body: string
}
