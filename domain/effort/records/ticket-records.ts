import { startOfDate } from '../../calendar.ts'
import type { Outcome } from '../../classify/outcome.ts'
import { addDays, type Instant } from '../../instant.ts'
import type { TicketEvent } from '../../ticket.ts'
import type { EffortSettings, MeasuredTicket } from '../effort.ts'
import { type Account, Accounts } from './accounts.ts'
import { ActColumns, isAct, kindOfMove } from './acts.ts'
import type { TimeSpan } from './children.ts'
import { FlatRows } from './columns.ts'
import { EventTimes } from './event-times.ts'
import { inOrder } from './history.ts'
import { nobodysTimeOf } from './nobodys-logs.ts'
import { holderOf, holdingsOf } from './presence.ts'
import { type Closing, type Timeline, timelineOf } from './timeline.ts'

/** What of a ticket is needed after its history was read. */
export interface RecordedTicket
  extends Pick<
    MeasuredTicket,
    | 'connectionId'
    | 'ticketId'
    | 'url'
    | 'hierarchyLevel'
    | 'parentId'
    | 'estimatePoints'
    | 'createdAt'
    | 'removal'
    | 'statusCategory'
  > {
  readonly outcome: Outcome | null
}

/** Of a holding: ticket by place, start, end, start of the unbroken presence, and what it was (`waitingFlag`, `unassignedFlag`). */
export const holdingWidth = 5
export const waitingFlag = 1
export const unassignedFlag = 2
/** Of a log: ticket by place, instant, seconds. */
export const logWidth = 3

const nothing: readonly never[] = []

/**
 * What is kept of all tickets' histories up to the as-of instant: each is read once and let go, and what must be known of a
 * million events fits into some ten megabytes. Tickets go by place, which is the order in which they were read.
 */
export class TicketRecords {
  readonly tickets: RecordedTicket[] = []
  /** The creation and whatever happened by people's hands, comments of bulk edits included. */
  readonly signs = new EventTimes()
  /** Of tickets that may have been closed in the period. */
  readonly closings: (readonly Closing[])[] = []
  /** Time in progress, of tickets that have a parent. */
  readonly childSpans: (readonly TimeSpan[])[] = []
  /** Acts of automation are left out. */
  readonly acts = new ActColumns()
  readonly accounts: Accounts
  /** By person; see `holdingWidth` and `logWidth`. */
  readonly holdings = new Map<string, FlatRows>()
  readonly logs = new Map<string, FlatRows>()
  /** By number of an account that matches nobody: the end of what it last held, and when it last logged. */
  readonly strangersHeldUntil = new Map<number, Instant>()
  readonly strangersLoggedAt = new Map<number, Instant>()
  /** Infinity where nobody logged. */
  firstLogAt = Number.POSITIVE_INFINITY
  nobodysLoggedSeconds = 0
  readonly #settings: EffortSettings
  readonly #closedFromAt: Instant
  readonly #isNobodysTime: (account: Account, loggedAt: Instant) => boolean

  constructor(settings: EffortSettings) {
    this.#settings = settings
    this.accounts = new Accounts(settings)
    // Wherever on earth the period began.
    this.#closedFromAt = startOfDate('UTC', addDays(settings.period.from, -1))
    this.#isNobodysTime = nobodysTimeOf(settings.period)
  }

