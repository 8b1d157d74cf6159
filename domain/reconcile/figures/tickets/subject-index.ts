import type { Ancestry } from '../../../classify/ancestors.ts'
import { comparable } from '../../../comparable.ts'
import type { Commitment } from '../../../plan/plan.ts'
import { type Container, type Ticket, type TicketRef, ticketRefKey } from '../../../ticket.ts'

/** A ticket, project or initiative that a commitment names. */
export type Target =
  | { readonly kind: 'ticket'; readonly ticket: Ticket }
  | { readonly kind: 'project' | 'initiative'; readonly container: Container }

/** What commitments name, and the tickets in it; looked up without walking all tickets anew. */
export interface SubjectIndex {
  /** Tickets by the key that they have or had, projects and initiatives by their titles, as `comparable` has them. */
  readonly named: (target: Commitment['target']) => readonly Target[]
  /** The ticket itself and all below it, or everything in a project or initiative. */
  readonly within: (target: Target) => readonly Ticket[]
}

/** Indexes tickets and containers by name and by what stands above them: one walk, at the first question. */
export function subjectIndex(
  tickets: readonly Ticket[],
  containers: readonly Container[],
  ancestry: Ancestry,
): SubjectIndex {
  const names = once(() => namesOf(tickets, containers))
  const members = once(() => membersOf(tickets, ancestry))
  return {
    named: (target) => names().get(nameKey(target.kind, target.name)) ?? [],
    within: (target) => members().get(idOf(target)) ?? [],
  }
}

/** Adds the tickets that once had a key which no ticket has now. */
export function withFormerKeys(
  index: SubjectIndex,
  ticketOf: (ref: TicketRef) => Ticket | undefined,
  formerKeys: ReadonlyMap<string, TicketRef>,
): SubjectIndex {
  const former = new Map([...formerKeys].map(([key, ref]) => [comparable(key), ref]))
  return {
    ...index,
    named: (target) => {
      const found = index.named(target)
      const ref = target.kind === 'ticket' ? former.get(comparable(target.name)) : undefined
      const ticket = ref === undefined ? undefined : ticketOf(ref)
      const isFound = found.some((each) => each.kind === 'ticket' && each.ticket === ticket)
      return ticket === undefined || isFound ? found : [...found, { kind: 'ticket', ticket }]
    },
  }
}

function namesOf(tickets: readonly Ticket[], containers: readonly Container[]): Map<string, Target[]> {
  const names = new Map<string, Target[]>()
  for (const ticket of tickets) addTo(names, nameKey('ticket', ticket.key), { kind: 'ticket', ticket })
  for (const container of containers) {
    const { kind, title } = container
    addTo(names, nameKey(kind, title), { kind, container })
  }
  return names
}

function membersOf(tickets: readonly Ticket[], ancestry: Ancestry): Map<string, Ticket[]> {
  const members = new Map<string, Ticket[]>()
  for (const ticket of tickets) {
    addTo(members, idOf({ kind: 'ticket', ticket }), ticket)
    for (const above of ancestry.above(ticket)) addTo(members, idOf(above), ticket)
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
