import { type Container, type Ticket, ticketRefKey } from '../ticket.ts'

/** Anything that a rule can match. */
export type RuleSubject =
  | { readonly kind: 'ticket'; readonly ticket: Ticket }
  | { readonly kind: 'project' | 'initiative'; readonly container: Container }

/** An ancestor that a tracker names and that isn't among what was read. */
export type UnreadAncestor =
  | {
      readonly kind: 'parent'
      readonly connectionId: string
      /** Null where the tracker names it by its key alone. */
      readonly ticketId: string | null
      /** Null where the tracker names it by its id alone. */
      readonly key: string | null
    }
  | { readonly kind: 'project' }

/** What an ancestor is called in a reason: a ticket by its key, a project or initiative by its title. */
export function subjectName(subject: RuleSubject): string {
  return subject.kind === 'ticket' ? subject.ticket.key : subject.container.title
}

/** Unique among all subjects: Jira numbers its projects and its issues alike. */
export function subjectKey(subject: RuleSubject): string {
  return subject.kind === 'ticket'
    ? `ticket ${ticketRefKey(subject.ticket)}`
    : `${subject.kind} ${containerKey(subject.container.connectionId, subject.container.containerId)}`
}

/** Finds a ticket's ancestors, nearest first: parents, then its project, then the project's initiatives. */
export class Ancestry {
  readonly #tickets: ReadonlyMap<string, Ticket>
  readonly #containers: ReadonlyMap<string, Container>
  #ticketsBelow: ReadonlyMap<string, readonly Ticket[]> | null = null

  constructor(tickets: readonly Ticket[], containers: readonly Container[]) {
    this.#tickets = new Map(tickets.map((ticket) => [ticketRefKey(ticket), ticket]))
    this.#containers = new Map(
      containers.map((container) => [containerKey(container.connectionId, container.containerId), container]),
    )
  }

  /** The ancestors of a ticket, nearest first; a cycle in the data ends the walk. */
  above(ticket: Ticket): RuleSubject[] {
    const parents: Ticket[] = []
    const seen = new Set([ticketRefKey(ticket)])
    let child = ticket
    while (child.parentId !== null) {
      const parent = this.#tickets.get(ticketRefKey({ ...child, ticketId: child.parentId }))
      if (parent === undefined || seen.has(ticketRefKey(parent))) break
      seen.add(ticketRefKey(parent))
      parents.push(parent)
      child = parent
    }
    const inProject = [ticket, ...parents].find((each) => this.#projectOf(each) !== undefined)
    const project = inProject && this.#projectOf(inProject)
    return [...parents.map(ticketSubject), ...(project === undefined ? [] : this.#withParents(project))]
  }

  /** The tickets right below: a ticket's children; of a project those without a parent that was read. */
  below(subject: RuleSubject): readonly Ticket[] {
    this.#ticketsBelow ??= this.#byWhatIsAbove()
    return this.#ticketsBelow.get(subjectKey(subject)) ?? []
  }

  #byWhatIsAbove(): ReadonlyMap<string, readonly Ticket[]> {
    const below = new Map<string, Ticket[]>()
    for (const ticket of this.#tickets.values()) {
      const { connectionId, parentId } = ticket
      const parent =
        parentId === null ? undefined : this.#tickets.get(ticketRefKey({ connectionId, ticketId: parentId }))
      const project = parent === undefined ? this.#projectOf(ticket) : undefined
      const above = parent === undefined ? project && containerSubject(project) : ticketSubject(parent)
      if (above === undefined) continue
      const key = subjectKey(above)
      const siblings = below.get(key)
      if (siblings === undefined) below.set(key, [ticket])
      else siblings.push(ticket)
    }
    return below
  }

  /**
   * What of a ticket's ancestors exists and was not read (it is hidden from the account, or gone): the parent of the topmost one that
   * was, or the Linear project. Null where nothing is missing.
   */
  unread(ticket: Ticket): UnreadAncestor | null {
    const parents = this.above(ticket).flatMap((subject) =>
      subject.kind === 'ticket' ? [subject.ticket] : [],
    )
    const chain = [ticket, ...parents]
    const { connectionId, parentId, parentKey: key } = parents.at(-1) ?? ticket
    const isRead = parentId !== null && this.#tickets.has(ticketRefKey({ connectionId, ticketId: parentId }))
    if (!isRead && (parentId !== null || key !== null))
      return { kind: 'parent', connectionId, ticketId: parentId, key }
    const isInUnread = chain.some((each) => each.teamId !== null && each.projectId !== null)
    return isInUnread && !chain.some((each) => this.#projectOf(each) !== undefined)
      ? { kind: 'project' }
      : null
  }

  /** Jira's projects are where tickets live, not what they are for; only Linear's are containers. */
  #projectOf(ticket: Ticket): Container | undefined {
    return ticket.projectId === null
      ? undefined
      : this.#containers.get(containerKey(ticket.connectionId, ticket.projectId))
  }

  #withParents(container: Container): RuleSubject[] {
    const found: Container[] = [container]
    for (const each of found) {
      for (const parentId of each.parentIds) {
        const parent = this.#containers.get(containerKey(each.connectionId, parentId))
        if (parent !== undefined && !found.includes(parent)) found.push(parent)
      }
    }
    return found.map(containerSubject)
  }
}

function ticketSubject(ticket: Ticket): RuleSubject {
  return { kind: 'ticket', ticket }
}

function containerSubject(container: Container): RuleSubject {
  return { kind: container.kind, container }
}

function containerKey(connectionId: string, containerId: string): string {
  return `${connectionId}\u0000${containerId}`
}
