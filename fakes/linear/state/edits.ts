import type { Instant } from '../../../domain/instant.ts'
import { uuidOf } from '../../company/identity.ts'
import { quietMs } from './issue.ts'
import type { LinearHistoryEntry, LinearIssue, LinearState } from './records.ts'

/** An edit of an issue; it changes the records that Linear would change. */
export interface Edit {
  readonly issue: LinearIssue
  readonly at: Instant
  readonly actorId: string | null
}

export function moveIssue(state: LinearState, { issue, at, actorId }: Edit, stateId: string): void {
  const type = state.workflowStates.find((each) => each.id === stateId)?.type ?? ''
  record({ issue, at, actorId }, { fromStateId: issue.stateId, toStateId: stateId })
  const open = issue.spans.at(-1)
  if (open !== undefined) open.endedAt = at
  issue.spans.push({
    id: uuidOf('linear-span', `${issue.id} ${issue.spans.length}`),
    stateId,
    startedAt: at,
    endedAt: null,
  })
  issue.stateId = stateId
  issue.updatedAt = at
  if (type === 'started') issue.startedAt ??= at
  issue.completedAt = type === 'completed' ? at : null
  issue.canceledAt = type === 'canceled' ? at : null
}

export function assignIssue({ issue, at, actorId }: Edit, assigneeId: string | null): void {
  record({ issue, at, actorId }, { fromAssigneeId: issue.assigneeId, toAssigneeId: assigneeId })
  issue.assigneeId = assigneeId
  issue.updatedAt = at
}

/** Comments don't change `updatedAt`. */
export function commentOn({ issue, at, actorId }: Edit, body = 'A remark'): void {
  const id = uuidOf('linear-comment', `${issue.id} ${issue.comments.length} ${at}`)
  issue.comments.push({ id, createdAt: at, userId: actorId, body })
}

/** Archiving doesn't change `updatedAt`. */
export function archiveIssue(issue: LinearIssue, at: Instant): void {
  issue.archivedAt = at
}

/** What Linear's "delete" does first. */
export function trashIssue(issue: LinearIssue, at: Instant): void {
  issue.trashed = true
  issue.archivedAt = at
  issue.updatedAt = at
}

/** Linear empties the trash after some weeks, without a trace. */
export function purgeIssue(state: LinearState, issue: LinearIssue): void {
  const place = state.issues.indexOf(issue)
  if (place >= 0) state.issues.splice(place, 1)
}

/** Moves an issue to another team: a new identifier, the old one is kept in `previousIdentifiers`. */
export function moveToTeam(edit: Edit, teamId: string, identifier: string): void {
  const { issue, at } = edit
  record(edit, { fromTeamId: issue.teamId, toTeamId: teamId })
  issue.previousIdentifiers.push(issue.identifier)
  issue.identifier = identifier
  issue.teamId = teamId
  issue.addedToTeamAt = at
  issue.updatedAt = at
}

/** Linear writes no history for the first minutes of an issue. */
function record({ issue, at, actorId }: Edit, fields: Partial<LinearHistoryEntry>): void {
  if (at < issue.createdAt + quietMs) return
  const id = uuidOf('linear-history', `${issue.id} edit ${issue.history.length}`)
  issue.history.push({ id, createdAt: at, actorId, ...fields })
}
