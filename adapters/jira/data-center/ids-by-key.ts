import { z } from 'zod'
import { type Instant, minuteMs } from '../../../domain/instant.ts'
import type { Version2Client } from '../http/client.ts'
import { idSchema } from '../map/schemas.ts'
import { parseJiraTime } from '../map/time.ts'
import { readSearchPage, resultWindow } from './search.ts'

/** How many ids are asked for at once. */
export const idsPerPage = 1000

interface Span {
  /** Whole minutes; null for all tickets. */
  readonly created: { readonly fromAt: Instant; readonly untilAt: Instant } | null
  /** How many tickets Jira counts in it. */
  readonly counted: number
}

/**
 * The ids in the order of their keys, highest first. More than can be paged through are read by time of creation, half by half, each half in that
 * order; of a minute that has more, those of the highest keys.
 */
export async function readIdsByKey(
  client: Version2Client,
  where: string,
  counted: number,
  signal: AbortSignal | undefined,
): Promise<Set<string>> {
  if (counted <= resultWindow) return readSpan(client, where, { created: null, counted }, signal)
  const [oldestAt, newestAt] = [
    await readFirstTime(client, `${where} order by created asc`, signal),
    await readFirstTime(client, `${where} order by created desc`, signal),
  ]
  if (oldestAt === null || newestAt === null)
    return readSpan(client, where, { created: null, counted: resultWindow }, signal)
  const created = { fromAt: minuteOf(oldestAt), untilAt: minuteOf(newestAt) + minuteMs }
  return readHalves(client, where, { created, counted }, signal)
}

async function readHalves(
  client: Version2Client,
  where: string,
  span: Span & { readonly created: NonNullable<Span['created']> },
  signal: AbortSignal | undefined,
): Promise<Set<string>> {
  const { fromAt, untilAt } = span.created
  const middleAt = minuteOf((fromAt + untilAt) / 2)
  if (span.counted <= resultWindow || middleAt <= fromAt) return readSpan(client, where, span, signal)
  const ids = new Set<string>()
  for (const created of [
    { fromAt, untilAt: middleAt },
    { fromAt: middleAt, untilAt },
  ]) {
    const counting = { jql: whereIn(where, created), fields: ['created'], startAt: 0, maxResults: 0 }
    const counted = (await readSearchPage(client, counting, signal)).total ?? 0
    for (const id of await readHalves(client, where, { created, counted }, signal)) ids.add(id)
  }
  return ids
}

/** Those of the highest keys, by offset, over pages that come with holes in them or empty. */
export async function readSpan(
  client: Version2Client,
  where: string,
  { created, counted }: Span,
  signal: AbortSignal | undefined,
): Promise<Set<string>> {
  const ids = new Set<string>()
  const jql = `${whereIn(where, created)} order by key desc`
  const end = Math.min(counted, resultWindow)
  for (let startAt = 0; startAt < end; ) {
    const maxResults = Math.min(idsPerPage, resultWindow - startAt)
    const search = { jql, fields: ['created'], startAt, maxResults }
    const { items, limit } = await readSearchPage(client, search, signal)
    for (const item of items) {
      const id = idSchema.safeParse(item).data?.id
      if (id !== undefined) ids.add(id)
    }
    startAt += limit ?? Math.max(1, items.length)
  }
  return ids
}

function whereIn(where: string, created: Span['created']): string {
  return created === null
    ? where
    : `${where} and created >= ${created.fromAt} and created < ${created.untilAt}`
}

const createdSchema = z.object({ fields: z.object({ created: z.unknown() }) })

/** When the first ticket of a list was created; null where it doesn't tell. */
async function readFirstTime(
  client: Version2Client,
  jql: string,
  signal: AbortSignal | undefined,
): Promise<Instant | null> {
  const { items } = await readSearchPage(
    client,
    { jql, fields: ['created'], startAt: 0, maxResults: 1 },
    signal,
  )
  return parseJiraTime(createdSchema.safeParse(items[0]).data?.fields.created)
}

/** The whole minute in which a time is. */
export function minuteOf(at: Instant): Instant {
  return Math.floor(at / minuteMs) * minuteMs
}
