import type { Store } from '../../adapters/store/sql/client.ts'
import { loadContextReading } from '../../adapters/store/sync/context.ts'
import {
  type Ancestry,
  type RuleSubject,
  subjectName,
  type UnreadAncestor,
} from '../../domain/classify/ancestors.ts'
import type { Instant } from '../../domain/instant.ts'
import { type Ticket, ticketRefKey } from '../../domain/ticket.ts'

/** A parent, project or initiative above a ticket. */
export interface AncestorAbove {
  readonly kind: RuleSubject['kind']
  /** A ticket's key, or the title of a project or initiative. */
  readonly name: string
  /** Null for a project or initiative. */
  readonly title: string | null
  readonly url: string
  /** Whether it was read as context, from outside the chosen projects or teams. */
  readonly isContext: boolean
}

/** A parent that the tracker names and that isn't stored. */
export interface MissingParent {
  /** Null where the tracker tells only its id. */
  readonly key: string | null
  /** `not_read` until it was asked for; `unreadable` where the tracker doesn't show it, or its record can't be understood. */
  readonly state: 'not_read' | 'unreadable' | 'not_understood'
  /** When it was last asked for; null where it was looked for with its child. */
  readonly triedAt: Instant | null
}

/** What stands above a ticket, and where that isn't all. */
export interface Above {
  /** Of the parent right above it. */
  readonly parent: 'none' | 'read' | 'context' | MissingParent['state']
  /** Nearest first. */
  readonly ancestors: readonly AncestorAbove[]
  /** The parent of the topmost ancestor, or of the ticket itself; null where nothing is missing. */
  readonly missing: MissingParent | null
  /** Whether it is in a Linear project that isn't stored. */
  readonly isInUnreadProject: boolean
  /** Whether the parents come back to one of themselves. */
  readonly isCycle: boolean
}

/** What stands above a ticket by what was read. */
export async function aboveOf(store: Store, ticket: Ticket, ancestry: Ancestry): Promise<Above> {
  const subjects = ancestry.above(ticket)
  const parents = subjects.flatMap((subject) => (subject.kind === 'ticket' ? [subject.ticket] : []))
  const unread = ancestry.unread(ticket)
  const missing = unread?.kind === 'parent' ? await missingParent(store, unread) : null
  const [nearest] = parents
  const topmostParentId = (parents.at(-1) ?? ticket).parentId
  return {
    parent: nearest === undefined ? (missing?.state ?? 'none') : nearest.isContext ? 'context' : 'read',
    ancestors: subjects.map(ancestorAbove),
    missing,
    isInUnreadProject: unread?.kind === 'project',
    isCycle: [ticket, ...parents].some(
      (each) => ticketRefKey(each) === ticketRefKey({ ...ticket, ticketId: topmostParentId ?? '' }),
    ),
  }
}

function ancestorAbove(subject: RuleSubject): AncestorAbove {
  const common = { kind: subject.kind, name: subjectName(subject) }
  return subject.kind === 'ticket'
    ? { ...common, title: subject.ticket.title, url: subject.ticket.url, isContext: subject.ticket.isContext }
    : { ...common, title: null, url: subject.container.url, isContext: false }
}

async function missingParent(
  store: Store,
  { connectionId, ticketId, key }: Extract<UnreadAncestor, { kind: 'parent' }>,
): Promise<MissingParent> {
  if (ticketId === null) return { key, state: 'unreadable', triedAt: null }
  const last = await loadContextReading(store, { connectionId, ticketId })
  if (last === null) return { key, state: 'not_read', triedAt: null }
  const state = last.outcome === 'not_understood' ? 'not_understood' : 'unreadable'
  return { key, state, triedAt: last.triedAt }
}
