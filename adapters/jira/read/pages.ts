import {
  listOfPeople,
  listOfTickets,
  uncountedTickets,
  unreadRecords,
} from '../../../domain/sync/incomplete.ts'
import type { Status, TicketEvent, TrackerUser } from '../../../domain/ticket.ts'
import { letOthersRun, mapInSlices } from '../../slices.ts'
import type { MappedTicket } from '../../trackers/mapped-ticket.ts'
import type {
  PageRequest,
  PageResult,
  TicketPage,
  TicketsRequest,
  TrackerScope,
} from '../../trackers/tracker.ts'
import { requestedFields } from '../map/fields.ts'
import { distinctUsers } from '../map/people.ts'
import type { JiraIssue } from '../map/schemas.ts'
import type { StatusCatalog } from '../map/statuses.ts'
import { mapTicket, parentKeyOf, parseIssue, type RawTicket, unnamedTicket } from '../map/ticket.ts'
import { type CompleteLists, readCompleteLists } from './complete-lists.ts'
import type { HistoryDoubts } from './history-doubts.ts'
import type { JiraDeployment } from './site/deployment.ts'
import type { ScopesInSight } from './site/scopes-in-sight.ts'
import { listOfFields, type Site } from './site/site.ts'
import type { StatusLookup } from './site/status-lookup.ts'
import { readCheckpoint, type WalkState, walkStart, writeCheckpoint } from './walk/checkpoint.ts'
import { walkWhere } from './walk/walk.ts'

export interface PageContext {
  readonly deployment: JiraDeployment
  readonly connectionId: string
  readonly site: Site
  readonly statusCatalog: StatusCatalog
  readonly statusLookup: StatusLookup
  readonly historyDoubts: HistoryDoubts
  readonly scopesInSight: ScopesInSight
  readonly ticketsPerPage: number
  /** Records of the list of projects that can't be understood. */
  readonly unreadProjects: number
  /** The same of the list of accounts. */
  readonly unreadUsers: number
}

/**
 * Reads one page of a run: up to `ticketsPerPage` of the ids found so far, with all their events.
 *
 * Meanwhile it reads the next page of ids, if they are running out.
 * @param onNextCheckpoint called with the next page's checkpoint as soon as it is known
 */
export async function readTicketPage(
  context: PageContext,
  request: PageRequest,
  signal: AbortSignal | undefined,
  onNextCheckpoint: (checkpoint: string | null) => void,
): Promise<PageResult> {
  const { deployment, scopesInSight } = context
  const ticketsPerPage = deployment.pageSize(context.ticketsPerPage)
  const isReadWhole =
    request.wholeLists?.includes(listOfTickets) === true || hasFieldsAgain(context.site, request)
  const sinceAt = isReadWhole ? null : request.changedSinceAt
  const readIds = (from: WalkState) =>
    scopesInSight.query(
      request.scopes,
      (scopes) => deployment.readIdPage(walkWhere(scopes, sinceAt), from, signal),
      signal,
    )
  let state = readCheckpoint(request.checkpoint)
  while (state.pendingIds.length === 0 && !state.walkEnded) state = await readIds(state)
  const ids = state.pendingIds.slice(0, ticketsPerPage)
  const pendingIds = state.pendingIds.slice(ticketsPerPage)
  const rest: WalkState = { ...state, pendingIds, unreadable: [], isCut: false, uncounted: 0 }
  const readsNextIds = !rest.walkEnded && rest.pendingIds.length < ticketsPerPage
  const walk = async () => {
    const checkpoint = writeCheckpoint(readsNextIds ? await readIds(rest) : rest)
    onNextCheckpoint(checkpoint)
    return checkpoint
  }
  const [read, checkpoint] = await Promise.all([readPart(context, { ids }, signal), walk()])
  const { unreadIds } = read
  const page = within(request.scopes, read.page)
  const setAside = state.unreadable.map((record) => unnamedTicket(record, context.connectionId))
  const quarantined = [...setAside, ...page.quarantined]
  return {
    page: {
      ...page,
      quarantined,
      incompleteLists: [
        ...(state.isCut ? [cutList] : []),
        ...uncountedTickets(state.uncounted, sinceAt === null ? 'all' : 'changed'),
        ...scopesInSight.incompleteLists(),
        ...unreadRecords('list of projects', context.unreadProjects),
        ...unreadRecords(listOfPeople, context.unreadUsers),
        ...context.site.unread,
      ],
    },
    checkpoint: withUnread(checkpoint, unreadIds),
  }
}

