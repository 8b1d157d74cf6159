import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { innerFirst } from '../../../adapters/linear/read/queries.ts'
import type { TicketEvent } from '../../../domain/ticket.ts'
import {
  archiveIssue,
  assignIssue,
  commentOn,
  type Edit,
  moveIssue,
  moveToTeam,
  purgeIssue,
  trashIssue,
} from '../../../fakes/linear/state/edits.ts'
import { quietMs } from '../../../fakes/linear/state/issue.ts'
import type { LinearIssue, LinearState } from '../../../fakes/linear/state/records.ts'
import { stateIdOf } from '../../../fakes/linear/state/statuses.ts'
import { asOfAt, smallCompany, someTickets } from '../../fakes/linear/small-company.ts'
import { type Harvest, harvest, openDesk } from './run.ts'

const hourMs = 3_600_000

/** The events that an issue of the fake must come with, as kind, id and time. */
function expectedEvents(issue: LinearIssue): string[] {
  return [
    ...issue.spans.map((span) => `status ${span.id} ${span.startedAt}`),
    ...issue.history
      .filter((entry) => entry.fromAssigneeId !== entry.toAssigneeId)
      .map((entry) => `assignee ${entry.id} ${entry.createdAt}`),
    ...issue.comments.map((comment) => `comment ${comment.id} ${comment.createdAt}`),
    ...issue.previousIdentifiers.map((key) => `key key/${key} ${issue.addedToTeamAt}`),
  ].sort()
}

/** Gives an issue this many spans, and as many changes of its assignee and comments. */
function lengthen(issue: LinearIssue, spans: number, others: number): void {
  const { id, stateId, assigneeId } = issue
  const at = (place: number) => issue.createdAt + place * hourMs
  const list = <T>(length: number, one: (place: number) => T) =>
    Array.from({ length }, (_, place) => one(place))
  const stateOf = (place: number) => (place === spans - 1 ? stateId : `state-${place}`)
  issue.spans.splice(
    0,
    issue.spans.length,
    ...list(spans, (place) => ({
      ...{ id: `${id}-s${place}`, stateId: stateOf(place) },
      ...{ startedAt: at(place), endedAt: null },
    })),
  )
  const assigneeOf = (place: number) => (place === others ? assigneeId : `user-${place}`)
  issue.history.splice(
    0,
    issue.history.length,
    ...list(others, (place) => ({
      ...{ id: `${id}-h${place}`, createdAt: at(place), actorId: null },
      ...{ fromAssigneeId: assigneeOf(place), toAssigneeId: assigneeOf(place + 1) },
    })),
  )
  issue.comments.splice(
    0,
    issue.comments.length,
    ...list(others, (place) => ({
      id: `${id}-c${place}`,
      createdAt: at(place),
      userId: null,
      body: 'Again',
    })),
  )
}

function seenEvents(events: readonly TicketEvent[] | undefined): string[] {
  return (events ?? []).map((event) => `${event.kind} ${event.eventId} ${event.happenedAt}`).sort()
}

function expectWhole(read: Harvest, issues: readonly LinearIssue[]): void {
  for (const issue of issues) {
    const ticket = read.tickets.get(issue.id)
    expect(ticket).toMatchObject({
      key: issue.identifier,
      statusId: issue.stateId,
      assigneeId: issue.assigneeId,
      estimatePoints: issue.estimate,
      archivedAt: issue.archivedAt,
      updatedAt: issue.updatedAt,
    })
    expect(seenEvents(read.events.get(issue.id))).toEqual(expectedEvents(issue))
  }
}

