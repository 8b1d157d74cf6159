import { type Bucket, buckets } from '../../../category.ts'
import type { EffortRow, MilliDays } from '../../../effort/effort.ts'
import { compareTexts } from '../../../text/text-order.ts'
import { type Ticket, ticketRefKey } from '../../../ticket.ts'
import { compareTickets } from '../../../ticket-order.ts'
import type { Source } from '../../dataset/scope.ts'
import type { FactLookup } from '../tickets/ticket-facts.ts'

const mostSourcesPerBucket = 10
const fewestTicketsOfLabel = 2

interface Spent {
  readonly ticket: Ticket
  readonly bucket: Bucket
  readonly milliDays: MilliDays
}

interface Origin {
  readonly id: string
  readonly label: string
  readonly key: string | null
  readonly url: string | null
}

/**
 * Where the effort of each bucket came from, largest first, at most ten of each: by epic (else the topmost
 * parent), else by project, else by the component or label that most of it shares, else ticket by ticket.
 * A component or label needs at least two tickets to be a source.
 */
export function sourcesOf(rows: readonly EffortRow[], facts: FactLookup): Source[] {
  const spent = spentByTicket(rows, facts)
  return buckets.flatMap((bucket) => {
    const own = spent.filter((each) => each.bucket === bucket)
    const orphans = own.filter((each) => above(each.ticket, facts) === null)
    const marks = weighedMarks(orphans)
    const groups = new Map<string, { origin: Origin; members: Spent[] }>()
    for (const each of own) {
      const origin = above(each.ticket, facts) ?? markOf(each.ticket, marks) ?? itself(each.ticket)
      const group = groups.get(origin.id)
      if (group === undefined) groups.set(origin.id, { origin, members: [each] })
      else group.members.push(each)
    }
    return [...groups.values()]
      .map(({ origin, members }) => sourceOf(bucket, origin, members))
      .sort((a, b) => b.milliDays - a.milliDays || compareTexts(a.label, b.label))
      .slice(0, mostSourcesPerBucket)
  })
}

function spentByTicket(rows: readonly EffortRow[], facts: FactLookup): Spent[] {
  const sums = new Map<string, Spent>()
  for (const row of rows) {
    const known = facts.of(row.ticket)
    if (known === undefined) continue
    const key = ticketRefKey(row.ticket)
    const milliDays = (sums.get(key)?.milliDays ?? 0) + row.milliDays
    sums.set(key, { ticket: known.ticket, bucket: known.bucket, milliDays })
  }
  return [...sums.values()].sort((a, b) => compareTickets(a.ticket, b.ticket))
}

/** The nearest epic, else the topmost parent, else the project above; null for a ticket on its own. */
function above(ticket: Ticket, facts: FactLookup): Origin | null {
  const ancestors = facts.ancestry.above(ticket)
  const parents = ancestors.flatMap((subject) => (subject.kind === 'ticket' ? [subject.ticket] : []))
  const parent = parents.find((each) => each.hierarchyLevel >= 1) ?? parents.at(-1)
  if (parent !== undefined) return { ...itself(parent), label: parent.title }
  for (const subject of ancestors) {
    if (subject.kind !== 'project') continue
    const { connectionId, containerId, title, url } = subject.container
    return { id: `project ${connectionId} ${containerId}`, label: title, key: null, url }
  }
  return null
}

function itself(ticket: Ticket): Origin {
  return { id: `ticket ${ticketRefKey(ticket)}`, label: ticket.title, key: ticket.key, url: ticket.url }
}

/** Components and labels of at least two tickets, by the effort under them. */
function weighedMarks(orphans: readonly Spent[]): Map<string, number> {
  const marks = new Map<string, { milliDays: number; tickets: number }>()
  for (const { ticket, milliDays } of orphans) {
    for (const mark of new Set([...ticket.components, ...ticket.labels])) {
      const sums = marks.get(mark) ?? { milliDays: 0, tickets: 0 }
      marks.set(mark, { milliDays: sums.milliDays + milliDays, tickets: sums.tickets + 1 })
    }
  }
  return new Map(
    [...marks]
      .filter(([, { tickets }]) => tickets >= fewestTicketsOfLabel)
      .map(([mark, { milliDays }]) => [mark, milliDays]),
  )
}

function markOf(ticket: Ticket, marks: ReadonlyMap<string, number>): Origin | null {
  const own = [...new Set([...ticket.components, ...ticket.labels])].filter((mark) => marks.has(mark))
  own.sort((a, b) => (marks.get(b) ?? 0) - (marks.get(a) ?? 0) || compareTexts(a, b))
  const [mark] = own
  return mark === undefined ? null : { id: `mark ${mark}`, label: mark, key: null, url: null }
}

function sourceOf(bucket: Bucket, { label, key, url }: Origin, members: readonly Spent[]): Source {
  const tickets = [...members].sort((a, b) => b.milliDays - a.milliDays || compareTickets(a.ticket, b.ticket))
  return {
    bucket,
    label,
    key,
    url,
    milliDays: members.reduce((sum, each) => sum + each.milliDays, 0),
    tickets: tickets.map(({ ticket, milliDays }) => ({
      connectionId: ticket.connectionId,
      ticketId: ticket.ticketId,
      key: ticket.key,
      title: ticket.title,
      url: ticket.url,
      milliDays,
    })),
  }
}
