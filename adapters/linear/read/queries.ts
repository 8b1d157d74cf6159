/**
 * The sizes of the inner lists that are read with each ticket. They match what tickets usually have, because Linear charges for
 * the requested size. A list that comes back full may have more, and is then completed.
 */
export const innerFirst = { spans: 6, history: 9, comments: 6 } as const

/** The same for tickets with longer lists: few of them. */
export const longFirst = { spans: 15, history: 25, comments: 15 } as const

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

/** Tickets by creation, newest first: that order is stable while it is read. */
export const issuesText = `query Issues($first: Int!, $after: String, $filter: IssueFilter) {
  issues(first: $first, after: $after, filter: $filter, includeArchived: true, orderBy: createdAt) {
    nodes {
      ${ticketFields} previousIdentifiers addedToTeamAt
      stateHistory(first: ${innerFirst.spans}) { nodes { ${span} } }
      history(first: ${innerFirst.history}, includeArchived: true) { nodes { ${entry} } }
      comments(first: ${innerFirst.comments}, includeArchived: true) { nodes { ${comment} } }
    }
    ${pageInfo}
  }
}`

/** Tickets without their histories. */
export const contextText = `query Context($first: Int!, $after: String, $filter: IssueFilter) {
  issues(first: $first, after: $after, filter: $filter, includeArchived: true, orderBy: createdAt) {
    nodes { ${ticketFields} } ${pageInfo}
  }
}`

/** What may change of a ticket without its time. */
export const censusText = `query Census($first: Int!, $after: String, $filter: IssueFilter) {
  issues(first: $first, after: $after, filter: $filter, includeArchived: true, orderBy: createdAt) {
    nodes { id identifier trashed labelIds createdAt updatedAt archivedAt state { id } team { id } assignee { id } } ${pageInfo}
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

export const longHistoriesText = `query LongHistories($first: Int!, $filter: IssueFilter) {
  issues(first: $first, filter: $filter, includeArchived: true, orderBy: createdAt) {
    nodes {
      id
      stateHistory(first: ${longFirst.spans}) { nodes { ${span} } ${pageInfo} }
      history(first: ${longFirst.history}, includeArchived: true) { nodes { ${longEntry} } ${pageInfo} }
      comments(first: ${longFirst.comments}, includeArchived: true) { nodes { ${comment} } ${pageInfo} }
    }
  }
}`

/** The rest of one list of one ticket. */
export const restTexts = {
  stateHistory: restText('stateHistory(first: $first, after: $after)', span),
  history: restText('history(first: $first, after: $after, includeArchived: true)', longEntry),
  comments: restText('comments(first: $first, after: $after, includeArchived: true)', comment),
} as const

function restText(list: string, fields: string): string {
  return `query Rest($id: String!, $first: Int!, $after: String) {
  issue(id: $id) { list: ${list} { nodes { ${fields} } ${pageInfo} } }
}`
}

/** A new comment doesn't change its ticket's `updatedAt`, so comments are queried separately. */
export const commentsText = `query Comments($first: Int!, $after: String, $filter: CommentFilter) {
  comments(first: $first, after: $after, filter: $filter, includeArchived: true, orderBy: createdAt) {
    nodes { createdAt issue { id updatedAt archivedAt } } ${pageInfo}
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
    nodes { id name url createdAt completedAt canceledAt parentInitiative { id } labels(first: 20, includeArchived: true) { nodes { name } } }
    ${pageInfo}
  }
}`