describe('a full run', () => {
  // linear/linear#1235: without includeArchived, said each time, a quarter's finished work is gone.
  test('reads every ticket of every team with its whole history, archived ones too', async () => {
    await using desk = await openDesk({ company: smallCompany(someTickets(60)) })
    const read = await harvest(desk.tracker)
    expect(read.tickets.size).toBe(60)
    expectWhole(read, desk.fake.state.issues)
    expect(read.quarantined).toEqual([])
  })

  test('reads the same in pages of one ticket as in large ones', async () => {
    const company = smallCompany(someTickets(25))
    await using large = await openDesk({ company })
    await using small = await openDesk({ company }, { ticketsPerPage: 1 })
    const [a, b] = [await harvest(large.tracker), await harvest(small.tracker)]
    expect([...b.tickets]).toEqual([...a.tickets])
    expect(b.pages).toBe(a.pages + 24)
  })

  test('reads projects and initiatives as containers', async () => {
    await using desk = await openDesk()
    const { containers } = await harvest(desk.tracker)
    const [project, initiative] = [...containers.values()]
    expect(project).toMatchObject({ kind: 'project', title: 'Faster sign-up', labels: ['roadmap'] })
    expect(project?.parentIds).toEqual([initiative?.containerId])
    expect(initiative).toMatchObject({ kind: 'initiative', title: 'Reach more people', parentIds: [] })
  })

  test('reads all labels of a project that has more than the list shows', async () => {
    await using desk = await openDesk()
    const { projectLabels: labels, projects } = desk.fake.state
    const [project] = projects
    const [label] = labels
    if (project === undefined || label === undefined) throw new Error('no project, or no label')
    const more = Array.from({ length: 11 }, (_, place) => ({
      ...label,
      id: `label-${place}`,
      name: `Label ${place}`,
    }))
    labels.push(...more)
    project.labelIds = more.map(({ id }) => id)
    const [read] = [...(await harvest(desk.tracker)).containers.values()]
    expect(read?.labels.toSorted()).toEqual(more.map(({ name }) => name).toSorted())
  })

  test('reads all labels of an initiative that has more than the list shows', async () => {
    await using desk = await openDesk()
    const { projectLabels: labels, initiatives } = desk.fake.state
    const [initiative] = initiatives
    const [label] = labels
    if (initiative === undefined || label === undefined) throw new Error('no initiative, or no label')
    const more = Array.from({ length: 21 }, (_, place) => ({
      ...label,
      id: `label-${place}`,
      name: `Label ${place}`,
    }))
    labels.push(...more)
    initiative.labelIds = more.map(({ id }) => id)
    const read = (await harvest(desk.tracker)).containers.get(initiative.id)
    expect(read?.labels.toSorted()).toEqual(more.map(({ name }) => name).toSorted())
  })

  // Those of a page are told by their length alone: asking each list for its end costs as much again.
  test.each([innerFirst.stateHistory - 1, innerFirst.stateHistory, innerFirst.stateHistory + 1])(
    'reads all of %d spans, with as many other changes and comments',
    async (length) => {
      await using desk = await openDesk({ company: smallCompany(someTickets(3)) })
      const [issue] = desk.fake.state.issues
      if (issue === undefined) throw new Error('no issue')
      lengthen(issue, length, length + innerFirst.history - innerFirst.stateHistory)
      expectWhole(await harvest(desk.tracker), desk.fake.state.issues)
    },
  )

  test('reads lists whole that come shorter than was asked for, by whichever page tells of it', async () => {
    for (const tickets of [3, 60]) {
      await using desk = await openDesk({ company: smallCompany(someTickets(tickets)) })
      for (const issue of desk.fake.state.issues) lengthen(issue, 9, 13)
      desk.fake.faults.longestList = 3
      const read = await harvest(desk.tracker)
      expect(read.tickets.size).toBe(tickets)
      expectWhole(read, desk.fake.state.issues)
      expect(read.incomplete).toEqual([])
    }
  })

  test.each([50, 100])(
    'reads lists whole of which at most %d come at once, where no page of tickets is as long',
    async (most) => {
      await using desk = await openDesk({ company: smallCompany(someTickets(12)) })
      const [issue] = desk.fake.state.issues
      if (issue === undefined) throw new Error('no issue')
      lengthen(issue, most + 20, most + 30)
      desk.fake.faults.longestList = most
      expectWhole(await harvest(desk.tracker), desk.fake.state.issues)
    },
  )

  test('reads comments whole of which fewer come at once, where their tickets have few other changes', async () => {
    await using desk = await openDesk({ company: smallCompany(someTickets(12)) })
    const [issue] = desk.fake.state.issues
    if (issue === undefined) throw new Error('no issue')
    for (let at = 0; at < 130; at += 1) commentOn({ issue, at: desk.now() + at, actorId: null })
    desk.fake.faults.longestList = 100
    const { events } = await harvest(desk.tracker)
    const comments = events.get(issue.id)?.filter(({ kind }) => kind === 'comment')
    expect(comments).toHaveLength(issue.comments.length)
  })

  test('reads whether projects and initiatives were completed or canceled, and when', async () => {
    await using desk = await openDesk()
    const [project] = desk.fake.state.projects
    const [initiative] = desk.fake.state.initiatives
    if (project === undefined || initiative === undefined) throw new Error('no project')
    project.canceledAt = asOfAt - hourMs
    initiative.completedAt = asOfAt - 2 * hourMs
    const [read, readInitiative] = [...(await harvest(desk.tracker)).containers.values()]
    expect(read).toMatchObject({ completedAt: null, canceledAt: asOfAt - hourMs })
    expect(readInitiative).toMatchObject({ completedAt: asOfAt - 2 * hourMs, canceledAt: null })
  })

  test('reads the teams above each ticket’s team, and ends at a team that the account doesn’t see', async () => {
    await using desk = await openDesk()
    const { teams } = desk.fake.state
    const [growth, mobile] = teams
    if (growth === undefined || mobile === undefined) throw new Error('no team')
    growth.parentId = 'a team that is private'
    mobile.parentId = growth.id
    const { tickets } = await harvest(desk.tracker)
    const above = new Map([...tickets.values()].map((ticket) => [ticket.teamKey, ticket.teamsAbove]))
    expect(above).toEqual(
      new Map([
        ['GRO', []],
        ['MOB', [growth.id, 'GRO', 'Growth']],
      ]),
    )
  })

  test('names labels, and makes a field of their group', async () => {
    await using desk = await openDesk()
    const { tickets } = await harvest(desk.tracker)
    const labelled = [...tickets.values()].find((ticket) => ticket.labels.length > 0)
    expect(labelled?.labels).toEqual(['bug', 'frontend'])
    expect(labelled?.customFields).toMatchObject([{ fieldName: 'Type', values: ['bug'] }])
  })

  test('reads only the scopes that it is asked for', async () => {
    await using desk = await openDesk()
    const { scopes } = await desk.tracker.preflight()
    const mobile = scopes.filter((scope) => scope.key === 'MOB')
    const page = {
      scopes: mobile,
      changedSinceAt: null,
      checkpoint: '{"phase":"issues","after":null,"lastCreatedAt":null}',
    }
    const { page: read } = await desk.tracker.readPage(page)
    expect(new Set(read.tickets.map((ticket) => ticket.teamKey))).toEqual(new Set(['MOB']))
  })
})

