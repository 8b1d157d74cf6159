import { runAtOnce, type Steps } from '../../../calculation/steps.ts'
import type { Ancestry } from '../../../classify/ancestors.ts'
import type { Commitment } from '../../../plan/plan.ts'
import { comparable } from '../../../text/comparable.ts'
import { type Container, type Ticket, type TicketRef, ticketRefKey } from '../../../ticket.ts'

/** A ticket, project or initiative that a commitment names. */
export type Target =
  | { readonly kind: 'ticket'; readonly ticket: Ticket }
  | { readonly kind: 'project' | 'initiative'; readonly container: Container }

/** What commitments name, and the tickets in it; looked up without walking all tickets anew. */
export interface SubjectIndex {
  /**
   * The one that a commitment names: a ticket by the key that it has or had, a project by its title or (Jira's) its key, an
   * initiative by its title, as `comparable` has them. Empty where there is none, or where it can't be told which of several. A ticket
   * that some connections read as context comes once for each.
   */
  readonly named: (target: Commitment['target']) => readonly Target[]
  /** Whether several have the name: two projects, or the same key on two trackers. They are never summed. */
  readonly isAmbiguous: (target: Commitment['target']) => boolean
  /** The ticket itself and all below it, or everything in a project or initiative; without what is only context. */
  readonly within: (target: Target) => readonly Ticket[]
}

/** Indexes tickets and containers by name and by what stands above them: one walk, at the first question. */
export function subjectIndex(
  tickets: readonly Ticket[],
  containers: readonly Container[],
  ancestry: Ancestry,
): SubjectIndex {
  return indexOf(
    once(() => runAtOnce(nameSteps(tickets, containers))),
    once(() => runAtOnce(memberSteps(tickets, ancestry))),
  )
}

function indexOf(
  names: () => ReadonlyMap<string, readonly Target[]>,
  members: () => ReadonlyMap<string, readonly Ticket[]>,
): SubjectIndex {
  const candidates = (target: Commitment['target']) =>
    presentOf(names().get(nameKey(target.kind, target.name)) ?? [])
  return {
    named: (target) => {
      const found = candidates(target)
      return isOne(found) ? found : []
    },
    isAmbiguous: (target) => !isOne(candidates(target)),
    within: (target) => members().get(idOf(target)) ?? [],
  }
}

/** A step of so many tickets takes a millisecond or two. */
const ticketsPerStep = 512

/** The same, walked at once in steps: for a quarter's figures, which ask for a good part of it. */
export function* subjectIndexSteps(
  tickets: readonly Ticket[],
  containers: readonly Container[],
  ancestry: Ancestry,
): Steps<SubjectIndex> {
  const names = yield* nameSteps(tickets, containers)
  const members = yield* memberSteps(tickets, ancestry)
  return indexOf(
    () => names,
    () => members,
  )
}

/** Adds the tickets that once had a key which no ticket has now; where several had it, it can't be told which is meant. */
export function withFormerKeys(
  index: SubjectIndex,
  ticketOf: (ref: TicketRef) => Ticket | undefined,
  formerKeys: ReadonlyMap<string, readonly TicketRef[]>,
): SubjectIndex {
  const former = new Map<string, TicketRef[]>()
  for (const [key, refs] of formerKeys) for (const ref of refs) addTo(former, comparable(key), ref)
  const before = ({ kind, name }: Commitment['target']): readonly Target[] => {
    const refs = kind === 'ticket' ? (former.get(comparable(name)) ?? []) : []
    const tickets = refs.map(ticketOf).filter((ticket) => ticket !== undefined)
    return presentOf(tickets.map((ticket) => ({ kind: 'ticket', ticket })))
  }
  const isKnown = (target: Commitment['target']) =>
    index.isAmbiguous(target) || index.named(target).length > 0
  return {
    ...index,
    named: (target) => {
      if (isKnown(target)) return index.named(target)
      const found = before(target)
      return found.length === 1 ? found : []
    },
    isAmbiguous: (target) => (isKnown(target) ? index.isAmbiguous(target) : before(target).length > 1),
  }
}