  /** Reads one ticket's history; each ticket and each event once, events in any order. */
  add(ticket: MeasuredTicket, events: readonly TicketEvent[]): void {
    const { asOfAt, statusMap } = this.#settings
    const history = inOrder(events)
    const timeline = timelineOf(ticket, history, statusMap, asOfAt)
    const place = this.tickets.length
    this.tickets.push(recordedOf(ticket, statusMap.outcomeOf(ticket)))
    this.signs.nextPlace()
    this.signs.push(ticket.createdAt)
    const mayCount = timeline.closings.some(({ closedAt }) => closedAt >= this.#closedFromAt)
    this.closings.push(mayCount ? timeline.closings : nothing)
    this.childSpans.push(ticket.parentId === null ? nothing : timeline.spans.map(timeOf))
    if (ticket.hierarchyLevel < 1) this.#addHoldings(place, ticket.connectionId, timeline)
    for (const event of history) if (isKnown(event, asOfAt)) this.#addEvent(place, ticket, event, timeline)
  }

  #addHoldings(place: number, connectionId: string, { spans }: Timeline): void {
    for (const span of spans) {
      const accountId = holderOf(span)
      if (accountId === null) continue
      keepLatest(this.strangersHeldUntil, this.accounts.of(connectionId, accountId), span.endAt)
    }
    const personOf = (accountId: string) => this.accounts.of(connectionId, accountId).personId
    for (const holding of holdingsOf(spans, personOf)) {
      const flags = (holding.waiting ? waitingFlag : 0) + (holding.unassigned ? unassignedFlag : 0)
      const rows = rowsOf(this.holdings, holding.personId)
      rows.push(place)
      rows.push(holding.startAt)
      rows.push(holding.endAt)
      rows.push(holding.sinceAt)
      rows.push(flags)
    }
  }

  #addEvent(place: number, ticket: MeasuredTicket, event: TicketEvent, timeline: Timeline): void {
    const { statusMap } = this.#settings
    const { kind, connectionId, happenedAt } = event
    const actor = this.accounts.of(connectionId, event.actorId)
    // What puts a ticket into progress or into somebody's hands counts from there, by whatever machine or bulk edit.
    const isHandling = kind === 'status' || kind === 'assignee'
    if (isHandling || !actor.isMachine) this.signs.push(happenedAt)
    if (kind === 'worklog') this.#addLog(place, actor, happenedAt, event.loggedSeconds)
    if (!isAct(event) || actor.isMachine) return
    const isComment = event.kind === 'comment'
    this.acts.push({
      ticket: place,
      actor: actor.number,
      happenedAt,
      kind: isComment ? 'work' : kindOfMove(statusMap.meaningOf(ticket, event.toStatusId)),
      isComment,
      assignee: this.accounts.of(connectionId, timeline.assigneeAt(happenedAt)).number,
      owner: isComment ? this.accounts.of(connectionId, timeline.ownerAt(happenedAt)).number : 0,
    })
  }

  #addLog(place: number, account: Account, loggedAt: Instant, loggedSeconds: number): void {
    this.firstLogAt = Math.min(this.firstLogAt, loggedAt)
    if (this.#isNobodysTime(account, loggedAt)) this.nobodysLoggedSeconds += loggedSeconds
    keepLatest(this.strangersLoggedAt, account, loggedAt)
    if (account.personId === null) return
    const rows = rowsOf(this.logs, account.personId)
    rows.push(place)
    rows.push(loggedAt)
    rows.push(loggedSeconds)
  }
}

function recordedOf(
  {
    connectionId,
    ticketId,
    url,
    hierarchyLevel,
    parentId,
    estimatePoints,
    createdAt,
    removal,
    statusCategory,
  }: MeasuredTicket,
  outcome: Outcome | null,
): RecordedTicket {
  return {
    connectionId,
    ticketId,
    url,
    hierarchyLevel,
    parentId,
    estimatePoints,
    createdAt,
    removal,
    statusCategory,
    outcome,
  }
}

/** Whether anybody knew of an event by the as-of instant. */
function isKnown(event: TicketEvent, asOfAt: Instant): boolean {
  if (event.happenedAt > asOfAt) return false
  return event.kind !== 'worklog' || event.recordedAt === null || event.recordedAt <= asOfAt
}

function timeOf({ startAt, endAt }: TimeSpan): TimeSpan {
  return { startAt, endAt }
}

function keepLatest(latest: Map<number, Instant>, account: Account, at: Instant): void {
  const { number, personId, isMachine, isNobody } = account
  if (personId !== null || isMachine || isNobody) return
  latest.set(number, Math.max(at, latest.get(number) ?? at))
}

/** A person's rows, which are begun where there are none. */
export function rowsOf(byPerson: Map<string, FlatRows>, personId: string): FlatRows {
  const known = byPerson.get(personId)
  if (known !== undefined) return known
  const rows = new FlatRows()
  byPerson.set(personId, rows)
  return rows
}
