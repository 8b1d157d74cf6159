import { buildSchema, type GraphQLSchema, isInputObjectType, isObjectType } from 'graphql'
import { sdkExtrasText } from './sdk-extras.ts'

const page =
  'after: String, before: String, first: Int, includeArchived: Boolean, last: Int, orderBy: PaginationOrderBy'

function connection(name: string): string {
  return `type ${name}Connection { edges: [${name}Edge!]! nodes: [${name}!]! pageInfo: PageInfo! }
type ${name}Edge { cursor: String! node: ${name}! }`
}

function comparator(name: string, type: string, more = ''): string {
  return `input ${name} { eq: ${type} neq: ${type} in: [${type}!] nin: [${type}!] ${more} }`
}

const between = (type: string) => `gt: ${type} gte: ${type} lt: ${type} lte: ${type}`

/**
 * The part of Linear's public schema that the fake serves, written by hand; a test compares it with the official one
 * when that is available. Other fields are rejected like any unknown field.
 */
const schemaText = `
scalar DateTime
scalar DateTimeOrDuration
enum PaginationOrderBy { createdAt updatedAt }
enum LabelGroupType { multiSelect singleSelect }
enum PaginationSortOrder { Ascending Descending }
enum PaginationNulls { first last }

type Query {
  viewer: User!
  organization: Organization!
  team(id: String!): Team!
  teams(${page}, filter: TeamFilter): TeamConnection!
  user(id: String!): User!
  users(${page}, filter: UserFilter, includeDisabled: Boolean, sort: [UserSortInput!]): UserConnection!
  workflowState(id: String!): WorkflowState!
  workflowStates(${page}, filter: WorkflowStateFilter): WorkflowStateConnection!
  issue(id: String!): Issue!
  issues(${page}, filter: IssueFilter, sort: [IssueSortInput!]): IssueConnection!
  issueLabels(${page}, filter: IssueLabelFilter): IssueLabelConnection!
  projectLabels(${page}, filter: ProjectLabelFilter): ProjectLabelConnection!
  project(id: String!): Project!
  projects(${page}, filter: ProjectFilter, sort: [ProjectSortInput!]): ProjectConnection!
  initiative(id: String!): Initiative!
  initiatives(${page}, filter: InitiativeFilter, sort: [InitiativeSortInput!]): InitiativeConnection!
  comments(${page}, filter: CommentFilter): CommentConnection!
}

type PageInfo { endCursor: String hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String }

type Organization { id: ID! name: String! urlKey: String! createdAt: DateTime! updatedAt: DateTime! archivedAt: DateTime }

type Team {
  id: ID! key: String! name: String! displayName: String! timezone: String! description: String
  createdAt: DateTime! updatedAt: DateTime! archivedAt: DateTime retiredAt: DateTime
  issueCount(includeArchived: Boolean = false): Int!
  states(${page}, filter: WorkflowStateFilter): WorkflowStateConnection!
  issues(${page}, filter: IssueFilter): IssueConnection!
}

type User {
  id: ID! name: String! displayName: String! email: String! timezone: String url: String! initials: String!
  active: Boolean! admin: Boolean! app: Boolean! guest: Boolean! owner: Boolean! isMe: Boolean!
  isAssignable: Boolean! isMentionable: Boolean! supportsAgentSessions: Boolean! canAccessAnyPublicTeam: Boolean!
  avatarBackgroundColor: String! avatarUrl: String calendarHash: String createdIssueCount: Int! description: String
  disableReason: String gitHubUserId: String hasGitHubCodeAccess: Boolean! inviteHash: String!
  statusEmoji: String statusLabel: String statusUntilAt: DateTime title: String lastSeen: DateTime
  createdAt: DateTime! updatedAt: DateTime! archivedAt: DateTime
}

type WorkflowState {
  id: ID! name: String! type: String! color: String! position: Float! description: String team: Team!
  inheritedFrom: WorkflowState createdAt: DateTime! updatedAt: DateTime! archivedAt: DateTime
}

type IssueLabel {
  id: ID! name: String! color: String! description: String isGroup: Boolean! groupType: LabelGroupType
  parent: IssueLabel inheritedFrom: IssueLabel team: Team creator: User retiredBy: User
  lastAppliedAt: DateTime retiredAt: DateTime createdAt: DateTime! updatedAt: DateTime! archivedAt: DateTime
}

type ProjectLabel {
  id: ID! name: String! color: String! description: String isGroup: Boolean! parent: ProjectLabel
  createdAt: DateTime! updatedAt: DateTime! archivedAt: DateTime
}

type InitiativeLabel { id: ID! name: String! color: String! isGroup: Boolean! createdAt: DateTime! updatedAt: DateTime! archivedAt: DateTime }

type Issue {
  id: ID! identifier: String! number: Float! title: String! description: String url: String! branchName: String!
  priority: Float! priorityLabel: String! estimate: Float trashed: Boolean labelIds: [String!]! previousIdentifiers: [String!]!
  state: WorkflowState! team: Team! assignee: User creator: User parent: Issue project: Project
  createdAt: DateTime! updatedAt: DateTime! startedAt: DateTime completedAt: DateTime canceledAt: DateTime
  archivedAt: DateTime addedToTeamAt: DateTime
  labels(${page}, filter: IssueLabelFilter): IssueLabelConnection!
  children(${page}, filter: IssueFilter): IssueConnection!
  comments(${page}, filter: CommentFilter): CommentConnection!
  history(${page}): IssueHistoryConnection!
  stateHistory(after: String, before: String, first: Int, last: Int): IssueStateSpanConnection!
}

type IssueStateSpan { id: ID! state: WorkflowState stateId: ID! startedAt: DateTime! endedAt: DateTime }

type IssueHistory {
  id: ID! issue: Issue! actor: User actorId: String botActor: ActorBot
  createdAt: DateTime! updatedAt: DateTime! archivedAt: DateTime archived: Boolean trashed: Boolean
  fromState: WorkflowState toState: WorkflowState fromStateId: String toStateId: String
  fromAssignee: User toAssignee: User fromAssigneeId: String toAssigneeId: String
  fromEstimate: Float toEstimate: Float fromCycleId: String toCycleId: String
  fromTeamId: String toTeamId: String fromTitle: String toTitle: String
}

type ActorBot { id: ID name: String type: String! subType: String userDisplayName: String avatarUrl: String }

type Comment {
  id: ID! body: String! url: String! issue: Issue issueId: String user: User botActor: ActorBot
  createdAt: DateTime! updatedAt: DateTime! editedAt: DateTime archivedAt: DateTime
}

type Project {
  id: ID! name: String! description: String! slugId: String! url: String! trashed: Boolean labelIds: [String!]!
  createdAt: DateTime! updatedAt: DateTime! archivedAt: DateTime
  labels(${page}, filter: ProjectLabelFilter): ProjectLabelConnection!
  initiatives(${page}): InitiativeConnection!
  teams(${page}, filter: TeamFilter): TeamConnection!
}

type Initiative {
  id: ID! name: String! description: String slugId: String! url: String! trashed: Boolean labelIds: [String!]!
  parentInitiative: Initiative createdAt: DateTime! updatedAt: DateTime! archivedAt: DateTime
  labels(${page}, filter: InitiativeLabelFilter): InitiativeLabelConnection!
  projects(${page}, filter: ProjectFilter, includeSubInitiatives: Boolean): ProjectConnection!
}

${['Team', 'User', 'WorkflowState', 'IssueLabel', 'ProjectLabel', 'InitiativeLabel', 'Issue'].map(connection).join('\n')}
${['IssueStateSpan', 'IssueHistory', 'Comment', 'Project', 'Initiative'].map(connection).join('\n')}

${comparator('IDComparator', 'ID')}
${comparator('IssueIDComparator', 'ID')}
${comparator('StringComparator', 'String', 'contains: String containsIgnoreCase: String eqIgnoreCase: String startsWith: String endsWith: String')}
${comparator('NumberComparator', 'Float', between('Float'))}
${comparator('EstimateComparator', 'Float', `${between('Float')} null: Boolean`)}
${comparator('DateComparator', 'DateTimeOrDuration', between('DateTimeOrDuration'))}
${comparator('NullableDateComparator', 'DateTimeOrDuration', `${between('DateTimeOrDuration')} null: Boolean`)}
input BooleanComparator { eq: Boolean neq: Boolean }
input UserSortInput { name: UserNameSort displayName: UserDisplayNameSort }
input UserNameSort { order: PaginationSortOrder nulls: PaginationNulls }
input UserDisplayNameSort { order: PaginationSortOrder nulls: PaginationNulls }

input TeamFilter { id: IDComparator key: StringComparator name: StringComparator createdAt: DateComparator updatedAt: DateComparator and: [TeamFilter!] or: [TeamFilter!] }
input UserFilter { id: IDComparator email: StringComparator name: StringComparator active: BooleanComparator createdAt: DateComparator updatedAt: DateComparator and: [UserFilter!] or: [UserFilter!] }
input NullableUserFilter { id: IDComparator email: StringComparator name: StringComparator null: Boolean and: [NullableUserFilter!] or: [NullableUserFilter!] }
input WorkflowStateFilter { id: IDComparator name: StringComparator type: StringComparator team: TeamFilter createdAt: DateComparator updatedAt: DateComparator and: [WorkflowStateFilter!] or: [WorkflowStateFilter!] }
input IssueLabelFilter { id: IDComparator name: StringComparator isGroup: BooleanComparator parent: IssueLabelFilter createdAt: DateComparator updatedAt: DateComparator and: [IssueLabelFilter!] or: [IssueLabelFilter!] }
input IssueLabelCollectionFilter { id: IDComparator name: StringComparator some: IssueLabelFilter every: IssueLabelFilter length: NumberComparator and: [IssueLabelCollectionFilter!] or: [IssueLabelCollectionFilter!] }
input ProjectLabelFilter { id: IDComparator name: StringComparator createdAt: DateComparator updatedAt: DateComparator and: [ProjectLabelFilter!] or: [ProjectLabelFilter!] }
input InitiativeLabelFilter { id: IDComparator name: StringComparator and: [InitiativeLabelFilter!] or: [InitiativeLabelFilter!] }
input InitiativeCollectionFilter { id: IDComparator name: StringComparator some: InitiativeFilter every: InitiativeFilter }
input ProjectFilter { id: IDComparator name: StringComparator slugId: StringComparator initiatives: InitiativeCollectionFilter createdAt: DateComparator updatedAt: DateComparator and: [ProjectFilter!] or: [ProjectFilter!] }
input NullableProjectFilter { id: IDComparator name: StringComparator null: Boolean and: [NullableProjectFilter!] or: [NullableProjectFilter!] }
input InitiativeFilter { id: IDComparator name: StringComparator slugId: StringComparator createdAt: DateComparator updatedAt: DateComparator and: [InitiativeFilter!] or: [InitiativeFilter!] }
input CommentFilter { id: IDComparator body: StringComparator createdAt: DateComparator updatedAt: DateComparator user: UserFilter issue: NullableIssueFilter and: [CommentFilter!] or: [CommentFilter!] }
input CommentCollectionFilter { some: CommentFilter every: CommentFilter length: NumberComparator createdAt: DateComparator }
${issueFilter('IssueFilter')}
${issueFilter('NullableIssueFilter', 'null: Boolean')}
`

