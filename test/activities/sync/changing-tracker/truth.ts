import { getConnection } from '../../../../adapters/store/connections/connections.ts'
import type { Store } from '../../../../adapters/store/sql/client.ts'
import {
  loadContainers,
  loadEvents,
  loadStatuses,
  loadTickets,
  loadUsers,
} from '../../../../adapters/store/tickets/tickets.ts'
import type { TicketPage } from '../../../../adapters/trackers/tracker.ts'
import { chooseScopes } from '../../../../domain/sync/scopes.ts'
import type { Container, Status, Ticket, TicketEvent, TrackerUser } from '../../../../domain/ticket.ts'
import type { Fact, World } from './world.ts'

/** Tickets that a run which said that it succeeded left older than they were before it began; by what the tracker itself says. */
export async function unseenEdits(
  store: Store,
  before: ReadonlyMap<string, Fact>,
  after: ReadonlyMap<string, Fact>,
): Promise<readonly string[]> {
  const stored = new Map((await loadTickets(store)).map((ticket) => [ticket.ticketId, ticket]))
  return [...before].flatMap(([ticketId, { key, updatedAt, movedSilently }]) => {
    if (movedSilently || after.get(ticketId)?.movedSilently !== false) return []
    const ticket = stored.get(ticketId)
    if (ticket === undefined) return [`${key} is not stored, and was there before the run began`]
    if (ticket.updatedAt >= updatedAt) return []
    return [
      `${key} is stored as of ${timeOf(ticket.updatedAt)}, and changed at ${timeOf(updatedAt)}, before the run began`,
    ]
  })
}

function timeOf(at: number): string {
  return new Date(at).toISOString()
}

/** In what the store differs from the tracker: from its records, and from what a first sync would read now. */
export async function differences(
  store: Store,
  world: World,
  connectionId: string,
): Promise<readonly string[]> {
  const fresh = await readFresh(store, world, connectionId)
  const all = await loadTickets(store)
  const storedIds = new Set(all.map(({ ticketId }) => ticketId))
  const stored = {
    tickets: all.filter(({ isContext }) => !isContext),
    events: Map.groupBy(await loadEvents(store), ({ ticketId }) => ticketId),
  }
  const ids = new Set(fresh.tickets.keys())
  const present = new Map(stored.tickets.map((ticket) => [ticket.ticketId, ticket]))
  const eventsOf = (ticketId: string) => stored.events.get(ticketId) ?? []
  return [
    ...[...fresh.tickets].flatMap(([ticketId, ticket]) => {
      const ours = present.get(ticketId)
      // Nobody can know of one that was archived before anything was read.
      if (ours === undefined) return fresh.unlistedIds.has(ticketId) ? [] : [`${ticket.key} is not stored`]
      // Its former key leads to an archived one whose project has another key now.
      const { key, url } = fresh.unlistedIds.has(ticketId) ? ours : ticket
      return [
        ...fieldDifferences(ticket.key, ours, { ...ticket, key, url }),
        ...listDifferences(ticket.key, eventsOf(ticketId), fresh.events.get(ticketId) ?? []),
      ]
    }),
    ...stored.tickets.flatMap(({ ticketId, key, removal }) =>
      ids.has(ticketId) || removal !== null ? [] : [`${key} is stored as there, and is gone`],
    ),
    ...[...stored.events.keys()].flatMap((ticketId) =>
      storedIds.has(ticketId) ? [] : [`events of ${ticketId} are stored without their ticket`],
    ),
    ...factDifferences(world.facts(), present, eventsOf),
    ...recordDifferences('account', await loadUsers(store), fresh.users, ({ accountId }) => accountId),
    ...recordDifferences('status', await loadStatuses(store), fresh.statuses, ({ statusId }) => statusId),
    ...recordDifferences(
      'container',
      await loadContainers(store),
      fresh.containers,
      (each) => each.containerId,
    ),
  ]
}

interface Fresh {
  readonly unlistedIds: ReadonlySet<string>
  readonly tickets: ReadonlyMap<string, Ticket>
  readonly events: ReadonlyMap<string, readonly TicketEvent[]>
  readonly users: readonly TrackerUser[]
  readonly statuses: readonly Status[]
  readonly containers: readonly Container[]
}