/** Whether a run before had no whole list of fields and this one has: what that run read lacks story points, epics and more. */
function hasFieldsAgain({ unread }: Site, { wholeLists = [] }: PageRequest): boolean {
  return wholeLists.includes(listOfFields) && unread.every(({ list }) => list !== listOfFields)
}

const cutList = {
  list: listOfTickets,
  cause: 'Jira says that it goes on, and returns no way to the rest',
}

/** The next page's checkpoint, with the ids first for which a page had no room left. */
function withUnread(checkpoint: string | null, unreadIds: readonly string[]): string | null {
  if (unreadIds.length === 0) return checkpoint
  const state = checkpoint === null ? { ...walkStart, walkEnded: true } : readCheckpoint(checkpoint)
  return writeCheckpoint({ ...state, pendingIds: [...unreadIds, ...state.pendingIds] })
}

/** Without tickets that moved out of the projects since they were listed: a census tells what became of them. */
function within(scopes: readonly TrackerScope[], page: TicketPage): TicketPage {
  const scopeIds = new Set(scopes.map(({ scopeId }) => scopeId))
  const gone = page.tickets.filter(({ projectId }) => projectId !== null && !scopeIds.has(projectId))
  if (gone.length === 0) return page
  const goneIds = new Set(gone.map(({ ticketId }) => ticketId))
  const isHere = ({ ticketId }: { readonly ticketId: string }) => !goneIds.has(ticketId)
  return {
    ...page,
    tickets: page.tickets.filter(isHere),
    events: page.events.filter(isHere),
    incomplete: (page.incomplete ?? []).filter(isHere),
    untold: (page.untold ?? []).filter(isHere),
  }
}

/** Reads tickets whole by their ids. */
export async function readPageOf(
  context: PageContext,
  { ticketIds: ids, scopes, ...options }: TicketsRequest,
  signal: AbortSignal | undefined,
): Promise<TicketPage> {
  const pages: TicketPage[] = []
  for (let rest = ids; rest.length > 0; ) {
    const ofPage = rest.slice(0, context.deployment.pageSize(context.ticketsPerPage))
    const { page, unreadIds } = await readPart(context, { ...options, ids: ofPage }, signal)
    pages.push(within(scopes, page))
    rest = [...unreadIds, ...rest.slice(ofPage.length)]
  }
  return {
    tickets: pages.flatMap((page) => page.tickets),
    events: pages.flatMap((page) => page.events),
    users: distinctUsers(pages.flatMap((page) => page.users)),
    named: distinctUsers(pages.flatMap((page) => page.named ?? [])),
    containers: [],
    statuses: [...new Map(pages.flatMap((page) => page.statuses).map((one) => [one.statusId, one])).values()],
    quarantined: pages.flatMap((page) => page.quarantined),
    historiesOnlyGrow: true,
    incomplete: pages.flatMap((page) => page.incomplete ?? []),
    untold: pages.flatMap((page) => page.untold ?? []),
  }
}

interface PartToRead extends Omit<TicketsRequest, 'ticketIds' | 'scopes'> {
  readonly ids: readonly string[]
}

interface PartRead {
  readonly page: TicketPage
  /** Ids for which there was no room left in memory: to be read next. */
  readonly unreadIds: readonly string[]
}