describe('a run over changes', () => {
  // linear/linear#545: a move between teams changes the key; the id stays.
  test('reads what was updated, archived, trashed or commented on since, and nothing else', async () => {
    await using desk = await openDesk({ company: smallCompany(someTickets(30)) })
    const { state } = desk.fake
    const [moved, archived, commented, trashed, moving] = [1, 2, 4, 7, 8].map((place) =>
      issueAt(state, place),
    )
    if (!(moved && archived && commented && trashed && moving)) throw new Error('no such issue')
    const sinceAt = desk.now()
    desk.pass(hourMs)
    const edit = { at: desk.now(), actorId: state.viewerId }
    moveIssue(state, { ...edit, issue: moved }, stateIdOf('growth', 'in_review'))
    archiveIssue(archived, desk.now())
    commentOn({ ...edit, issue: commented })
    trashIssue(trashed, desk.now())
    moveToTeam({ ...edit, issue: moving }, state.teams[1]?.id ?? '', 'MOB-900')
    const read = await harvest(desk.tracker, sinceAt)
    const touched = [moved, archived, commented, trashed, moving]
    expect(new Set(read.tickets.keys())).toEqual(new Set(touched.map((issue) => issue.id)))
    expectWhole(read, touched)
    expect(read.tickets.get(trashed.id)?.removal).toBe('trashed')
    expect(read.events.get(moving.id)).toContainEqual(
      expect.objectContaining({ kind: 'key', fromKey: 'GRO-9', toKey: 'MOB-900', happenedAt: desk.now() }),
    )
  })

  test('costs no more than six requests when nothing changed, preflight and all', async () => {
    await using desk = await openDesk({ company: smallCompany(someTickets(200)) })
    const read = await harvest(desk.tracker, asOfAt)
    expect(read.tickets.size).toBe(0)
    expect(desk.tracker.requestCount()).toBeLessThanOrEqual(6)
  })
})

