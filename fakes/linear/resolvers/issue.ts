import { isoOf } from '../../../domain/instant.ts'
import type { Poison } from '../state/faults.ts'
import type { LinearComment, LinearHistoryEntry, LinearIssue, LinearStateSpan } from '../state/records.ts'
import type { Listed, PageArguments } from './connection.ts'
import { ExhaustedError, InternalError } from './errors.ts'
import { byId, datesOf, isoOrNull, listed, present, type Resolvable, type Resolvers } from './resolvable.ts'

const priorityLabels = ['No priority', 'Urgent', 'High', 'Medium', 'Low'] as const

/** An issue as GraphQL resolves it, with its children, comments, history and state spans. */
export function resolveIssue(views: Resolvers, issue: LinearIssue, poison: Poison | undefined): Resolvable {
  const { state } = views
  const labelViews = () =>
    present(issue.labelIds.map((id) => byId(state.labels, id))).map((label) =>
      listed(label, () => views.label('labels', label)),
    )
  const comments = () => issue.comments.map((comment) => listedComment(views, issue, comment))
  const history = () => issue.history.map((entry) => listedEntry(views, issue, entry))
  const children = () =>
    state.issues.filter((each) => each.parentId === issue.id).map((each) => views.listedIssue(each))
  const view: Resolvable = {
    ...issue,
    ...datesOf(issue),
    number: Number(issue.identifier.split('-').at(-1)),
    url: `${views.workspaceUrl()}/issue/${issue.identifier}`,
    branchName: issue.identifier.toLowerCase(),
    priorityLabel: priorityLabels[issue.priority] ?? 'No priority',
    startedAt: isoOrNull(issue.startedAt),
    completedAt: isoOrNull(issue.completedAt),
    canceledAt: isoOrNull(issue.canceledAt),
    addedToTeamAt: isoOrNull(issue.addedToTeamAt),
    trashed: issue.trashed ? true : null,
    state: () => views.workflowState(byId(state.workflowStates, issue.stateId)),
    team: () => views.team(byId(state.teams, issue.teamId)),
    assignee: () => views.user(byId(state.users, issue.assigneeId)),
    creator: () => views.user(byId(state.users, issue.creatorId)),
    parent: () => views.issue(byId(state.issues, issue.parentId)),
    project: () => views.project(byId(state.projects, issue.projectId)),
    labels: (args: PageArguments) => views.page(labelViews(), args),
    children: (args: PageArguments) => views.page(children(), args),
    comments: (args: PageArguments) => views.pageOf('comments', comments(), args),
    history: (args: PageArguments) => {
      const isLong = (args.first ?? 0) > 7
      if (poison === 'exhausting' || (poison === 'long exhausting' && isLong)) throw new ExhaustedError()
      return views.pageOf('history', spoilt(history(), poison), args)
    },
    stateHistory: (args: PageArguments) =>
      views.page(
        issue.spans.map((span) => listedSpan(views, span)),
        args,
        'listed',
      ),
    collections: {
      labels: () => labelViews().map(({ view }) => view),
      comments: () => comments().map(({ view }) => view),
    },
  }
  if (poison === 'malformed') return { ...view, url: '', title: '', updatedAt: 'the day before yesterday' }
  if (poison === 'huge') return { ...view, title: 'x'.repeat(1_000_000) }
  if (poison === 'unservable') return { ...view, priorityLabel: failInside }
  return view
}

export function failInside(): never {
  throw new InternalError('Internal server error')
}

function spoilt(history: readonly Listed[], poison: Poison | undefined): readonly Listed[] {
  if (poison !== 'malformed history') return history
  return history.map((each, index) =>
    index === 0 ? { ...each, view: { ...each.view, createdAt: 'some time ago' } } : each,
  )
}

function listedSpan(views: Resolvers, span: LinearStateSpan): Listed {
  return {
    id: span.id,
    createdAt: span.startedAt,
    updatedAt: span.startedAt,
    archivedAt: null,
    view: {
      id: span.id,
      stateId: span.stateId,
      startedAt: isoOf(span.startedAt),
      endedAt: isoOrNull(span.endedAt),
      state: () => views.workflowState(byId(views.state.workflowStates, span.stateId)),
    },
  }
}

/** Entries of an archived issue count as archived: Linear hides them without `includeArchived`. */
function listedEntry(views: Resolvers, issue: LinearIssue, entry: LinearHistoryEntry): Listed {
  const { state } = views
  const dates = { createdAt: entry.createdAt, updatedAt: entry.createdAt, archivedAt: issue.archivedAt }
  return {
    id: entry.id,
    ...dates,
    view: {
      ...entry,
      ...datesOf(dates),
      issue: () => views.issue(issue),
      actor: () => views.user(byId(state.users, entry.actorId)),
      fromState: () => views.workflowState(byId(state.workflowStates, entry.fromStateId ?? null)),
      toState: () => views.workflowState(byId(state.workflowStates, entry.toStateId ?? null)),
      fromAssignee: () => views.user(byId(state.users, entry.fromAssigneeId ?? null)),
      toAssignee: () => views.user(byId(state.users, entry.toAssigneeId ?? null)),
    },
  }
}

/** A comment in a list; one of an archived issue is archived with it. */
export function listedComment(views: Resolvers, issue: LinearIssue, comment: LinearComment): Listed {
  const dates = { createdAt: comment.createdAt, updatedAt: comment.createdAt, archivedAt: issue.archivedAt }
  return {
    id: comment.id,
    ...dates,
    view: {
      ...comment,
      ...datesOf(dates),
      issueId: issue.id,
      url: `${views.workspaceUrl()}/issue/${issue.identifier}#comment-${comment.id.slice(0, 8)}`,
      issue: () => views.issue(issue),
      user: () => views.user(byId(views.state.users, comment.userId)),
    },
  }
}
