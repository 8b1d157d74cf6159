import type { Connection, Listed, PageArguments } from './connection.ts'
import { InvalidInputError } from './errors.ts'
import { listedComment } from './issue.ts'
import { byId, listed, type Resolvable } from './resolvable.ts'
import type { WorkspaceResolvers } from './workspace.ts'

interface ById {
  readonly id: string
}

/** The root fields of Linear's schema that the fake resolves, over one state. */
export function rootOf(
  views: WorkspaceResolvers,
  hidden: ReadonlySet<string>,
): Readonly<Record<string, unknown>> {
  const { state } = views
  const visible = () => state.issues.filter((issue) => !hidden.has(issue.id))
  const page =
    (records: () => readonly Listed[]) =>
    (args: PageArguments): Connection =>
      views.page(records(), args)
  return {
    viewer: () => views.user(byId(state.users, state.viewerId)),
    organization: () => ({ ...state.organization, createdAt: epoch, updatedAt: epoch }),
    team: ({ id }: ById) =>
      found('Team', views.team(state.teams.find((team) => team.id === id || team.key === id) ?? null)),
    teams: page(() => state.teams.map((team) => listed(team, () => views.team(team)))),
    user: ({ id }: ById) => found('User', views.user(byId(state.users, id))),
    users: (args: PageArguments & { readonly includeDisabled?: boolean | null }) =>
      views.page(
        state.users
          .filter((user) => user.active || args.includeDisabled === true)
          .map((user) => listed(user, () => views.user(user))),
        args,
      ),
    workflowState: ({ id }: ById) =>
      found('WorkflowState', views.workflowState(byId(state.workflowStates, id))),
    workflowStates: page(() =>
      state.workflowStates.map((each) => listed(each, () => views.workflowState(each))),
    ),
    issue: ({ id }: ById) =>
      found(
        'Issue',
        views.issue(visible().find((issue) => issue.id === id || issue.identifier === id) ?? null),
      ),
    issues: page(() => visible().map((issue) => views.listedIssue(issue))),
    issueLabels: page(() => state.labels.map((label) => listed(label, () => views.label('labels', label)))),
    projectLabels: page(() =>
      state.projectLabels.map((label) => listed(label, () => views.label('projectLabels', label))),
    ),
    project: ({ id }: ById) => found('Project', views.project(byId(state.projects, id))),
    projects: page(() => state.projects.map((project) => listed(project, () => views.project(project)))),
    initiative: ({ id }: ById) => found('Initiative', views.initiative(byId(state.initiatives, id))),
    initiatives: page(() => state.initiatives.map((each) => listed(each, () => views.initiative(each)))),
    comments: (args: PageArguments) =>
      views.pageOf(
        'comments',
        state.issues.flatMap((issue) =>
          issue.comments.map((comment) => listedComment(views, issue, comment)),
        ),
        args,
      ),
  }
}

const epoch = '2020-01-01T00:00:00.000Z'

function found(kind: string, view: Resolvable | null): Resolvable {
  if (view === null) throw new InvalidInputError(`Entity not found: ${kind}`)
  return view
}