async function readFresh(store: Store, world: World, connectionId: string): Promise<Fresh> {
  const tracker = world.openTracker({ connectionId })
  const preflight = await tracker.preflight()
  const connection = await getConnection(store, connectionId)
  const choice = chooseScopes(connection?.scopeKeys ?? [], preflight.scopes)
  if (choice.kind === 'lost') throw new Error(`the chosen scope is lost: ${choice.lostKeys.join()}`)
  const { scopes } = choice
  const pages: TicketPage[] = []
  let checkpoint: string | null = null
  do {
    const read = await tracker.readPage({ scopes, changedSinceAt: null, checkpoint })
    pages.push(read.page)
    checkpoint = read.checkpoint
  } while (checkpoint !== null)
  const unlisted = world.unlisted()
  const ticketIds = [...unlisted.keys()]
  pages.push(await tracker.census.readTickets({ ticketIds, scopes, alsoUnlisted: true }))
  const tickets = pages
    .flatMap((page) => page.tickets)
    .map((ticket) => ({ ...ticket, archivedAt: unlisted.get(ticket.ticketId) ?? ticket.archivedAt }))
  return {
    unlistedIds: new Set(ticketIds),
    tickets: new Map(tickets.map((ticket) => [ticket.ticketId, ticket])),
    events: Map.groupBy(
      pages.flatMap(({ events }) => events),
      ({ ticketId }) => ticketId,
    ),
    users: await tracker.listUsers(),
    statuses: preflight.statuses,
    containers: pages.flatMap(({ containers }) => containers),
  }
}

function fieldDifferences(name: string, ours: object, theirs: object): string[] {
  return Object.entries(theirs).flatMap(([field, value]) => {
    const stored: unknown = Reflect.get(ours, field)
    return JSON.stringify(stored) === JSON.stringify(value)
      ? []
      : [`${name} has ${field} ${JSON.stringify(stored)}, and it is ${JSON.stringify(value)}`]
  })
}

/** By kind and id, for no list of events has an order of its own. */
function listDifferences(
  name: string,
  ours: readonly TicketEvent[],
  theirs: readonly TicketEvent[],
): string[] {
  const byId = (events: readonly TicketEvent[]) =>
    new Map(events.map((each) => [`${each.kind} ${each.eventId}`, each]))
  const [stored, read] = [byId(ours), byId(theirs)]
  return [
    ...[...read].flatMap(([id, event]) => {
      const ourEvent = stored.get(id)
      return ourEvent === undefined
        ? [`${name} lacks ${id}`]
        : fieldDifferences(`${id} of ${name}`, ourEvent, event)
    }),
    ...[...stored.keys()].flatMap((id) => (read.has(id) ? [] : [`${name} has ${id}, which is gone`])),
  ]
}

function recordDifferences<Row extends object>(
  what: string,
  ours: readonly Row[],
  theirs: readonly Row[],
  idOf: (row: Row) => string,
): string[] {
  const stored = new Map(ours.map((row) => [idOf(row), row]))
  return theirs.flatMap((row) => {
    const ourRow = stored.get(idOf(row))
    return ourRow === undefined
      ? [`${what} ${idOf(row)} is not stored`]
      : fieldDifferences(`${what} ${idOf(row)}`, ourRow, row)
  })
}

/** What our reading of the tracker could get wrong twice: held against the tracker's own records. */
function factDifferences(
  facts: ReadonlyMap<string, Fact>,
  stored: ReadonlyMap<string, Ticket>,
  eventsOf: (ticketId: string) => readonly TicketEvent[],
): string[] {
  return [...facts].flatMap(([ticketId, fact]) => {
    const ticket = stored.get(ticketId)
    if (ticket === undefined) return [`${fact.key} of the tracker is not stored`]
    const events = eventsOf(ticketId)
    const { key, title, statusId, updatedAt } = ticket
    const ours = {
      ...{ key, title, statusId, updatedAt },
      comments: events.filter(({ kind }) => kind === 'comment').length,
      loggedSeconds: events.reduce(
        (sum, each) => sum + (each.kind === 'worklog' ? each.loggedSeconds : 0),
        0,
      ),
    }
    const { movedSilently: _, ...theirs } = fact
    return fieldDifferences(`${fact.key} of the tracker`, ours, theirs)
  })
}
