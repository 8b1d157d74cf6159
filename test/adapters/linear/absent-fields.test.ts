import { expect, test } from 'vitest'
import { absentFieldsOf } from '../../../adapters/linear/http/absent-fields.ts'
import { TrackerRequestError } from '../../../adapters/trackers/errors.ts'
import { harvest, openDesk } from './run.ts'

test.each([
  ['User.app'],
  ['User.timezone'],
  ['Team.parent'],
  ['Issue.addedToTeamAt', 'Issue.trashed'],
  ['Issue.previousIdentifiers'],
  ['Project.labels', 'Project.initiatives'],
  ['Initiative.parentInitiative', 'Initiative.labels'],
  ['Team.issueCount(includeArchived)'],
  ['Issue.history(includeArchived)', 'Query.comments(includeArchived)'],
  ['Query.issueLabels(includeArchived)', 'Project.labels(includeArchived)', 'Query.projects(orderBy)'],
  ['PaginationOrderBy.createdAt'],
])('a Linear without %s is read without it, which is told with its name', async (...fields) => {
  await using usual = await openDesk()
  await using desk = await openDesk()
  for (const field of fields) desk.fake.faults.absentFields.add(field)
  const users = await desk.tracker.listUsers()
  expect(users.map(({ email }) => email)).toEqual((await usual.tracker.listUsers()).map(({ email }) => email))
  const { tickets, containers, incompleteLists } = await harvest(desk.tracker)
  const whole = await harvest(usual.tracker)
  expect([...tickets.keys()]).toEqual([...whole.tickets.keys()])
  expect([...containers.keys()]).toEqual([...whole.containers.keys()])
  const cause = `the tracker has no ${fields.sort().join(', ')} and is read without`
  expect(incompleteLists).toContainEqual({ list: 'fields', cause })
  expect(whole.incompleteLists).toEqual([])
})

test('a Linear that lists no disabled people is read without them, which is told', async () => {
  await using desk = await openDesk()
  desk.fake.faults.absentFields.add('Query.users(includeDisabled)')
  expect((await desk.tracker.listUsers()).length).toBeGreaterThan(0)
  const { incompleteLists } = await harvest(desk.tracker)
  const cause = 'the tracker has no Query.users(includeDisabled) and is read without'
  expect(incompleteLists).toContainEqual({ list: 'fields', cause })
})

test.each([
  ...['Issue.stateHistory', 'Issue.state', 'Team.issueCount', 'Query.issues'],
  ...['Query.issues(includeArchived)', 'Query.issues(filter)', 'IssueFilter.team'],
])('a Linear without %s can not be read, which is told with its name', async (field) => {
  await using desk = await openDesk()
  desk.fake.faults.absentFields.add(field)
  const failure = await harvest(desk.tracker).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(TrackerRequestError)
  expect(String(failure)).toContain(`it has no ${field}, without which Plumbline can't read it`)
})

test.each([
  ['Cannot query field "app" on type "User". Did you mean "name"?', 'User.app'],
  ["Cannot query field 'app' on type 'User'.", 'User.app'],
  ['Unknown field "app" on type "User".', 'User.app'],
  ["Field 'app' doesn't exist on type 'User'", 'User.app'],
  ['Cannot query field "comments" on type "RootQueryType".', 'Query.comments'],
  ['Unknown argument "includeArchived" on field "Issue.history".', 'Issue.history(includeArchived)'],
  ['Unknown argument "orderBy" on field "teams" of type "Query".', 'Query.teams(orderBy)'],
  ["Unknown argument 'orderBy' on field 'QueryRoot.teams'.", 'Query.teams(orderBy)'],
  ['Field "issue" is not defined by type "CommentFilter".', 'CommentFilter.issue'],
  [
    'Variable "$filter" got invalid value { id: { in: ["a"] } }; Field "id" is not defined by type IssueFilter.',
    'IssueFilter.id',
  ],
  [
    'Variable "$f" has invalid value: Expected value of type "IssueFilter" not to include unknown field "team", found: {}.',
    'IssueFilter.team',
  ],
  ['Value "createdAt" does not exist in "PaginationOrderBy" enum.', 'PaginationOrderBy.createdAt'],
  ['Expected type PaginationOrderBy, found createdAt.', 'PaginationOrderBy.createdAt'],
  ['Unknown type "InitiativeFilter". Did you mean "ProjectFilter"?', 'InitiativeFilter'],
  ['Variable "$filter" of type "IssueFilter" used in position expecting type "Filter".', 'IssueFilter'],
])('what a server words as %j names %s', (message, name) => {
  expect(absentFieldsOf([message, message])).toEqual([name])
})

test('an error of another kind names nothing', () => {
  expect(absentFieldsOf(['Query too complex', 'Entity not found: Issue'])).toEqual([])
})
