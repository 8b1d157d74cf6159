/**
 * The sizes of the inner lists that are read with each ticket. They match what tickets usually have, because Linear charges for
 * the requested size. A list that comes back full may have more, and is then completed.
 */
export const innerFirst = { stateHistory: 5, history: 7 } as const

/**
 * The same of those that came back full, and again of those that did so even then: fewer tickets each time. A step between the two pays
 * only where it ends more than half of such lists, and takes a request more.
 */
export const longerFirsts = [
  { stateHistory: 10, history: 16, comments: 8 },
  { stateHistory: 160, history: 160, comments: 160 },
] as const

/** How many nodes of each list are asked for. */
export type ListSizes = Readonly<Record<ListName, number>>

/** The inner lists of a ticket that are read. */
export const listNames = ['stateHistory', 'history', 'comments'] as const

export type ListName = (typeof listNames)[number]

/** Those of which the start comes with a ticket. */
export const historyNames = ['stateHistory', 'history'] as const

type Started = Readonly<Record<(typeof historyNames)[number], { readonly nodes: readonly unknown[] }>>

/** A list as long as requested may have more; an issue without a span needs `fromStateId` of its history. */
export function isClipped(issue: Started, name: (typeof historyNames)[number]): boolean {
  return issue[name].nodes.length >= innerFirst[name] || issue.stateHistory.nodes.length === 0
}

const span = 'id stateId startedAt'
const entry = 'id createdAt actorId toStateId fromAssigneeId toAssigneeId'
/** Also the previous state, for tickets without spans. */
const longEntry = `${entry} fromStateId`
const comment = 'id createdAt user { id }'
const pageInfo = 'pageInfo { hasNextPage endCursor }'

/** The account, the workspace and what the account sees: one request in all but the largest workspaces. */
export const preflightText = `query Preflight {
  viewer { id name email timezone }
  organization { id name urlKey }
  teams(first: 150, includeArchived: true) { nodes { id key name issueCount(includeArchived: true) parent { id } } ${pageInfo} }
  workflowStates(first: 250, includeArchived: true) { nodes { id name type } ${pageInfo} }
}`

export const teamsText = `query Teams($first: Int!, $after: String) {
  teams(first: $first, after: $after, includeArchived: true) {
    nodes { id key name issueCount(includeArchived: true) parent { id } } ${pageInfo}
  }
}`

export const workflowStatesText = `query WorkflowStates($first: Int!, $after: String) {
  workflowStates(first: $first, after: $after, includeArchived: true) { nodes { id name type } ${pageInfo} }
}`

export const usersText = `query Users($first: Int!, $after: String) {
  users(first: $first, after: $after, includeArchived: true, includeDisabled: true) {
    nodes { id name email active app timezone } ${pageInfo}
  }
}`

export const labelsText = `query Labels($first: Int!, $after: String) {
  issueLabels(first: $first, after: $after, includeArchived: true) { nodes { id name parent { id name } } ${pageInfo} }
}`

const ticketFields = `id identifier title url priority priorityLabel estimate trashed labelIds
      createdAt updatedAt completedAt canceledAt archivedAt
      state { id name type } team { id key name } assignee { id } creator { id } parent { id identifier } project { id name }`

const issuesField = `issues(first: $first, after: $after, filter: $filter, includeArchived: true, orderBy: createdAt) {
    nodes {
      ${ticketFields} previousIdentifiers addedToTeamAt
      stateHistory(first: ${innerFirst.stateHistory}) { nodes { ${span} } }
      history(first: ${innerFirst.history}, includeArchived: true) { nodes { ${entry} } }
    }
    ${pageInfo}
  }`

/** Tickets by creation, newest first: that order is stable while it is read. */
export const issuesText = issuesBesideText([])

