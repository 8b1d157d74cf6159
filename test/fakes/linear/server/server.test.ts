import { LinearClient } from '@linear/sdk'
import { afterEach, describe, expect, test } from 'vitest'
import {
  type FakeLinear,
  type FakeLinearOptions,
  startFakeLinear,
} from '../../../../fakes/linear/server/server.ts'
import { archiveIssue, commentOn, moveIssue, purgeIssue } from '../../../../fakes/linear/state/edits.ts'
import { stateIdOf } from '../../../../fakes/linear/state/statuses.ts'
import { ask } from '../ask.ts'
import { aCompanyTicket, asOfAt, smallCompany, someTickets, startAt } from '../small-company.ts'

const running: FakeLinear[] = []

async function start(options: Partial<FakeLinearOptions> = {}): Promise<FakeLinear> {
  const fake = await startFakeLinear({ company: smallCompany(), now: () => asOfAt, ...options })
  running.push(fake)
  return fake
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((fake) => fake.close()))
})

async function identifiers(fake: FakeLinear, args: string): Promise<string[]> {
  const { body } = await ask(fake.url, `{ issues(${args}) { nodes { identifier } } }`)
  return JSON.parse(JSON.stringify(body)).data.issues.nodes.map(
    (node: { identifier: string }) => node.identifier,
  )
}

describe('lists', () => {
  test('are sorted by creation by default, newest first', async () => {
    const fake = await start()
    const created = await identifiers(fake, 'includeArchived: true')
    expect(created).toEqual(
      someTickets(12)
        .map((ticket) => ticket.key)
        .reverse(),
    )
    const issue = fake.state.issues[0]
    if (issue === undefined) throw new Error('no issue')
    moveIssue(fake.state, { issue, at: asOfAt, actorId: null }, stateIdOf('mobile', 'todo'))
    expect((await identifiers(fake, 'first: 1, orderBy: updatedAt'))[0]).toBe(issue.identifier)
    expect((await identifiers(fake, 'first: 1'))[0]).toBe('GRO-12')
  })

  test('hide what is archived unless asked for', async () => {
    const fake = await start()
    const shown = await identifiers(fake, 'first: 50')
    expect(shown).not.toContain('MOB-4')
    expect(await identifiers(fake, 'first: 50, includeArchived: true')).toContain('MOB-4')
  })

  test('show nothing of the teams that work with Jira', async () => {
    const fake = await start()
    expect(await identifiers(fake, 'first: 50, includeArchived: true')).not.toContain('BILL-1')
  })

  test('are filtered by dates, durations, teams, projects, states and their combinations', async () => {
    const fake = await start({ company: smallCompany(someTickets(30)) })
    const since = new Date(startAt + 20 * 3_600_000).toISOString()
    const all = 'first: 250, includeArchived: true'
    const recent = await identifiers(fake, `${all}, filter: { createdAt: { gte: "${since}" } }`)
    expect(recent).toHaveLength(10)
    const either = `{ or: [{ createdAt: { gte: "${since}" } }, { archivedAt: { gte: "-P1D" } }] }`
    expect(await identifiers(fake, `${all}, filter: ${either}`)).toHaveLength(12)
    const teamId = fake.state.teams.find((team) => team.key === 'MOB')?.id
    const ofTeam = await identifiers(fake, `${all}, filter: { team: { id: { in: ["${teamId}"] } } }`)
    expect(ofTeam).toHaveLength(10)
    expect(ofTeam.every((identifier) => identifier.startsWith('MOB'))).toBe(true)
    expect(await identifiers(fake, `${all}, filter: { project: { null: false } }`)).toHaveLength(3)
    const started = await identifiers(fake, `${all}, filter: { state: { type: { eq: "started" } } }`)
    expect(started).toEqual(['MOB-10', 'GRO-20', 'GRO-30'].reverse())
    expect(await identifiers(fake, `${all}, filter: { labels: { name: { eq: "bug" } } }`)).toHaveLength(15)
  })

  test('refuse a cursor of something that was deleted', async () => {
    const fake = await start()
    const query =
      'query ($after: String) { issues(first: 2, after: $after) { nodes { id } pageInfo { endCursor } } }'
    const first = JSON.parse(JSON.stringify((await ask(fake.url, query)).body)).data.issues
    const last = fake.state.issues.find((issue) => issue.id === first.nodes[1].id)
    if (last === undefined) throw new Error('no issue')
    purgeIssue(fake.state, last)
    const second = await ask(fake.url, query, { after: first.pageInfo.endCursor })
    expect(second.status).toBe(400)
    expect(JSON.stringify(second.body)).toContain('"invalid input"')
  })

  test('refuse pages above 250', async () => {
    const fake = await start()
    expect((await ask(fake.url, '{ teams(first: 251) { nodes { id } } }')).status).toBe(400)
  })
})

