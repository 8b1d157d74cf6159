import type { Instant } from '../../../domain/instant.ts'
import type { LinearFaults, Poison } from '../state/faults.ts'
import type {
  LinearInitiative,
  LinearIssue,
  LinearLabel,
  LinearProject,
  LinearState,
  LinearTeam,
  LinearUser,
  LinearWorkflowState,
} from '../state/records.ts'
import { type Connection, connect, type Listed, type PageArguments } from './connection.ts'
import { failInside, resolveIssue } from './issue.ts'
import { byId, datesOf, isoOrNull, listed, present, type Resolvable } from './resolvable.ts'

/** Resolves the objects of one state at one instant: created for each request, because the state changes between them. */
export class WorkspaceResolvers {
  readonly nowAt: Instant
  readonly state: LinearState
  /** The origin of the addresses that records have. */
  private readonly pagesAt: string
  private readonly poisoned: ReadonlyMap<string, Poison>
  private readonly failingFields: LinearFaults['failingFields']
  private readonly longestList: number
  private readonly shortLists: LinearFaults['shortLists']
  private readonly lacksCursors: boolean

  constructor(
    state: LinearState,
    nowAt: Instant,
    {
      pagesAt,
      poisoned,
      failingFields,
      longestList,
      shortLists,
      lacksCursors,
    }: Pick<LinearFaults, 'poisoned' | 'failingFields' | 'longestList' | 'shortLists' | 'lacksCursors'> & {
      readonly pagesAt: string
    },
  ) {
    this.state = state
    this.nowAt = nowAt
    this.pagesAt = pagesAt
    this.poisoned = poisoned
    this.failingFields = failingFields
    this.longestList = longestList
    this.shortLists = shortLists
    this.lacksCursors = lacksCursors
  }

  /** A page of comments or of a history, some of which may come short. */
  pageOf(name: 'comments' | 'history', listed: readonly Listed[], args: PageArguments): Connection {
    if (args.first == null || !this.shortLists.has(name)) return this.page(listed, args)
    return this.page(listed, { ...args, first: Math.max(1, Math.floor(args.first * 0.6)) })
  }

  page(listed: readonly Listed[], args: PageArguments, order?: 'listed'): Connection {
    const first = args.first == null ? args.first : Math.min(args.first, this.longestList)
    const connection = connect(listed, first == null ? args : { ...args, first }, this.nowAt, order)
    return this.lacksCursors
      ? { ...connection, pageInfo: { ...connection.pageInfo, endCursor: null } }
      : connection
  }

  user(user: LinearUser | null): Resolvable | null {
    if (user === null) return null
    const shortName = user.name.split(' ')[0]?.toLowerCase() ?? user.name
    return {
      ...user,
      ...datesOf(user),
      displayName: shortName,
      initials: user.name.slice(0, 1),
      url: `${this.workspaceUrl()}/profiles/${shortName}`,
      timezone: this.state.teams[0]?.timezone ?? 'Etc/UTC',
      isMe: user.id === this.state.viewerId,
      isAssignable: true,
      isMentionable: true,
    }
  }

  team(team: LinearTeam | null): Resolvable | null {
    if (team === null) return null
    const issues = () => this.state.issues.filter((issue) => issue.teamId === team.id)
    return {
      ...team,
      ...datesOf(team),
      displayName: team.name,
      parent: () => this.team(byId(this.state.teams, team.parentId)),
      issueCount: ({ includeArchived }: PageArguments) =>
        issues().filter((issue) => includeArchived === true || issue.archivedAt === null).length,
      issues: (args: PageArguments) =>
        this.page(
          issues().map((issue) => this.listedIssue(issue)),
          args,
        ),
      states: (args: PageArguments) =>
        this.page(
          this.state.workflowStates
            .filter((state) => state.teamId === team.id)
            .map((state) => listed(state, () => this.workflowState(state))),
          args,
        ),
    }
  }

  workflowState(state: LinearWorkflowState | null): Resolvable | null {
    if (state === null) return null
    return {
      ...state,
      ...datesOf(state),
      color: '#888888',
      team: () => this.team(byId(this.state.teams, state.teamId)),
    }
  }

  label(kind: 'labels' | 'projectLabels', label: LinearLabel | null): Resolvable | null {
    if (label === null) return null
    return {
      ...label,
      ...datesOf(label),
      color: '#888888',
      parent: () => this.label(kind, byId(this.state[kind], label.parentId)),
    }
  }

  project(project: LinearProject | null): Resolvable | null {
    if (project === null) return null
    const initiatives = () => present(project.initiativeIds.map((id) => byId(this.state.initiatives, id)))
    const initiativeViews = () => initiatives().map((each) => listed(each, () => this.initiative(each)))
    return {
      ...project,
      ...datesOf(project),
      completedAt: isoOrNull(project.completedAt),
      canceledAt: isoOrNull(project.canceledAt),
      slugId: project.id.slice(0, 12),
      url: `${this.workspaceUrl()}/project/${project.id.slice(0, 12)}`,
      labels: (args: PageArguments) => this.#labelsOf(project, args),
      initiatives: (args: PageArguments) => this.page(initiativeViews(), args),
      teams: (args: PageArguments) =>
        this.page(
          present(project.teamIds.map((id) => byId(this.state.teams, id))).map((team) =>
            listed(team, () => this.team(team)),
          ),
          args,
        ),
      collections: { initiatives: () => initiativeViews().map(({ view }) => view) },
    }
  }

  #labelsOf({ id, labelIds }: LinearProject | LinearInitiative, args: PageArguments): Connection {
    if (this.poisoned.get(id) === 'unservable') failInside()
    return this.#labelsPage(labelIds, args)
  }

  #labelsPage(labelIds: readonly string[], args: PageArguments): Connection {
    const labels = present(labelIds.map((id) => byId(this.state.projectLabels, id)))
    return this.page(
      labels.map((label) => listed(label, () => this.label('projectLabels', label))),
      args,
    )
  }

  initiative(initiative: LinearInitiative | null): Resolvable | null {
    if (initiative === null) return null
    return {
      ...initiative,
      ...datesOf(initiative),
      completedAt: isoOrNull(initiative.completedAt),
      canceledAt: isoOrNull(initiative.canceledAt),
      slugId: initiative.id.slice(0, 12),
      url: `${this.workspaceUrl()}/initiative/${initiative.id.slice(0, 12)}`,
      labels: (args: PageArguments) => this.#labelsOf(initiative, args),
      parentInitiative: () => this.initiative(byId(this.state.initiatives, initiative.parentInitiativeId)),
      projects: (args: PageArguments) =>
        this.page(
          this.state.projects
            .filter((project) => project.initiativeIds.includes(initiative.id))
            .map((project) => listed(project, () => this.project(project))),
          args,
        ),
    }
  }

  issue(issue: LinearIssue | null): Resolvable | null {
    if (issue === null) return null
    const failing = (this.failingFields.get(issue.id) ?? []).map((field) => [field, failInside])
    return { ...resolveIssue(this, issue, this.poisoned.get(issue.id)), ...Object.fromEntries(failing) }
  }

  listedIssue(issue: LinearIssue): Listed {
    return listed(issue, () => this.issue(issue))
  }

  workspaceUrl(): string {
    return `${this.pagesAt}/${this.state.organization.urlKey}`
  }
}
