import { z } from 'zod'
import { type Instant, minuteMs } from '../../../domain/instant.ts'
import { TrackerRequestError } from '../../trackers/errors.ts'
import type { Version2Client } from '../http/client.ts'
import { idSchema } from '../map/schemas.ts'
import { parseJiraTime } from '../map/time.ts'
import { parseJson, type WalkState } from '../read/walk/checkpoint.ts'
import { clipped } from '../read/walk/walk.ts'
import { idsPerPage, minuteOf, readIdsByKey, readSpan } from './ids-by-key.ts'
import { readSearchPage, resultWindow, type SearchPage } from './search.ts'

const maxIdPages = 100_000
/** How often a page without tickets is requested again while Jira counts more of them. */
const maxEmptyPages = 3

const rowSchema = z.object({ id: z.string(), createdAt: z.number().nullable() })

type Row = z.infer<typeof rowSchema>

/** Where the list of ids continues. It is the walk's page token, as JSON. */
const positionSchema = z.object({
  /** Reads tickets created at or after this, a whole minute; null from the beginning. */
  fromAt: z.number().nullable(),
  /** How many of those to skip: only where one page can't hold a minute's tickets. */
  offset: z.number().int().nonnegative(),
  /** What was found among those already. */
  seen: z.array(rowSchema),
  /** Whether this pass over them, the first or a repeated one, found an id. */
  isNews: z.boolean(),
  /** How many ids the walk has found. */
  listed: z.number().int().nonnegative(),
  /** How many tickets Jira counted at its start; null where it didn't say. */
  counted: z.number().int().nonnegative().nullable(),
})

type Position = z.infer<typeof positionSchema>

const start: Position = { fromAt: null, offset: 0, seen: [], isNews: false, listed: 0, counted: null }

/**
 * Reads the next page of ids.
 *
 * Offsets alone would lose tickets: when one is deleted or leaves the query, all after it move up, over the end of the page that
 * was read. So each page begins at the minute in which the last one ended, by time of creation, which doesn't change; JQL compares
 * minutes. Only where a minute has more tickets than a page, it is read by offset, again and again until a pass finds no new id.
 * (JRASERVER-69860)
 *
 * An offset leads no further than the search engine's window: of a minute with more, the other end is read too.
 *
 * A list that ends short of what Jira counts is compared with one in another order: an index may count what is deleted or hidden, so
 * that what neither returns is told, and doesn't keep the walk from its end.
 */
export async function readIdPage(
  client: Version2Client,
  where: string,
  state: WalkState,
  signal: AbortSignal | undefined,
): Promise<WalkState> {
  if (state.idPages >= maxIdPages) {
    throw new TrackerRequestError(
      `Jira's list of tickets has no end: ${maxIdPages} pages were read. Limit the connection to fewer projects.`,
    )
  }
  const from = positionOf(state.nextPageToken)
  const page = await readFilledPage(client, where, from, signal)
  const position = { ...from, counted: from.counted ?? (from.listed === 0 ? page.total : null) }
  const read = page.items.map((item) => ({ item, row: rowOf(item) }))
  const rows = read.flatMap(({ row }) => row ?? [])
  const found = newRows(rows, position)
  const next = nextPosition(position, { rows, page }, found)
  const unreadable = read.flatMap(({ item, row }) => (row === null ? [clipped(item)] : []))
  const rest =
    next === null || next.clippedAt === null ? [] : await readRestOf(client, where, next.clippedAt, signal)
  const known = new Set([...position.seen, ...found].map(({ id }) => id))
  const restIds = rest.filter((id) => !known.has(id))
  const listed = position.listed + found.length + restIds.length + unreadable.length
  const end = { listed, counted: position.counted }
  const { lateIds, uncounted } = next === null ? await settleEnd(client, where, end, signal) : unsettled
  return {
    ...state,
    pendingIds: [...new Set([...state.pendingIds, ...found.map(({ id }) => id), ...restIds, ...lateIds])],
    unreadable: [...new Set([...state.unreadable, ...unreadable])],
    uncounted,
    nextPageToken: next === null ? null : JSON.stringify({ ...next.position, listed }),
    walkEnded: next === null,
    idPages: state.idPages + 1,
  }
}