/** Tickets as in `issuesText`, and beside them what others of the same list lack. */
export function issuesBesideText(parts: readonly QueryPart[]): string {
  const declarations = ['$first: Int!', '$after: String', '$filter: IssueFilter', ...parts.map(declarationOf)]
  return `query Issues(${declarations.join(', ')}) {
  ${[issuesField, ...parts.map(({ field }) => field)].join('\n  ')}
}`
}

/** Tickets without their histories. */
export const contextText = `query Context($first: Int!, $after: String, $filter: IssueFilter) {
  issues(first: $first, after: $after, filter: $filter, includeArchived: true, orderBy: createdAt) {
    nodes { ${ticketFields} } ${pageInfo}
  }
}`

/** What may change of a ticket without its time. */
export const censusText = `query Census($first: Int!, $after: String, $filter: IssueFilter) {
  issues(first: $first, after: $after, filter: $filter, includeArchived: true, orderBy: createdAt) {
    nodes { id identifier trashed labelIds priority priorityLabel estimate createdAt updatedAt archivedAt state { id } team { id } assignee { id } parent { id } } ${pageInfo}
  }
}`

/** Where tickets are. */
export const placesText = `query Places($first: Int!, $after: String, $filter: IssueFilter) {
  issues(first: $first, after: $after, filter: $filter, includeArchived: true, orderBy: createdAt) {
    nodes { id createdAt team { id } } ${pageInfo}
  }
}`

/** Only the position of a ticket in the list, to skip one that Linear fails to return. */
export const issueIdsText = `query IssueIds($first: Int!, $after: String, $filter: IssueFilter) {
  issues(first: $first, after: $after, filter: $filter, includeArchived: true, orderBy: createdAt) {
    nodes { id createdAt } ${pageInfo}
  }
}`

/** One of a ticket's lists, as `list`. TRAP: Linear charges for what stands beside the nodes as often as for a node. */
function listText(name: ListName, page: string, beside = ''): string {
  switch (name) {
    case 'stateHistory':
      return `list: stateHistory(${page}) { nodes { ${span} } ${beside} }`
    case 'history':
      return `list: history(${page}, includeArchived: true) { nodes { ${longEntry} } ${beside} }`
    case 'comments':
      return `list: comments(${page}, includeArchived: true) { nodes { ${comment} } ${beside} }`
  }
}

/** A list of records as a part of a query; its variables are `ALIASFirst` and `ALIASFilter`. */
export interface QueryPart {
  readonly alias: string
  readonly filterType: 'IssueFilter' | 'CommentFilter'
  readonly field: string
}

function declarationOf({ alias, filterType }: QueryPart): string {
  return `$${alias}First: Int!, $${alias}Filter: ${filterType}`
}

export function textOfParts(operation: string, parts: readonly QueryPart[]): string {
  return `query ${operation}(${parts.map(declarationOf).join(', ')}) {
  ${parts.map(({ field }) => field).join('\n  ')}
}`
}

/**
 * One kind of list of some tickets.
 * @param withEnds whether each list tells if it has more
 */
export function longerListsPart(
  alias: string,
  name: ListName,
  { size, withEnds }: { readonly size: number; readonly withEnds: boolean },
): QueryPart {
  const beside = withEnds ? 'pageInfo { hasNextPage }' : ''
  const field = `${alias}: issues(first: $${alias}First, filter: $${alias}Filter, includeArchived: true, orderBy: createdAt) {
    nodes { id ${listText(name, `first: ${size}`, beside)} }
  }`
  return { alias, filterType: 'IssueFilter', field }
}

/** What a part is asked with: how many records, and which. */
export interface PartArguments {
  readonly alias: string
  readonly first: number
  readonly filter: Readonly<Record<string, unknown>>
}

/** The variables of a query's parts. */
export function variablesOfParts(parts: readonly PartArguments[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    parts.flatMap(({ alias, first, filter }): [name: string, value: unknown][] => [
      [`${alias}First`, first],
      [`${alias}Filter`, filter],
    ]),
  )
}