function issueFilter(name: string, more = ''): string {
  return `input ${name} {
  id: IssueIDComparator number: NumberComparator title: StringComparator estimate: EstimateComparator
  createdAt: DateComparator updatedAt: DateComparator archivedAt: NullableDateComparator
  startedAt: NullableDateComparator completedAt: NullableDateComparator canceledAt: NullableDateComparator
  team: TeamFilter state: WorkflowStateFilter project: NullableProjectFilter assignee: NullableUserFilter
  creator: NullableUserFilter parent: NullableIssueFilter labels: IssueLabelCollectionFilter
  comments: CommentCollectionFilter and: [${name}!] or: [${name}!] ${more}
}`
}

export const linearSchema: GraphQLSchema = buildSchema(schemaText + sdkExtrasText)

/** The schema of a Linear that lacks some `Type.field`, `Type.field(argument)`, `Input.field` or `Enum.value`. */
export function schemaWithout(names: Iterable<string>): GraphQLSchema {
  const absent = [...names].map((name) => /^(\w+)\.(\w+)(?:\((\w+)\))?$/.exec(name)?.slice(1) ?? [])
  const text = absent.reduce(
    (rest, [type, value]) => rest.replace(new RegExp(`(enum ${type} \\{[^}]*)\\b${value}\\b`), '$1'),
    schemaText + sdkExtrasText,
  )
  const schema = buildSchema(text)
  for (const [type = '', name = '', argument] of absent) {
    const holder = schema.getType(type)
    if (!isObjectType(holder) && !isInputObjectType(holder)) continue
    const field = holder.getFields()[name]
    if (argument === undefined) delete holder.getFields()[name]
    else if (field !== undefined && 'args' in field)
      Object.assign(field, { args: field.args.filter((one) => one.name !== argument) })
  }
  return schema
}
