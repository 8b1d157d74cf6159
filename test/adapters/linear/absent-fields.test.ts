import { expect, test } from 'vitest'
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

test.each(['Issue.stateHistory', 'Issue.state', 'Team.issueCount'])(
  'a Linear without %s can not be read, which is told with its name',
  async (field) => {
    await using desk = await openDesk()
    desk.fake.faults.absentFields.add(field)
    const failure = await harvest(desk.tracker).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(TrackerRequestError)
    expect(String(failure)).toContain(`it has no ${field}, without which Plumbline can't read it`)
  },
)