describe('reading while people work', () => {
  test('a cursor whose ticket was purged does not end the run', async () => {
    await using desk = await openDesk({ company: smallCompany(someTickets(12)) }, { ticketsPerPage: 3 })
    const { state } = desk.fake
    const before = [...state.issues]
    let page = 0
    const read = await harvest(desk.tracker, null, () => {
      page += 1
      // Pages 1 and 2 are projects and initiatives; the third ends with the third newest ticket.
      const last = before[9]
      if (page === 3 && last !== undefined) purgeIssue(state, last)
    })
    expect(new Set(read.tickets.keys())).toEqual(new Set(before.map((issue) => issue.id)))
    expect(desk.fake.requests.filter((request) => request.status === 400)).toHaveLength(1)
  })

  test('a page without a cursor to the next one goes on by the time of creation', async () => {
    await using desk = await openDesk({ company: smallCompany(someTickets(12)) }, { ticketsPerPage: 3 })
    const whole = await harvest(desk.tracker)
    desk.fake.faults.lacksCursors = true
    const read = await harvest(desk.tracker)
    expect([read.tickets, read.events, read.containers]).toEqual([
      whole.tickets,
      whole.events,
      whole.containers,
    ])
    const { scopes } = await desk.tracker.preflight()
    const census = await desk.tracker.census?.listTickets({ scopes, withFacts: false, checkpoint: null })
    expect(census?.sightings).toHaveLength(12)
  })

  // NangoHQ/integration-templates#450: lists come newest first, so a mark taken from the last one read never moves on.
  test('nothing that was there at the start is lost, whatever changes meanwhile', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 9 }),
        fc.array(fc.tuple(fc.nat({ max: 29 }), fc.nat({ max: 6 })), { minLength: 1, maxLength: 40 }),
        async (ticketsPerPage, edits) => {
          await using desk = await openDesk({ company: smallCompany(someTickets(30)) }, { ticketsPerPage })
          const { state } = desk.fake
          const original = [...state.issues]
          const startedAt = desk.now()
          const queue = [...edits]
          const full = await harvest(desk.tracker, null, () => applyNext(queue.splice(0, 2), desk, original))
          applyNext(queue, desk, original)
          const seen = new Set(full.tickets.keys())
          const missed = original.filter((issue) => state.issues.includes(issue) && !seen.has(issue.id))
          expect(missed.map((issue) => issue.identifier)).toEqual([])
          const changes = await harvest(desk.tracker, startedAt)
          const both = {
            ...full,
            tickets: new Map([...full.tickets, ...changes.tickets]),
            events: new Map([...full.events, ...changes.events]),
          }
          expectWhole(both, state.issues)
        },
      ),
      { numRuns: 15, seed: 20260612 },
    )
  })
})

function issueAt(state: LinearState, place: number): LinearIssue | undefined {
  return state.issues[place]
}

function applyNext(
  edits: readonly (readonly [number, number])[],
  desk: { now(): number; pass(ms: number): void; fake: { state: LinearState } },
  original: readonly LinearIssue[],
): void {
  const { state } = desk.fake
  for (const [place, kind] of edits) {
    const issue = original[place]
    if (issue === undefined || !state.issues.includes(issue)) continue
    desk.pass(quietMs)
    const edit = { issue, at: desk.now(), actorId: state.viewerId }
    kindsOfEdit[kind]?.(state, edit, place)
  }
}

const kindsOfEdit: readonly ((state: LinearState, edit: Edit, place: number) => void)[] = [
  (state, edit) => {
    const team = edit.issue.teamId === state.teams[0]?.id ? 'growth' : 'mobile'
    moveIssue(state, edit, stateIdOf(team, 'in_review'))
  },
  (state, edit, place) => assignIssue(edit, state.users[place % 4]?.id ?? null),
  (_, edit) => commentOn(edit),
  (_, { issue, at }) => archiveIssue(issue, at),
  (_, { issue, at }) => trashIssue(issue, at),
  (state, { issue }) => purgeIssue(state, issue),
  (state, edit, place) => {
    const prefix = place % 2 === 0 ? 'GRO' : 'MOB'
    moveToTeam(edit, state.teams[place % 2]?.id ?? '', `${prefix}-${edit.at}`)
  },
]
