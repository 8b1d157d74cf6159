import { type Instant, minuteMs } from '../../../domain/instant.ts'
import { uuidOf } from '../../company/identity.ts'
import type { CompanyChange, CompanyStatus, CompanyTicket } from '../../company/records.ts'
import type { LinearHistoryEntry, LinearIssue, LinearStateSpan } from './records.ts'
import { stateIdOf, statusNames } from './statuses.ts'

/** Linear writes no history for what changes this soon after creation; its state spans include it. */
export const quietMs = 3 * minuteMs

const priorities: Readonly<Record<CompanyTicket['priority'], number>> = {
  none: 0,
  urgent: 1,
  high: 2,
  medium: 3,
  low: 4,
}

/** A ticket of the company as Linear would hold it, with its state spans and its history. */
export function issueOf(ticket: CompanyTicket): LinearIssue {
  const id = uuidOf('linear-issue', ticket.key)
  const spans = spansOf(ticket)
  const lastChangeAt = ticket.changes.at(-1)?.at ?? ticket.createdAt
  const status = statusNow(ticket)
  const type = statusNames[status].type
  const sinceAt = spans.at(-1)?.startedAt ?? ticket.createdAt
  return {
    id,
    teamId: uuidOf('linear-team', ticket.teamId),
    identifier: ticket.key,
    title: ticket.title,
    description: ticket.description,
    priority: priorities[ticket.priority],
    estimate: estimateNow(ticket),
    stateId: stateIdOf(ticket.teamId, status),
    assigneeId: userIdOf(assigneeNow(ticket)),
    creatorId: uuidOf('linear-user', ticket.creatorEmail),
    parentId: ticket.parentKey === null ? null : uuidOf('linear-issue', ticket.parentKey),
    projectId: ticket.projectId === null ? null : uuidOf('linear-project', ticket.projectId),
    labelIds: ticket.labels.map((label) => uuidOf('linear-label', label)),
    createdAt: ticket.createdAt,
    // Comments and archiving don't change it.
    updatedAt: Math.max(ticket.createdAt, lastChangeAt),
    startedAt: firstStartedAt(ticket),
    completedAt: type === 'completed' ? sinceAt : null,
    canceledAt: type === 'canceled' ? sinceAt : null,
    archivedAt: ticket.archivedAt,
    trashed: false,
    previousIdentifiers: [],
    addedToTeamAt: null,
    spans,
    history: historyOf(ticket),
    comments: ticket.comments.map((comment, index) => ({
      id: uuidOf('linear-comment', `${ticket.key} ${index}`),
      createdAt: comment.at,
      userId: userIdOf(comment.authorEmail),
      body: comment.body,
    })),
  }
}

function statusNow(ticket: CompanyTicket): CompanyStatus {
  const last = ticket.changes.findLast((change) => change.field === 'status')
  return last?.to ?? ticket.initialStatus
}

function assigneeNow(ticket: CompanyTicket): string | null {
  const last = ticket.changes.findLast((change) => change.field === 'assignee')
  return last === undefined ? ticket.initialAssigneeEmail : last.to
}

function estimateNow(ticket: CompanyTicket): number | null {
  const last = ticket.changes.findLast((change) => change.field === 'estimate')
  return last === undefined ? ticket.initialEstimatePoints : last.to
}

function userIdOf(email: string | null): string | null {
  return email === null ? null : uuidOf('linear-user', email)
}

function spansOf(ticket: CompanyTicket): LinearStateSpan[] {
  const starts = [
    { status: ticket.initialStatus, startedAt: ticket.createdAt },
    ...ticket.changes.flatMap((change) =>
      change.field === 'status' ? [{ status: change.to, startedAt: change.at }] : [],
    ),
  ]
  return starts.map(({ status, startedAt }, index) => ({
    id: uuidOf('linear-span', `${ticket.key} ${index}`),
    stateId: stateIdOf(ticket.teamId, status),
    startedAt,
    endedAt: starts[index + 1]?.startedAt ?? null,
  }))
}

function firstStartedAt(ticket: CompanyTicket): Instant | null {
  if (statusNames[ticket.initialStatus].type === 'started') return ticket.createdAt
  const change = ticket.changes.find(
    (each) => each.field === 'status' && statusNames[each.to].type === 'started',
  )
  return change?.at ?? null
}

/** One entry for what one actor changed in one instant, as Linear groups edits. */
function historyOf(ticket: CompanyTicket): LinearHistoryEntry[] {
  const entries: LinearHistoryEntry[] = []
  for (const change of ticket.changes) {
    if (change.at < ticket.createdAt + quietMs) continue
    const actorId = userIdOf(change.actorEmail)
    const fields = historyFields(ticket.teamId, change)
    const last = entries.at(-1)
    const isSameEdit = last?.createdAt === change.at && last.actorId === actorId
    if (last !== undefined && isSameEdit && Object.keys(fields).every((field) => !(field in last))) {
      Object.assign(last, fields)
      continue
    }
    const id = uuidOf('linear-history', `${ticket.key} ${entries.length}`)
    entries.push({ id, createdAt: change.at, actorId, ...fields })
  }
  return entries
}

function historyFields(teamId: string, change: CompanyChange): Partial<LinearHistoryEntry> {
  switch (change.field) {
    case 'status':
      return { fromStateId: stateIdOf(teamId, change.from), toStateId: stateIdOf(teamId, change.to) }
    case 'assignee':
      return { fromAssigneeId: userIdOf(change.from), toAssigneeId: userIdOf(change.to) }
    case 'estimate':
      return { fromEstimate: change.from, toEstimate: change.to }
    case 'sprint':
      return { fromCycleId: cycleIdOf(change.from), toCycleId: cycleIdOf(change.to) }
  }
}

function cycleIdOf(sprintId: string | null): string | null {
  return sprintId === null ? null : uuidOf('linear-cycle', sprintId)
}
