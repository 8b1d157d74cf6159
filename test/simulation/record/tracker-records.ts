import type { Instant } from '../../../domain/instant.ts'
import type { Status, Ticket, TicketEvent, TrackerUser } from '../../../domain/ticket.ts'
import { marksOf } from '../decisions.ts'
import type { Dials } from '../dials/dials.ts'
import { Draws } from '../draws.ts'
import type { Item } from '../true-work/item.ts'
import { botAccountId, connectionId } from '../true-work/staff.ts'
import { type TrueWork, ticketIdOf } from '../true-work/true-work.ts'
import { type Assignments, assignmentsOf } from './assignments.ts'
import { commentsOf } from './comments.ts'
import { drawHabits } from './habits.ts'
import { type Move, movesOf } from './moves.ts'
import { parentAssignmentsOf, parentMovesOf } from './parents.ts'
import { drawTitle } from './titles.ts'
import { statusesOf } from './workflow.ts'
import { worklogsOf } from './worklogs.ts'

/** What a tracker holds of a company's work up to an instant. */
export interface TrackerRecords {
  /** A ticket stands after what it stands below. */
  readonly tickets: readonly Ticket[]
  readonly events: readonly TicketEvent[]
  readonly statuses: readonly Status[]
  readonly users: readonly TrackerUser[]
}

/** Records true work as a tracker would show it, with the imperfections that the dials of `board` and `traces` ask for. */
export function recordWork(work: TrueWork, dials: Dials, seed: string, asOfAt: Instant): TrackerRecords {
  const habitsOf = drawHabits(dials, seed, work.teams)
  const statuses = statusesOf(dials.board.oneColumn)
  const childMoves = new Map<Item, Move[]>()
  const movesOfItem = new Map<Item, readonly Move[]>()
  const drawsOf = new Map(work.items.map((item) => [item, new Draws(`${seed} record ${item.number}`)]))
  // Children stand after their parents, so what is above is moved last.
  for (const item of work.items.toReversed()) {
    const draws = drawsOf.get(item) ?? new Draws(seed)
    const own = item.owner === null ? [] : movesOf(item, habitsOf(item.owner), dials, draws)
    const isParent = item.kind === 'epic' || item.kind === 'parent'
    const moves = isParent ? parentMovesOf(item, own, childMoves.get(item) ?? [], dials, draws) : own
    movesOfItem.set(item, moves)
    if (item.parent !== null) {
      childMoves.set(item.parent, [...(childMoves.get(item.parent) ?? []), ...moves])
    }
  }
  const logs = Map.groupBy(
    work.teams.flatMap((team) =>
      worklogsOf(
        team,
        work.items.filter((item) => item.team === team),
        habitsOf,
        dials,
        seed,
      ),
    ),
    (log) => log.item,
  )
  const recorded = work.items
    .filter((item) => item.createdAt < asOfAt)
    .map((item) => {
      const draws = drawsOf.get(item) ?? new Draws(seed)
      const moves = movesOfItem.get(item) ?? []
      const isSplit = item.kind === 'epic' || (item.kind === 'parent' && item.chunks.length === 0)
      const assignments = isSplit ? parentAssignmentsOf(item) : assignmentsOf(item, moves, dials, draws)
      const comments = commentsOf(item, dials, draws)
      const events = eventsOf(item, moves, assignments, [
        ...comments.map((each) => ({ ...each, kind: 'comment' as const })),
        ...(logs.get(item) ?? []).map(({ at, actorId, loggedSeconds }) => ({
          at,
          actorId,
          kind: 'worklog' as const,
          loggedSeconds,
          recordedAt: null,
        })),
      ]).filter((event) => event.happenedAt < asOfAt)
      const ticket = ticketOf(item, events, assignments, statuses, dials, draws)
      if (item.kind === 'epic') return { ticket, events }
      const title = drawTitle(item, new Draws(`${seed} title ${item.number}`))
      return { ticket: { ...ticket, title }, events }
    })
  return {
    tickets: recorded.map(({ ticket }) => ticket),
    events: recorded.flatMap(({ events }) => events),
    statuses,
    users: usersOf(work),
  }
}

type Trace =
  | { readonly kind: 'comment'; readonly at: Instant; readonly actorId: string }
  | {
      readonly kind: 'worklog'
      readonly at: Instant
      readonly actorId: string
      readonly loggedSeconds: number
      readonly recordedAt: null
    }

