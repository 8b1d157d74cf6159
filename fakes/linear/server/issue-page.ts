import { changeText, ticketPage } from '../../pages/ticket-page.ts'
import type { LinearHistoryEntry, LinearState } from '../state/records.ts'

const issuePath = /^\/[^/]+\/issue\/([^/]+)(?:\/[^/]*)?$/

/** The page of an issue by its address, former identifiers too; null where there is none. */
export function issuePage(state: LinearState, path: string): string | null {
  const identifier = issuePath.exec(path)?.[1]
  const issue = state.issues.find(
    (each) =>
      each.identifier === identifier ||
      (identifier !== undefined && each.previousIdentifiers.includes(identifier)),
  )
  if (issue === undefined) return null
  const nameOf = (userId: string | null | undefined) => nameIn(state.users, userId)
  return ticketPage({
    tracker: 'Linear',
    key: issue.identifier,
    title: issue.title,
    status: nameIn(state.workflowStates, issue.stateId) ?? '',
    facts: [
      ['Team', nameIn(state.teams, issue.teamId)],
      ['Project', nameIn(state.projects, issue.projectId)],
      ['Parent', state.issues.find(({ id }) => id === issue.parentId)?.identifier ?? null],
      ['Priority', priorityNames[issue.priority] ?? null],
      ['Estimate', issue.estimate === null ? null : String(issue.estimate)],
      ['Assignee', nameOf(issue.assigneeId)],
      ['Creator', nameOf(issue.creatorId)],
      ['Labels', issue.labelIds.map((id) => nameIn(state.labels, id) ?? '').join(', ')],
    ],
    description: issue.description,
    history: [
      { at: issue.createdAt, who: nameOf(issue.creatorId), text: 'created' },
      ...issue.history.flatMap((entry) =>
        changesOf(state, entry).map((text) => ({ at: entry.createdAt, who: nameOf(entry.actorId), text })),
      ),
      ...issue.comments.map(({ createdAt, userId, body }) => ({
        at: createdAt,
        who: nameOf(userId),
        text: `comment: ${body}`,
      })),
    ].toSorted((a, b) => a.at - b.at),
  })
}

const priorityNames: Readonly<Record<number, string>> = { 1: 'Urgent', 2: 'High', 3: 'Medium', 4: 'Low' }

function changesOf(state: LinearState, entry: LinearHistoryEntry): string[] {
  const { users, workflowStates, teams } = state
  const numberOf = (value: number | null | undefined) =>
    value === null || value === undefined ? null : String(value)
  return [
    ...('toStateId' in entry
      ? [
          changeText(
            'status',
            nameIn(workflowStates, entry.fromStateId),
            nameIn(workflowStates, entry.toStateId),
          ),
        ]
      : []),
    ...('toAssigneeId' in entry
      ? [changeText('assignee', nameIn(users, entry.fromAssigneeId), nameIn(users, entry.toAssigneeId))]
      : []),
    ...('toEstimate' in entry
      ? [changeText('estimate', numberOf(entry.fromEstimate), numberOf(entry.toEstimate))]
      : []),
    ...('toCycleId' in entry
      ? [entry.toCycleId == null ? 'taken out of its cycle' : 'put into a cycle']
      : []),
    ...('toTeamId' in entry
      ? [changeText('team', nameIn(teams, entry.fromTeamId), nameIn(teams, entry.toTeamId))]
      : []),
  ]
}

function nameIn(
  records: readonly { readonly id: string; readonly name: string }[],
  id: string | null | undefined,
): string | null {
  return records.find((record) => record.id === id)?.name ?? null
}
