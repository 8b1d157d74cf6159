import { expect, test } from 'vitest'
import { asOfAt, smallCompany, someTickets } from '../../../fakes/linear/small-company.ts'
import { connectionId, openDesk } from '../run.ts'

test('one request says who, when and what', async () => {
  await using desk = await openDesk()
  const preflight = await desk.tracker.preflight()
  expect(preflight).toMatchObject({
    accountName: 'Ada Example',
    accountEmail: 'ada@company.example',
    site: { siteId: desk.fake.state.organization.id, name: desk.fake.state.organization.name },
    serverAt: asOfAt,
    timeZone: 'Europe/Berlin',
    approximateTickets: 12,
  })
  expect(preflight.scopes.map((scope) => `${scope.key} ${scope.name}`).sort()).toEqual([
    'GRO Growth',
    'MOB Mobile',
  ])
  expect(preflight.statuses).toHaveLength(16)
  expect(preflight.statuses).toContainEqual(
    expect.objectContaining({ connectionId, name: 'Blocked', category: 'in_progress' }),
  )
  expect(desk.tracker.requestCount()).toBe(1)
})

test('teams are counted by one request, archived tickets included', async () => {
  await using desk = await openDesk()
  const counts = await desk.tracker.countByScope?.()
  expect([...(counts?.values() ?? [])].reduce((sum, count) => sum + count, 0)).toBe(12)
  expect(desk.tracker.requestCount()).toBe(1)
})

test('people are looked at by one request; a refusal is a missing right', async () => {
  await using desk = await openDesk()
  const [viewer] = desk.fake.state.users
  const seen = await desk.tracker.lookAtPeople?.(viewer?.id ?? '')
  expect(seen).toMatchObject({ kind: 'seen', people: expect.any(Number) })
  expect(desk.tracker.requestCount()).toBe(1)
  desk.fake.faults.forbiddenFields.add('users')
  expect(await desk.tracker.lookAtPeople?.('')).toEqual({ kind: 'refused', lacks: 'right' })
  // Whoever connected it was warned of it, and the sync reads the rest.
  expect(await desk.tracker.listUsers()).toEqual([])
})

test('more teams and states than a page holds are all read', async () => {
  await using desk = await openDesk()
  const { state } = desk.fake
  const [team] = state.teams
  const [workflowState] = state.workflowStates
  if (team === undefined || workflowState === undefined) throw new Error('no team')
  for (let place = 0; place < 300; place += 1) {
    state.teams.push({ ...team, id: `team-${place}`, key: `T${place}` })
    state.workflowStates.push({ ...workflowState, id: `state-${place}` })
  }
  const preflight = await desk.tracker.preflight()
  expect(new Set(preflight.scopes.map((scope) => scope.scopeId)).size).toBe(302)
  expect(new Set(preflight.statuses.map((status) => status.statusId)).size).toBe(316)
})

test('users who left are listed with the others', async () => {
  await using desk = await openDesk()
  const users = await desk.tracker.listUsers()
  expect(users).toHaveLength(4)
  expect(users).toContainEqual(
    expect.objectContaining({
      connectionId,
      displayName: 'Cleo Example',
      email: 'cleo@company.example',
      active: false,
    }),
  )
})

test('an OAuth token is sent as a bearer', async () => {
  await using desk = await openDesk({}, { auth: { kind: 'bearer', token: 'lin_api_example' } })
  expect((await desk.tracker.preflight()).accountName).toBe('Ada Example')
})

test('a thousand tickets cost a request for each two hundred and fifty, within the points of one', async () => {
  const brief = someTickets(1000).map((ticket, index) =>
    index % 10 === 0 ? { ...ticket, changes: [] } : ticket,
  )
  await using desk = await openDesk({ company: smallCompany(brief) })
  const { scopes } = await desk.tracker.preflight()
  const start = JSON.stringify({ phase: 'issues', after: null, lastCreatedAt: null })
  for (let checkpoint: string | null = start; checkpoint !== null; ) {
    checkpoint = (await desk.tracker.readPage({ scopes, changedSinceAt: null, checkpoint })).checkpoint
  }
  const ofTickets = desk.fake.requests.filter(({ query }) => query.startsWith('query Issues'))
  expect(ofTickets).toHaveLength(4)
  expect(ofTickets.every((request) => request.status === 200 && request.points <= 9_500)).toBe(true)
})
