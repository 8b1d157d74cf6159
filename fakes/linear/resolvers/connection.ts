import type { Instant } from '../../../domain/instant.ts'
import { InvalidInputError } from './errors.ts'
import { matches } from './filter.ts'

/** Arguments of every connection, as GraphQL hands them over. */
export interface PageArguments {
  readonly first?: number | null
  readonly after?: string | null
  readonly last?: number | null
  readonly before?: string | null
  readonly includeArchived?: boolean | null
  readonly orderBy?: 'createdAt' | 'updatedAt' | null
  readonly filter?: Readonly<Record<string, unknown>> | null
  /** Not supported, so rejected. */
  readonly sort?: unknown
}

/** One thing in a list: what it is sorted by, and what GraphQL resolves its fields from. */
export interface Listed {
  readonly id: string
  readonly createdAt: Instant
  readonly updatedAt: Instant
  readonly archivedAt: Instant | null
  readonly view: Readonly<Record<string, unknown>>
}

export interface Connection {
  readonly nodes: readonly unknown[]
  readonly edges: readonly { readonly cursor: string; readonly node: unknown }[]
  readonly pageInfo: {
    readonly hasNextPage: boolean
    readonly hasPreviousPage: boolean
    readonly startCursor: string | null
    readonly endCursor: string | null
  }
}

const defaultFirst = 50
const mostFirst = 250

/**
 * A page of a list by Linear's rules: newest first, 50 by default and 250 at most, archived ones only when requested,
 * and opaque cursors that name a record, not a position: a deleted record's cursor is rejected.
 * @param order `listed` keeps the list's own order (state spans)
 * @throws InvalidInputError for an invalid cursor or a page that is too large
 */
export function connect(
  listed: readonly Listed[],
  args: PageArguments,
  nowAt: Instant,
  order: 'newest first' | 'listed' = 'newest first',
): Connection {
  const ordered = order === 'listed' ? listed : listed.toSorted(newestFirst(args.orderBy ?? 'createdAt'))
  const start = args.after == null ? 0 : placeOf(ordered, args.after) + 1
  const end = args.before == null ? ordered.length : placeOf(ordered, args.before)
  const filter = args.filter ?? {}
  const found = ordered
    .slice(start, end)
    .filter(
      (each) =>
        (args.includeArchived === true || each.archivedAt === null) && matches(each.view, filter, nowAt),
    )
  if (args.sort != null) throw new InvalidInputError('The fake Linear follows orderBy and not sort')
  const size = args.first ?? args.last ?? defaultFirst
  if (size < 1 || size > mostFirst) throw new InvalidInputError('Argument Validation Error')
  const fromEnd = args.last != null && args.first == null
  const page = fromEnd ? found.slice(-size) : found.slice(0, size)
  const more = found.length > page.length
  return {
    nodes: page.map((each) => each.view),
    edges: page.map((each) => ({ cursor: cursorOf(each.id), node: each.view })),
    pageInfo: {
      hasNextPage: fromEnd ? end < ordered.length : more,
      hasPreviousPage: fromEnd ? more : start > 0,
      startCursor: page[0] === undefined ? null : cursorOf(page[0].id),
      endCursor: page.at(-1) === undefined ? null : cursorOf(page.at(-1)?.id ?? ''),
    },
  }
}

function newestFirst(key: 'createdAt' | 'updatedAt'): (a: Listed, b: Listed) => number {
  return (a, b) => b[key] - a[key] || (a.id < b.id ? 1 : -1)
}

function cursorOf(id: string): string {
  return Buffer.from(`cursor ${id}`).toString('base64url')
}

function placeOf(ordered: readonly Listed[], cursor: string): number {
  const id = Buffer.from(cursor, 'base64url')
    .toString()
    .replace(/^cursor /, '')
  const place = ordered.findIndex((each) => each.id === id)
  if (place < 0) throw new InvalidInputError('Could not find the entity that the cursor refers to')
  return place
}
