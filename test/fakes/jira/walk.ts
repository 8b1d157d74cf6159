import type { createAgileClient, createCloudClient } from 'jira.js'
import type { FakeJira } from '../../../fakes/jira/server/server.ts'

interface Clients {
  readonly createCloudClient: typeof createCloudClient
  readonly createAgileClient: typeof createAgileClient
}

/** Asks everything that the fake serves through jira.js, which throws wherever its schemas refuse an answer. */
export async function walkEverything(jira: FakeJira, { createCloudClient, createAgileClient }: Clients) {
  const { email, apiToken } = jira.credentials
  const config = {
    host: jira.url,
    auth: { type: 'basic', email, apiToken },
    onSchemaMismatch: 'throw',
  } as const
  const cloud = createCloudClient(config)
  const agile = createAgileClient(config)
  const jql = 'project in (ALP, BET) order by updated asc, key asc'
  const issueIdOrKey = 'ALP-2'
  const found = await cloud.issueSearch.searchAndReconsileIssuesUsingJql({
    jql,
    fields: ['*all'],
    expand: 'changelog,names',
  })
  const posted = await cloud.issueSearch.searchAndReconsileIssuesUsingJqlPost({
    jql,
    fields: ['*all'],
    maxResults: 2,
  })
  await cloud.issueSearch.searchAndReconsileIssuesUsingJqlPost({
    jql,
    fields: ['*all'],
    maxResults: 2,
    ...(posted.nextPageToken == null ? {} : { nextPageToken: posted.nextPageToken }),
  })
  const changelogs = await cloud.issues.getBulkChangelogs({ issueIdsOrKeys: ['ALP-1', 'ALP-2', 'BET-1'] })
  const issue = await cloud.issues.getIssue({ issueIdOrKey, expand: 'changelog' })
  const worklogs = await cloud.issueWorklogs.getIdsOfWorklogsModifiedSince({ since: 0 })
  const sprints = await agile.board.getAllSprints({ boardId: 1 })
  const myself = await cloud.myself.getCurrentUser({ expand: 'groups' })
  const walked = {
    found: found.issues?.length,
    changelogs: changelogs.issueChangeLogs?.length,
    createdAt: changelogs.issueChangeLogs?.[0]?.changeHistories?.[0]?.created,
    count: await cloud.issueSearch.countIssues({ jql: 'project = ALP' }),
    issue: issue.key,
    histories: (await cloud.issues.getChangeLogs({ issueIdOrKey })).values.length,
    comments: (await cloud.issueComments.getComments({ issueIdOrKey })).comments?.length,
    worklogs: (await cloud.issueWorklogs.getIssueWorklog({ issueIdOrKey })).worklogs?.length,
    bulk: (await cloud.issues.bulkFetchIssues({ issueIdsOrKeys: ['ALP-1', 'NOPE-1'] })).issueErrors?.length,
    worklogIds: worklogs.values?.length,
    worklogList: (
      await cloud.issueWorklogs.getWorklogsForIds({
        ids: (worklogs.values ?? []).flatMap(({ worklogId }) => (worklogId === undefined ? [] : [worklogId])),
      })
    ).length,
    deleted: (await cloud.issueWorklogs.getIdsOfWorklogsDeletedSince({ since: 0 })).values?.length,
    fields: (await cloud.issueFields.getFields()).length > 10,
    statuses: (await cloud.workflowStatuses.getStatuses()).length,
    statusSearch: (await cloud.status.search()).total,
    types: (await cloud.issueTypes.getIssueAllTypes()).length,
    timeZone: myself.timeZone,
    deployment: (await cloud.serverInfo.getServerInfo()).deploymentType,
    projects: (await cloud.projects.searchProjects({ expand: 'insight,lead,issueTypes' })).values.length,
    project: (await cloud.projects.getProject({ projectIdOrKey: 'ALP' })).components?.length,
    users: (await cloud.users.getAllUsers({ maxResults: 100 })).length,
    userSearch: (await cloud.userSearch.findUsers({ query: 'ada' })).length,
    user: (await cloud.users.getUser({ accountId: myselfOf(jira) })).displayName,
    boards: (await agile.board.getAllBoards()).values.length,
    board: (await agile.board.getBoard({ boardId: 1 })).type,
    columns: (await agile.board.getConfiguration({ boardId: 1 })).columnConfig?.columns?.length,
    sprints: sprints.values?.map(({ name }) => name),
    sprint: (await agile.sprint.getSprint({ sprintId: 1 })).state,
    boardIssues: (await agile.board.getIssuesForBoard({ boardId: 1 })).issues.length,
    sprintIssues: (await agile.sprint.getIssuesForSprint({ sprintId: 1 })).issues.length,
  }
  return walked
}

function myselfOf(jira: FakeJira): string {
  return jira.state.site.users[0]?.accountId ?? ''
}

/** What the walk over the small company brings home. */
export const walkedSmallCompany = {
  found: 5,
  changelogs: 2,
  createdAt: new Date('2026-03-02T10:00:00.000Z'),
  count: { count: 3 },
  issue: 'ALP-2',
  histories: 6,
  comments: 1,
  worklogs: 1,
  bulk: 1,
  worklogIds: 1,
  worklogList: 1,
  deleted: 0,
  fields: true,
  statuses: 16,
  statusSearch: 16,
  types: 14,
  timeZone: 'Europe/Berlin',
  deployment: 'Cloud',
  projects: 2,
  project: 1,
  users: 4,
  userSearch: 1,
  user: 'Ada Example',
  boards: 2,
  board: 'scrum',
  columns: 3,
  sprints: ['Alpha Sprint 1', 'Alpha Sprint 2'],
  sprint: 'closed',
  boardIssues: 3,
  sprintIssues: 1,
}
