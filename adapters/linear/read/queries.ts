/**
 * How much of each ticket's inner lists is read with the ticket; sized to what tickets have, because Linear charges for
 * what is asked and not for what is there. A list that comes back full may go on, and is read again until it is whole.
 */
export const innerFirst = { spans: 6, history: 9, comments: 6 } as const

/** The same for tickets whose lists were cut: few, and long. */
export const longFirst = { spans: 15, history: 25, comments: 15 } as const

const span = 'id stateId startedAt'
const entry = 'id createdAt actorId toStateId fromAssigneeId toAssigneeId'
/** Of few tickets more can be asked: where one came from, for those without spans. */
const longEntry = `${entry} fromStateId`
const comment = 'id createdAt user { id }'
const pageInfo = 'pageInfo { hasNextPage endCursor }'

/** Who am I, where, and what do I see; one request in all but the largest workspaces. */
export const preflightText = `query Preflight {
  viewer { id name email timezone }
  organization { id }
  teams(first: 150, includeArchived: true) { nodes { id key name issueCount(includeArchived: true) } ${pageInfo} }
  workflowStates(first: 250, includeArchived: true) { nodes { id name type } ${pageInfo} }
}`

export const teamsText = `query Teams($first: Int!, $after: String) {
  teams(first: $first, after: $after, includeArchived: true) {
    nodes { id key name issueCount(includeArchived: true) } ${pageInfo}
  }
}`

export const workflowStatesText = `query WorkflowStates($first: Int!, $after: String) {
  workflowStates(first: $first, after: $after, includeArchived: true) { nodes { id name type } ${pageInfo} }
}`

export const usersText = `query Users($first: Int!, $after: String) {
  users(first: $first, after: $after, includeArchived: true, includeDisabled: true) {
    nodes { id name email active } ${pageInfo}
  }
}`

export const labelsText = `query Labels($first: Int!, $after: String) {
  issueLabels(first: $first, after: $after, includeArchived: true) { nodes { id name parent { id name } } ${pageInfo} }
}`

/** Tickets, newest first by creation: that order doesn't move while it is read. */
export const issuesText = `query Issues($first: Int!, $after: String, $filter: IssueFilter) {
  issues(first: $first, after: $after, filter: $filter, includeArchived: true, orderBy: createdAt) {
    nodes {
      id identifier title url priority priorityLabel estimate trashed labelIds previousIdentifiers
      createdAt updatedAt completedAt canceledAt archivedAt addedToTeamAt
      state { id name type } team { id key name } assignee { id } creator { id } parent { id } project { id name }
      stateHistory(first: ${innerFirst.spans}) { nodes { ${span} } }
      history(first: ${innerFirst.history}, includeArchived: true) { nodes { ${entry} } }
      comments(first: ${innerFirst.comments}, includeArchived: true) { nodes { ${comment} } }
    }
    ${pageInfo}
  }
}`

/** Only where a ticket stands in the list: to step over one that Linear itself fails to serve. */
export const issueIdsText = `query IssueIds($first: Int!, $after: String, $filter: IssueFilter) {
  issues(first: $first, after: $after, filter: $filter, includeArchived: true, orderBy: createdAt) {
    nodes { id } ${pageInfo}
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

/** New comments don't touch their ticket's `updatedAt`: they are asked for by themselves. */
export const commentsText = `query Comments($first: Int!, $after: String, $filter: CommentFilter) {
  comments(first: $first, after: $after, filter: $filter, includeArchived: true, orderBy: createdAt) {
    nodes { createdAt issue { id updatedAt archivedAt } } ${pageInfo}
  }
}`

export const projectsText = `query Projects($first: Int!, $after: String, $filter: ProjectFilter) {
  projects(first: $first, after: $after, filter: $filter, includeArchived: true, orderBy: createdAt) {
    nodes {
      id name url createdAt
      labels(first: 8, includeArchived: true) { nodes { name } pageInfo { hasNextPage } }
      initiatives(first: 8, includeArchived: true) { nodes { id } pageInfo { hasNextPage } }
    }
    ${pageInfo}
  }
}`

/** All labels and initiatives of a project that has more than the list shows. */
export const wholeProjectText = `query WholeProject($id: String!) {
  project(id: $id) {
    id name url createdAt
    labels(first: 250, includeArchived: true) { nodes { name } pageInfo { hasNextPage } }
    initiatives(first: 250, includeArchived: true) { nodes { id } pageInfo { hasNextPage } }
  }
}`

export const initiativesText = `query Initiatives($first: Int!, $after: String, $filter: InitiativeFilter) {
  initiatives(first: $first, after: $after, filter: $filter, includeArchived: true, orderBy: createdAt) {
    nodes { id name url createdAt parentInitiative { id } labels(first: 20, includeArchived: true) { nodes { name } } }
    ${pageInfo}
  }
}`