function eventsOf(
  item: Item,
  moves: readonly Move[],
  assignments: Assignments,
  traces: readonly Trace[],
): TicketEvent[] {
  const ref = { connectionId, ticketId: ticketIdOf(item) }
  let fromStatusId = 'todo'
  const statusEvents = moves.map((move, index): TicketEvent => {
    const event = {
      ...ref,
      kind: 'status' as const,
      eventId: `s${index}`,
      happenedAt: Math.max(move.at, item.createdAt),
      actorId: move.actorId,
      fromStatusId,
      toStatusId: move.toStatusId,
    }
    fromStatusId = move.toStatusId
    return event
  })
  let fromId = assignments.initialId
  const assigneeEvents = assignments.changes.map(({ at, toId, actorId }, index): TicketEvent => {
    const happenedAt = Math.max(at, item.createdAt)
    const event = {
      ...ref,
      kind: 'assignee' as const,
      eventId: `a${index}`,
      happenedAt,
      actorId,
      fromId,
      toId,
    }
    fromId = toId
    return event
  })
  const others = traces.map(
    ({ at, ...trace }, index): TicketEvent => ({ ...ref, ...trace, eventId: `t${index}`, happenedAt: at }),
  )
  return [...statusEvents, ...assigneeEvents, ...others].sort((a, b) => a.happenedAt - b.happenedAt)
}

function ticketOf(
  item: Item,
  events: readonly TicketEvent[],
  assignments: Assignments,
  statuses: readonly Status[],
  dials: Dials,
  draws: Draws,
): Ticket {
  const marks = marksOf(item, dials, draws)
  const lastMove = events.findLast((event) => event.kind === 'status')
  const lastAssignment = events.findLast((event) => event.kind === 'assignee')
  const status = statuses.find((each) => each.statusId === (lastMove?.toStatusId ?? 'todo'))
  if (status === undefined) throw new RangeError('no such status')
  const isClosed = status.category === 'done' || status.category === 'canceled'
  const project = item.team.teamId.toUpperCase().replace('-', '')
  const key = `${project}-${item.number}`
  return {
    connectionId,
    ticketId: ticketIdOf(item),
    key,
    url: `https://tracker.example/browse/${key}`,
    title: `${marks.typeName} ${item.number}`,
    typeId: marks.typeName.toLowerCase(),
    typeName: marks.typeName,
    hierarchyLevel: item.kind === 'epic' ? 1 : item.kind === 'subtask' ? -1 : 0,
    statusId: status.statusId,
    statusName: status.name,
    statusCategory: status.category,
    resolutionId: null,
    resolutionName: null,
    priorityName: null,
    labels: [...marks.labels],
    components: [],
    projectId: project,
    projectKey: project,
    projectName: item.team.name,
    teamId: null,
    teamKey: null,
    teamName: null,
    teamsAbove: [],
    parentId: item.parent === null ? null : ticketIdOf(item.parent),
    parentKey: null,
    customFields: [],
    assigneeId: lastAssignment?.toId ?? (lastAssignment === undefined ? assignments.initialId : null),
    creatorId: item.team.workers[0]?.accountId ?? null,
    estimatePoints: estimateOf(item, dials, draws),
    createdAt: item.createdAt,
    updatedAt: events.at(-1)?.happenedAt ?? item.createdAt,
    resolvedAt: isClosed ? (lastMove?.happenedAt ?? null) : null,
    archivedAt: null,
    removal: null,
    removedAt: null,
    isContext: false,
  }
}

const points = [1, 2, 3, 5, 8, 13]

/** About a point per hands-on day, rounded to a number of the series; sub-tasks and epics have none. */
function estimateOf({ kind, size }: Item, { traces }: Dials, draws: Draws): number | null {
  const luck = draws.unit()
  const guess = draws.logNormal(size / 10, traces.estimateSpread)
  if (luck >= traces.estimatedShare || kind === 'epic' || kind === 'subtask') return null
  return points.find((point) => point >= guess * 0.8) ?? 13
}

function usersOf({ teams }: TrueWork): TrackerUser[] {
  const people = teams.flatMap((team) =>
    team.workers.map(({ accountId, person }) => ({
      connectionId,
      accountId,
      displayName: person.name,
      email: person.email,
      active: true,
      isApp: false,
      timeZone: null,
    })),
  )
  const bot = {
    connectionId,
    accountId: botAccountId,
    displayName: 'Automation',
    email: null,
    active: true,
    isApp: true,
    timeZone: null,
  }
  return [...people, bot]
}
