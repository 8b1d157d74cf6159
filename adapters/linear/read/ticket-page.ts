import {
  emptyPage,
  type QuarantinedRecord,
  type TicketPage,
  type TrackerScope,
} from '../../trackers/tracker.ts'
import type { LinearClient } from '../http/client.ts'
import { mapTicket, parseIssue } from '../map/ticket.ts'
import type { CommentReader } from './comment-reader.ts'
import { noLists, readCompleteLists } from './complete-lists.ts'
import type { IssuePage } from './issues.ts'
import type { LabelCatalog } from './labels.ts'
import { ListsAhead } from './lists-ahead.ts'

/** What tickets are read with. */
export interface Sources extends ContextSources {
  readonly comments: CommentReader
  /** Whether some list of the tickets came short before. */
  readonly askedAgain: boolean
}

/** What tickets without their histories are read with. */
export interface ContextSources {
  readonly connectionId: string
  readonly client: LinearClient
  readonly labels: LabelCatalog
  readonly scopes: readonly TrackerScope[]
}

/** Maps a page of issues, after reading what their inner lists lack and the names of their labels. */
export async function readTicketPage(
  { connectionId, client, labels, comments, askedAgain, scopes }: Sources,
  page: IssuePage,
  signal: AbortSignal | undefined,
  ahead = new ListsAhead(client, comments),
): Promise<TicketPage> {
  const read = page.nodes.map((issue) => ({ issue, parsed: parseIssue(issue) }))
  const issues = read.map(({ parsed }) => parsed).filter((issue) => issue !== null)
  const { lists, incomplete } = await readCompleteLists(
    client,
    comments,
    { issues, ahead, askedAgain },
    signal,
  )
  const labelIds = issues.flatMap((issue) => issue.labelIds)
  const labelOf = await labels.namesOf(labelIds, signal)
  const teamsAbove = teamsAboveOf(scopes)
  const workspace = { connectionId, labelOf, teamsAbove }
  const mapped = read.map(({ issue, parsed }) =>
    mapTicket({ issue, parsed, lists: lists.get(parsed?.id ?? '') ?? noLists }, workspace),
  )
  const unservable = page.unservable.map(
    (record): QuarantinedRecord => ({ connectionId, recordKind: 'ticket', ...record }),
  )
  const statuses = mapped.flatMap((one) => one.statuses)
  const untoldFields = [...page.gaps].map(([ticketId, fields]) => ({ ticketId, fields }))
  const lacking = untoldFields.map(({ ticketId, fields }) => ({
    ticketId,
    part: 'fields' as const,
    cause: `Linear fails to return ${fields.toSorted().join(', ')}`,
  }))
  return {
    ...emptyPage,
    tickets: mapped.map((one) => one.ticket).filter((ticket) => ticket !== null),
    events: mapped.flatMap((one) => one.events),
    statuses: [...new Map(statuses.map((status) => [status.statusId, status])).values()],
    quarantined: [...unservable, ...mapped.flatMap((one) => one.quarantined)],
    incomplete: [...incomplete, ...lacking],
    untoldFields,
  }
}

/** The teams above each of these, as the preflight read them. */
export function teamsAboveOf(teams: readonly TrackerScope[]): (teamId: string) => readonly string[] {
  const above = new Map(teams.map((team) => [team.scopeId, team.above ?? []]))
  return (teamId) => above.get(teamId) ?? []
}

export function mergePages(pages: readonly TicketPage[]): TicketPage {
  return {
    tickets: pages.flatMap((page) => page.tickets),
    events: pages.flatMap((page) => page.events),
    users: pages.flatMap((page) => page.users),
    containers: pages.flatMap((page) => page.containers),
    statuses: pages.flatMap((page) => page.statuses),
    quarantined: pages.flatMap((page) => page.quarantined),
    incomplete: pages.flatMap((page) => page.incomplete ?? []),
    untoldFields: pages.flatMap((page) => page.untoldFields ?? []),
    incompleteLists: pages.flatMap((page) => page.incompleteLists ?? []),
  }
}