async function readFilledPage(
  client: Version2Client,
  where: string,
  { fromAt, offset }: Position,
  signal: AbortSignal | undefined,
): Promise<SearchPage> {
  const from = fromAt === null ? '' : ` and created >= ${fromAt}`
  const jql = `${where}${from} order by created asc, key asc`
  const maxResults = Math.min(idsPerPage, resultWindow - offset)
  const search = { jql, fields: ['created'], startAt: offset, maxResults }
  for (let tries = 0; tries < maxEmptyPages; tries += 1) {
    const page = await readSearchPage(client, search, signal)
    if (page.items.length > 0 || (page.total ?? 0) <= offset) return page
  }
  return { items: [], total: null, isFull: false, limit: null }
}

const unsettled = { lateIds: [], uncounted: 0 }

/** What a walk that ends lacks of what Jira counts. */
async function settleEnd(
  client: Version2Client,
  where: string,
  { listed, counted }: Pick<Position, 'listed' | 'counted'>,
  signal: AbortSignal | undefined,
): Promise<{ readonly lateIds: readonly string[]; readonly uncounted: number }> {
  if (counted === null || counted <= listed) return unsettled
  const counting = { jql: where, fields: ['created'], startAt: 0, maxResults: 0 }
  // Tickets are deleted, or leave the query, while they are listed.
  const countedNow = (await readSearchPage(client, counting, signal)).total ?? 0
  if (countedNow <= listed) return unsettled
  const others = await readIdsByKey(client, where, countedNow, signal)
  return {
    lateIds: others.size > listed ? [...others] : [],
    uncounted: Math.max(0, Math.min(counted, countedNow) - Math.max(listed, others.size)),
  }
}

interface Next {
  readonly position: Position
  /** A minute with more tickets than can be paged through, which the walk leaves; null otherwise. */
  readonly clippedAt: Instant | null
}

/** Null after the last page. */
function nextPosition(
  position: Position,
  { rows, page: { items, total, isFull } }: { rows: readonly Row[]; page: SearchPage },
  found: readonly Row[],
): Next | null {
  const seen = [...position.seen, ...found]
  const isNews = position.isNews || found.length > 0
  const read = position.offset + items.length
  const isEnd = items.length === 0 || (!isFull && total !== null && read >= total)
  const minuteAt = isEnd ? null : nextMinute(rows)
  const isAhead = minuteAt !== null && minuteAt > (position.fromAt ?? Number.NEGATIVE_INFINITY)
  const isClipped = !isEnd && !isAhead && read >= resultWindow
  if (!isEnd && !isAhead && !isClipped)
    return { position: { ...position, offset: read, seen, isNews }, clippedAt: null }
  // Pages by offset may have moved while they were read: once more, from the beginning of the minute.
  if (position.offset > 0 && isNews)
    return { position: { ...position, offset: 0, seen, isNews: false }, clippedAt: null }
  if (minuteAt === null || !(isAhead || isClipped)) return null
  const fromAt = isAhead ? minuteAt : minuteAt + minuteMs
  const again = seen.filter(({ createdAt }) => createdAt === null || createdAt >= fromAt)
  const ahead = { ...position, fromAt, offset: 0, seen: again, isNews: false }
  return { position: ahead, clippedAt: isClipped ? minuteAt : null }
}

/** The other end of a minute, by key. */
async function readRestOf(
  client: Version2Client,
  where: string,
  minuteAt: Instant,
  signal: AbortSignal | undefined,
): Promise<string[]> {
  const created = { fromAt: minuteAt, untilAt: minuteAt + minuteMs }
  return [...(await readSpan(client, where, { created, counted: resultWindow }, signal))]
}

/** The minute in which a page ends; null for one that isn't in order, which can be read by offset alone. */
function nextMinute(rows: readonly Row[]): Instant | null {
  let last = Number.NEGATIVE_INFINITY
  for (const { createdAt } of rows) {
    if (createdAt === null) continue
    if (createdAt < last) return null
    last = createdAt
  }
  return Number.isFinite(last) ? minuteOf(last) : null
}

function newRows(rows: readonly Row[], { seen }: Position): Row[] {
  const before = new Set(seen.map(({ id }) => id))
  return rows.filter(({ id }) => !before.has(id))
}

const createdSchema = z.object({ fields: z.object({ created: z.unknown() }) })

/** Null for a record without an id. */
function rowOf(item: unknown): Row | null {
  const id = idSchema.safeParse(item).data?.id
  if (id === undefined) return null
  return { id, createdAt: parseJiraTime(createdSchema.safeParse(item).data?.fields.created) }
}

/** A position of another version begins anew, which is harmless because records are upserted. */
function positionOf(token: string | null): Position {
  return token === null ? start : (positionSchema.safeParse(parseJson(token)).data ?? start)
}