/** Longer lists of tickets, of each kind those of other tickets; the parts are named as the kinds. */
export function longerListsText(names: readonly ListName[], sizes: ListSizes, withEnds: boolean): string {
  const parts = names.map((name) => longerListsPart(name, name, { size: sizes[name], withEnds }))
  return textOfParts('LongerLists', parts)
}

/** One whole list of one ticket, page by page. */
export function wholeListText(name: ListName): string {
  return `query WholeList($id: String!, $first: Int!, $after: String) {
  issue(id: $id) { ${listText(name, 'first: $first, after: $after', pageInfo)} }
}`
}

/**
 * The comments of some tickets, newest first: half of all tickets have none, and Linear charges for a list of each.
 * @param withEnd whether the list tells if it has more, which costs half as much again
 */
export function commentsPart(alias: string, withEnd: boolean): QueryPart {
  const beside = withEnd ? 'pageInfo { hasNextPage }' : ''
  const field = `${alias}: comments(first: $${alias}First, filter: $${alias}Filter, includeArchived: true, orderBy: createdAt) {
    nodes { ${comment} issueId } ${beside}
  }`
  return { alias, filterType: 'CommentFilter', field }
}

/** A new comment doesn't change its ticket's `updatedAt`, so comments are queried separately. */
export const commentsText = `query Comments($first: Int!, $after: String, $filter: CommentFilter) {
  comments(first: $first, after: $after, filter: $filter, includeArchived: true, orderBy: createdAt) {
    nodes { createdAt issue { id updatedAt archivedAt } } ${pageInfo}
  }
}`

/** Which comments there are. */
export const commentIdsText = `query CommentIds($first: Int!, $after: String, $filter: CommentFilter) {
  comments(first: $first, after: $after, filter: $filter, includeArchived: true, orderBy: createdAt) {
    nodes { id createdAt } ${pageInfo}
  }
}`

export const projectsText = `query Projects($first: Int!, $after: String, $filter: ProjectFilter) {
  projects(first: $first, after: $after, filter: $filter, includeArchived: true, orderBy: createdAt) {
    nodes {
      id name url createdAt completedAt canceledAt
      labels(first: 8, includeArchived: true) { nodes { name } pageInfo { hasNextPage } }
      initiatives(first: 8, includeArchived: true) { nodes { id } pageInfo { hasNextPage } }
    }
    ${pageInfo}
  }
}`

/** All labels and initiatives of a project that has more than the list shows. */
export const completeProjectText = `query CompleteProject($id: String!) {
  project(id: $id) {
    id name url createdAt completedAt canceledAt
    labels(first: 250, includeArchived: true) { nodes { name } pageInfo { hasNextPage } }
    initiatives(first: 250, includeArchived: true) { nodes { id } pageInfo { hasNextPage } }
  }
}`

export const initiativesText = `query Initiatives($first: Int!, $after: String, $filter: InitiativeFilter) {
  initiatives(first: $first, after: $after, filter: $filter, includeArchived: true, orderBy: createdAt) {
    nodes { id name url createdAt completedAt canceledAt parentInitiative { id } labels(first: 8, includeArchived: true) { nodes { name } pageInfo { hasNextPage } } }
    ${pageInfo}
  }
}`

/** All labels of an initiative that has more than the list shows. */
export const completeInitiativeText = `query CompleteInitiative($id: String!) {
  initiative(id: $id) {
    id name url createdAt completedAt canceledAt parentInitiative { id }
    labels(first: 250, includeArchived: true) { nodes { name } pageInfo { hasNextPage } }
  }
}`

/** Only the positions of projects or initiatives in their list, to skip one that Linear fails to return. */
export function containerIdsText(kind: 'projects' | 'initiatives'): string {
  const type = kind === 'projects' ? 'ProjectFilter' : 'InitiativeFilter'
  return `query ContainerIds($first: Int!, $after: String, $filter: ${type}) {
  ${kind}(first: $first, after: $after, filter: $filter, includeArchived: true, orderBy: createdAt) {
    nodes { id createdAt } ${pageInfo}
  }
}`
}