describe('histories', () => {
  test('leave out what changed in the first three minutes, which the state spans show', async () => {
    const createdAt = startAt
    const change = { field: 'status', actorEmail: null, from: 'backlog', to: 'todo' } as const
    const later = { ...change, from: 'todo', to: 'in_progress' } as const
    const ticket = aCompanyTicket('GRO-1', {
      createdAt,
      changes: [
        { ...change, at: createdAt + 179_000 },
        { ...later, at: createdAt + 180_000 },
      ],
    })
    const fake = await start({ company: smallCompany([ticket]) })
    const { body } = await ask(
      fake.url,
      '{ issues(first: 1) { nodes { history { nodes { toState { name } } } stateHistory { nodes { state { name } endedAt } } } } }',
    )
    expect(body.data).toEqual({
      issues: {
        nodes: [
          {
            history: { nodes: [{ toState: { name: 'In Progress' } }] },
            stateHistory: {
              nodes: [
                { state: { name: 'Backlog' }, endedAt: '2026-03-02T08:02:59.000Z' },
                { state: { name: 'Todo' }, endedAt: '2026-03-02T08:03:00.000Z' },
                { state: { name: 'In Progress' }, endedAt: null },
              ],
            },
          },
        ],
      },
    })
  })

  test('archiving and commenting leave updatedAt alone', async () => {
    const fake = await start()
    const [issue] = fake.state.issues
    if (issue === undefined) throw new Error('no issue')
    const before = issue.updatedAt
    archiveIssue(issue, asOfAt)
    commentOn({ issue, at: asOfAt, actorId: null })
    const { body } = await ask(fake.url, `{ issue(id: "${issue.id}") { updatedAt archivedAt } }`)
    expect(body.data).toEqual({
      issue: { updatedAt: new Date(before).toISOString(), archivedAt: new Date(asOfAt).toISOString() },
    })
  })
})

describe('limits', () => {
  test('every answer says its complexity and what is left', async () => {
    const fake = await start({ limits: { requestsPerHour: 100, complexityPerHour: 1000 } })
    const { headers } = await ask(fake.url, '{ viewer { id name } }')
    expect(headers.get('content-type')).toMatch(/^application\/json/)
    expect(headers.get('x-complexity')).toBe('2')
    expect(headers.get('x-ratelimit-requests-remaining')).toBe('99')
    expect(headers.get('x-ratelimit-complexity-remaining')).toBe('998')
    expect(Number(headers.get('x-ratelimit-requests-reset'))).toBe(asOfAt + 36_000)
  })

  test('an emptied allowance is refused with HTTP 400 and RATELIMITED, and leaks back', async () => {
    let nowAt = asOfAt
    const fake = await start({ now: () => nowAt, limits: { requestsPerHour: 1, complexityPerHour: 1000 } })
    await ask(fake.url, '{ viewer { id } }')
    const refused = await ask(fake.url, '{ viewer { id } }')
    expect(refused.status).toBe(400)
    expect(refused.body.errors).toMatchObject([{ extensions: { code: 'RATELIMITED', type: 'ratelimited' } }])
    nowAt += 3_600_000
    expect((await ask(fake.url, '{ viewer { id } }')).status).toBe(200)
  })

  test('with a fixed window, the allowance is filled at its end and not before, and says so', async () => {
    let nowAt = asOfAt
    const windowMs = 15_000
    const limits = { requestsPerHour: 1, complexityPerHour: 1000, windowMs }
    const fake = await start({ now: () => nowAt, limits })
    const status = async () => (await ask(fake.url, '{ viewer { id } }')).status
    const first = await ask(fake.url, '{ viewer { id } }')
    const endAt = (Math.floor(asOfAt / windowMs) + 1) * windowMs
    expect(Number(first.headers.get('x-ratelimit-requests-reset'))).toBe(endAt)
    nowAt = endAt - 1
    expect(await status()).toBe(400)
    nowAt = endAt
    expect(await status()).toBe(200)
  })

  test('a query above 10,000 points is refused whatever is left', async () => {
    const fake = await start()
    const query = '{ issues(first: 250) { nodes { history { nodes { id } } } } }'
    const refused = await ask(fake.url, query)
    expect(refused.status).toBe(400)
    expect(JSON.stringify(refused.body)).toContain('too complex')
  })
})