async function readPart(
  context: PageContext,
  { ids, alsoUnlisted = false, askedAgain = false }: PartToRead,
  signal: AbortSignal | undefined,
): Promise<PartRead> {
  const { deployment, site } = context
  if (ids.length === 0) return { page: pageOf([], context.statusCatalog), unreadIds: [] }
  const { issues, unreadIds, histories, incomplete } = await deployment.readIssues(
    { ids, fields: requestedFields(site.fields), alsoUnlisted },
    signal,
  )
  const between = () => letOthersRun(signal ?? null)
  const read = await mapInSlices(issues, (issue) => ({ issue, parsed: parseIssue(issue) }), between)
  const idsOfKeys = await resolveParentKeys(context, read, signal)
  const commented = projectsWith('comment', read)
  const logged = projectsWith('worklog', read)
  const raw = await Promise.all(
    read.map(async ({ issue, parsed }): Promise<RawTicket & Pick<CompleteLists, 'incomplete' | 'untold'>> => {
      if (parsed === null) return { issue, parsed, histories: [], ...noLists }
      const { id } = parsed.fields.project
      const expected = { askedAgain, comments: commented.has(id), worklogs: logged.has(id) }
      const lists = await readCompleteLists(deployment, parsed, expected, signal)
      return { issue, parsed, histories: histories.get(parsed.id) ?? [], ...lists }
    }),
  )
  const { connectionId, statusCatalog } = context
  const facts = {
    connectionId,
    siteUrl: site.siteUrl,
    fields: site.fields,
    categoryOfStatus: (statusId: string) => statusCatalog.find(statusId)?.category ?? 'unknown',
    ticketIdOfKey: (key: string) => idsOfKeys.get(key) ?? null,
  }
  const mapping = (ticket: (typeof raw)[number]) => ({ raw: ticket, mapped: mapTicket(ticket, facts) })
  const come = await mapInSlices(raw, mapping, between)
  const settling = { askedAgain, mapTicket: (ticket: RawTicket) => mapTicket(ticket, facts) }
  const settled = await context.historyDoubts.settle(come, settling, signal)
  const mapped = settled.tickets.map((ticket) => ticket.mapped)
  for (const status of mapped.flatMap((one) => one.statuses)) statusCatalog.learn(status)
  await context.statusLookup.learn(mapped, signal)
  const known = mapped.map((one) => withLearnedCategory(one, statusCatalog))
  const ofHistories = read.flatMap(({ parsed }) => {
    const cause = incomplete.get(parsed?.id ?? '')
    return parsed === null || cause === undefined
      ? []
      : [{ ticketId: parsed.id, part: 'history' as const, cause }]
  })
  const ofCut = settled.incomplete.filter(({ ticketId }) => !incomplete.has(ticketId))
  const ofLists = raw.flatMap((ticket) => ticket.incomplete)
  const untold = raw.flatMap((ticket) => ticket.untold)
  const page = { ...pageOf(known, statusCatalog), incomplete: [...ofHistories, ...ofCut, ...ofLists], untold }
  return { page, unreadIds }
}

const noLists = { comments: [], worklogs: [], incomplete: [], untold: [] }

/** The projects of which some ticket came with such a list: it isn't switched off there. */
function projectsWith(list: 'comment' | 'worklog', read: readonly ReadTicket[]): ReadonlySet<string> {
  const having = read.flatMap(({ parsed }) =>
    parsed?.fields[list] == null ? [] : [parsed.fields.project.id],
  )
  return new Set(having)
}

/** A ticket whose category was looked up after it was mapped. */
function withLearnedCategory(mapped: MappedTicket, statusCatalog: StatusCatalog): MappedTicket {
  const { ticket } = mapped
  if (ticket?.statusCategory !== 'unknown') return mapped
  const statusCategory = statusCatalog.find(ticket.statusId)?.category ?? 'unknown'
  return { ...mapped, ticket: { ...ticket, statusCategory } }
}

interface ReadTicket {
  readonly issue: unknown
  readonly parsed: JiraIssue | null
}

/** Finds the ids of the keys in classic Epic Links, first among the page's own tickets. */
async function resolveParentKeys(
  context: PageContext,
  read: readonly ReadTicket[],
  signal: AbortSignal | undefined,
): Promise<Map<string, string>> {
  const known = new Map(
    read.flatMap(({ parsed }) => (parsed === null ? [] : [[parsed.key, parsed.id] as const])),
  )
  const { fields } = context.site
  const wanted = read.flatMap(({ parsed }) => (parsed === null ? [] : (parentKeyOf(parsed, fields) ?? [])))
  const unknown = wanted.filter((key) => !known.has(key))
  if (unknown.length === 0) return known
  const found = await context.deployment.readIdsOfKeys(unknown, signal)
  return new Map([...known, ...found])
}

function pageOf(mapped: readonly MappedTicket[], statusCatalog: StatusCatalog): TicketPage {
  const users: TrackerUser[] = []
  const statusIds = new Set<string>()
  const events: TicketEvent[] = []
  for (const one of mapped) {
    users.push(...one.users)
    for (const status of one.statuses) statusIds.add(status.statusId)
    for (const event of one.events) events.push(event)
  }
  const statuses: Status[] = [...statusIds]
    .map((id) => statusCatalog.find(id))
    .filter((status) => status !== null)
  return {
    tickets: mapped.map((one) => one.ticket).filter((ticket) => ticket !== null),
    events,
    users: distinctUsers(users),
    named: distinctUsers(mapped.flatMap((one) => one.named ?? [])),
    containers: [],
    historiesOnlyGrow: true,
    statuses,
    quarantined: mapped.flatMap((one) => one.quarantined),
  }
}