/** One target, or one ticket as several connections to its tracker have it: all but one of them as context. */
function isOne(found: readonly Target[]): boolean {
  const [first, ...others] = found.map((each) => (each.kind === 'ticket' ? each.ticket : null))
  if (others.length === 0) return true
  const tickets = [first ?? null, ...others].filter((ticket) => ticket !== null)
  return (
    tickets.length === found.length &&
    tickets.every(({ url }) => url === first?.url) &&
    tickets.filter(({ isContext }) => !isContext).length <= 1
  )
}

/** Of several tickets with one key, those that are still in a tracker, if any are. */
function presentOf(found: readonly Target[]): readonly Target[] {
  const present = found.filter((each) => each.kind !== 'ticket' || each.ticket.removal === null)
  return present.length > 0 ? present : found
}

function* nameSteps(
  tickets: readonly Ticket[],
  containers: readonly Container[],
): Steps<Map<string, Target[]>> {
  const names = new Map<string, Target[]>()
  for (const [index, ticket] of tickets.entries()) {
    addTo(names, nameKey('ticket', ticket.key), { kind: 'ticket', ticket })
    if (index % ticketsPerStep === 0) yield
  }
  for (const container of containers) {
    const { kind, title } = container
    addTo(names, nameKey(kind, title), { kind, container })
  }
  for (const { target, written } of yield* jiraProjectSteps(tickets)) {
    for (const key of new Set(written.map((name) => nameKey('project', name)))) addTo(names, key, target)
  }
  return names
}

/** Jira's projects, which only their tickets tell of; a renamed one has the names of both, until all its tickets are read anew. */
function* jiraProjectSteps(tickets: readonly Ticket[]): Steps<{ target: Target; written: string[] }[]> {
  const projects = new Map<string, { target: Target; written: string[] }>()
  for (const [index, ticket] of tickets.entries()) {
    if (index % ticketsPerStep === 0) yield
    const target = jiraProjectOf(ticket)
    if (target === null || ticket.isContext) continue
    const { projectKey, projectName } = ticket
    const known = projects.get(idOf(target)) ?? { target, written: [] }
    for (const name of [projectKey, projectName]) {
      if (name !== null && !known.written.includes(name)) known.written.push(name)
    }
    projects.set(idOf(target), known)
  }
  return [...projects.values()]
}

/** Null on Linear, whose projects have no keys and are containers. */
function jiraProjectOf({ connectionId, projectId, projectKey, projectName }: Ticket): Target | null {
  if (projectId === null || projectKey === null) return null
  const title = projectName ?? projectKey
  const place = { connectionId, containerId: projectId, url: '', labels: [], parentIds: [] }
  const open = { completedAt: null, canceledAt: null }
  return { kind: 'project', container: { ...place, ...open, kind: 'project', title } }
}

function* memberSteps(tickets: readonly Ticket[], ancestry: Ancestry): Steps<Map<string, Ticket[]>> {
  const members = new Map<string, Ticket[]>()
  for (const [index, ticket] of tickets.entries()) {
    if (index % ticketsPerStep === 0) yield
    if (ticket.isContext) continue
    addTo(members, idOf({ kind: 'ticket', ticket }), ticket)
    for (const above of ancestry.above(ticket)) addTo(members, idOf(above), ticket)
    const project = jiraProjectOf(ticket)
    if (project !== null) addTo(members, idOf(project), ticket)
  }
  return members
}

function nameKey(kind: Target['kind'], name: string): string {
  return `${kind} ${comparable(name)}`
}

function idOf(target: Target): string {
  if (target.kind === 'ticket') return `ticket ${ticketRefKey(target.ticket)}`
  const { connectionId, containerId } = target.container
  return `${target.kind} ${ticketRefKey({ connectionId, ticketId: containerId })}`
}

function addTo<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [value])
  else list.push(value)
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