test('a list can be null beside an error, once', async () => {
  const fake = await start()
  fake.faults.next({ kind: 'null list', field: 'teams' })
  const query = '{ teams { nodes { id } } }'
  const { body } = await ask(fake.url, query)
  expect(body).toMatchObject({ data: { teams: null }, errors: [{ path: ['teams'] }] })
  expect((await ask(fake.url, query)).body.errors).toBeUndefined()
})

test('lists can be shorter than asked for, and say that they go on', async () => {
  const fake = await start()
  fake.faults.longestList = 1
  const { body } = await ask(fake.url, '{ teams(first: 50) { nodes { id } pageInfo { hasNextPage } } }')
  expect(body.data).toMatchObject({ teams: { nodes: [{}], pageInfo: { hasNextPage: true } } })
})

test('without credentials, or with others, the answer is 401', async () => {
  const fake = await start({ apiKey: 'right' })
  expect((await ask(fake.url, '{ viewer { id } }', {}, '')).status).toBe(401)
  expect((await ask(fake.url, '{ viewer { id } }', {}, 'wrong')).status).toBe(401)
  expect((await ask(fake.url, '{ viewer { id } }', {}, 'Bearer right')).status).toBe(200)
})

describe("Linear's own client", () => {
  test('reads the viewer, the users, the states and the labels', async () => {
    const fake = await start()
    const client = new LinearClient({ apiKey: 'key', apiUrl: fake.url })
    expect((await client.viewer).email).toBe('ada@company.example')
    expect((await client.organization).name).toBe('Example Works')
    expect((await client.users({ includeDisabled: true })).nodes).toHaveLength(4)
    expect((await client.workflowStates({ first: 100 })).nodes).toHaveLength(16)
    const labels = (await client.issueLabels()).nodes.map((label) => label.name)
    expect(labels.sort()).toEqual(['Type', 'bug', 'frontend'])
  })

  test('reads teams, issues, projects, initiatives and comments, and follows their models', async () => {
    const fake = await start()
    const client = new LinearClient({ apiKey: 'key', apiUrl: fake.url })
    expect((await client.teams()).nodes.map((team) => team.key).sort()).toEqual(['GRO', 'MOB'])
    const issues = await client.issues({ first: 50, includeArchived: true })
    expect(issues.nodes.map((issue) => issue.identifier)[0]).toBe('GRO-12')
    const issue = await client.issue(issues.nodes[0]?.id ?? '')
    expect((await issue.state)?.type).toBe('completed')
    expect((await client.projects({ first: 10 })).nodes.map((project) => project.name)).toEqual([
      'Faster sign-up',
    ])
    expect((await client.initiatives({ first: 10 })).nodes).toHaveLength(1)
    expect((await client.comments({ first: 5 })).nodes).toHaveLength(5)
  })
})

test('a forbidden list is refused wherever a query asks for it, by whatever name', async () => {
  const fake = await start()
  fake.faults.forbiddenFields.add('comments')
  const list = 'remarks: comments(first: 1) { nodes { id } }'
  expect((await ask(fake.url, `{ viewer { id } ${list} }`)).status).toBe(403)
  expect(
    (await ask(fake.url, '{ issues(first: 1) { nodes { comments(first: 1) { nodes { id } } } } }')).status,
  ).toBe(200)
})
