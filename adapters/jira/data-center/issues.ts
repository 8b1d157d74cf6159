import { z } from 'zod'
import { inPartsOf, readBisecting } from '../http/bisect.ts'
import { type ByteBudget, byteBudget } from '../http/byte-budget.ts'
import type { Version2Client } from '../http/client.ts'
import { isHttpError } from '../http/http-error.ts'
import { JiraCutOffError, readByOffset } from '../http/offsets.ts'
import { distinctRecords, idOf } from '../map/record-ids.ts'
import { isTicketKey, keyedSchema, numeric } from '../map/schemas.ts'
import { UnreadTicket } from '../map/unread-ticket.ts'
import type { IssuesRead, LoneHistory } from '../read/site/deployment.ts'
import { readChangelog } from '../read/tickets/history.ts'
import { findIdsOfKeys } from '../read/tickets/ids-of-keys.ts'
import { PageRoom } from '../read/tickets/page-room.ts'
import { ReadSize, shares } from '../read/tickets/read-sizes.ts'
import { isWorking, orUnread, refusalOf } from '../read/tickets/refusal.ts'
import { readSearchPage } from './search.ts'

/** Far fewer than the server's limit where each ticket comes with its whole history. */
export const ticketsPerSearch = 50
const contextPerSearch = 200

const changelogSchema = z.object({ histories: z.array(z.unknown()), total: numeric.nullish() })
const withChangelogSchema = z.looseObject({ changelog: z.unknown().optional() })

interface ReadOptions {
  readonly fields: readonly string[]
  readonly withHistories: boolean
  /** What all responses are counted against. */
  readonly budget: ByteBudget
  /** How many to ask for at once. */
  readonly size: ReadSize
}

interface RecordsRead {
  readonly records: unknown[]
  /** Ids for which a page had no room left. */
  readonly unreadIds: readonly string[]
}

/** Reads tickets by id with their histories, which Data Center embeds whole. */
export async function readIssues(
  client: Version2Client,
  { ids, fields, size }: { readonly ids: readonly string[] } & Pick<ReadOptions, 'fields' | 'size'>,
  signal: AbortSignal | undefined,
): Promise<IssuesRead> {
  // A single ticket is read, however large.
  const room = ids.length > 1 ? client.maxResponseBytes * shares.page : Number.POSITIVE_INFINITY
  const options = { fields, withHistories: true, budget: byteBudget(room), size }
  const { records, unreadIds } = await readByIds(client, ids, options, signal)
  const histories = new Map<string, readonly unknown[]>()
  const incomplete = new Map<string, string>()
  const issues = await Promise.all(
    records.map(async (record) => {
      if (record instanceof UnreadTicket) return record
      const { changelog, ...issue } = withChangelogSchema.safeParse(record).data ?? {}
      const id = idOf(record)
      if (id === null) return record
      const key = keyedSchema.safeParse(record).data?.key ?? ''
      const address = isTicketKey(key) ? key : id
      const { entries, cause } = await wholeHistory(client, address, changelog, signal)
      histories.set(id, entries)
      if (cause !== null) incomplete.set(id, cause)
      return issue
    }),
  )
  return { issues, unreadIds, histories, incomplete }
}

/** Reads tickets by id without histories. */
export async function readContextIssues(
  client: Version2Client,
  ids: readonly string[],
  fields: readonly string[],
  signal: AbortSignal | undefined,
): Promise<unknown[]> {
  const budget = byteBudget(Number.POSITIVE_INFINITY)
  const options = { fields, withHistories: false, budget, size: new ReadSize(contextPerSearch) }
  return (await readByIds(client, ids, options, signal)).records
}

/**
 * An id that no search returns is requested alone, because the index lags; one that is missing even then was deleted or hidden
 * meanwhile, and is left out.
 */
async function readByIds(
  client: Version2Client,
  ids: readonly string[],
  { fields, withHistories, budget: page, size }: ReadOptions,
  signal: AbortSignal | undefined,
): Promise<RecordsRead> {
  const room = new PageRoom({ page, size, maxResponseBytes: client.maxResponseBytes })
  const ifFailing = {
    isWorking: () => isWorking(client, signal),
    onTooMany: size.failuresFromNow(),
  }
  const single = (id: string) =>
    room.read([id], () =>
      orUnread(
        id,
        () => readSingle(client, id, { fields, withHistories, budget: page }, signal),
        ifFailing.isWorking,
      ),
    )
  const all = (part: readonly string[]) =>
    room.search(part, (budget) => {
      const jql = `id in (${part.join(', ')}) order by key asc`
      const search = { jql, fields, withHistories, budget, maxResults: part.length }
      return readByOffset(
        'search by id',
        (startAt) => readSearchPage(client, { ...search, startAt }, signal),
        'end',
      )
    })
  const parts = inPartsOf(size.current, ids).map((part) => readBisecting(part, all, single, ifFailing))
  // Only what was asked for: a query that is understood in another way would pass on the whole site.
  const wanted = new Set(ids)
  const found = (await Promise.all(parts))
    .flat()
    .filter((record) => wanted.has(idOf(record) ?? '') || idOf(record) === null)
  const foundIds = new Set(found.map(idOf))
  const late = await Promise.all(ids.filter((id) => !foundIds.has(id) && !room.unreadIds.has(id)).map(single))
  return { records: distinctRecords([...found, ...late.flat()]), unreadIds: [...room.unreadIds] }
}

/** Reads one ticket from the database, not from the index; empty when it was deleted or is hidden. @throws JiraHttpError 403 */
async function readSingle(
  client: Version2Client,
  id: string,
  { fields, withHistories, budget }: Pick<ReadOptions, 'fields' | 'withHistories'> & Partial<ReadOptions>,
  signal: AbortSignal | undefined,
): Promise<unknown[]> {
  const expand = withHistories ? { expand: 'changelog' } : {}
  const query = { fields: fields.join(','), ...expand }
  try {
    return [await client.send({ path: `issue/${encodeURIComponent(id)}`, query }, signal, budget)]
  } catch (error) {
    if (isHttpError(error, 404)) return []
    throw error
  }
}

/**
 * The embedded history; where the search embeds none or cuts it off, the ticket's own list, which not every version has, or else the
 * one embedded in the ticket alone. The cause where none of them is whole.
 */
async function wholeHistory(
  client: Version2Client,
  address: string,
  embedded: unknown,
  signal: AbortSignal | undefined,
): Promise<{ readonly entries: readonly unknown[]; readonly cause: string | null }> {
  const inSearch = embeddedHistory(embedded)
  if (inSearch.isWhole) return { entries: inSearch.entries, cause: null }
  const own = await ownList(client, address, signal)
  if (own.cause === null) return own
  const alone = await embeddedInTicket(client, address, signal)
  if (alone.isWhole) return { entries: alone.entries, cause: null }
  const longest = [inSearch.entries, own.entries, alone.entries].reduce((best, one) =>
    one.length > best.length ? one : best,
  )
  return { entries: longest, cause: own.cause }
}

/** One ticket's history from its own list and as it is embedded in the ticket alone; null where Jira returns neither. */
export async function readHistory(
  client: Version2Client,
  id: string,
  signal: AbortSignal | undefined,
): Promise<LoneHistory | null> {
  const own = await ownList(client, id, signal)
  const alone = await embeddedInTicket(client, id, signal)
  if (own.cause !== null && !alone.isWhole) return null
  return {
    entries: [...own.entries, ...alone.entries],
    length: Math.max(own.entries.length, alone.entries.length),
    isListed: own.cause === null && own.entries.length >= alone.entries.length,
  }
}

/** The ticket's own list, which not every version has, as far as it is returned; the cause where it isn't whole. */
async function ownList(
  client: Version2Client,
  address: string,
  signal: AbortSignal | undefined,
): Promise<{ readonly entries: readonly unknown[]; readonly cause: string | null }> {
  try {
    return { entries: await readChangelog(client, address, signal), cause: null }
  } catch (error) {
    const cause = refusalOf(error)
    if (cause === null) throw error
    return { entries: error instanceof JiraCutOffError ? error.items : [], cause }
  }
}

async function embeddedInTicket(
  client: Version2Client,
  address: string,
  signal: AbortSignal | undefined,
): Promise<EmbeddedHistory> {
  const options = { fields: ['created'], withHistories: true }
  try {
    const [issue] = await readSingle(client, address, options, signal)
    return embeddedHistory(withChangelogSchema.safeParse(issue).data?.changelog)
  } catch (error) {
    if (refusalOf(error) === null) throw error
    return { entries: [], isWhole: false }
  }
}

interface EmbeddedHistory {
  readonly entries: readonly unknown[]
  readonly isWhole: boolean
}

function embeddedHistory(changelog: unknown): EmbeddedHistory {
  const parsed = changelogSchema.safeParse(changelog).data
  if (parsed === undefined) return { entries: [], isWhole: false }
  return { entries: parsed.histories, isWhole: parsed.histories.length >= (parsed.total ?? 0) }
}

/** Finds the ids of keys; keys of deleted or hidden tickets are left out. */
export function readIdsOfKeys(
  client: Version2Client,
  keys: readonly string[],
  signal: AbortSignal | undefined,
): Promise<Map<string, string>> {
  const fields = ['summary']
  return findIdsOfKeys(keys, {
    search(part) {
      const jql = `key in (${part.map((key) => `"${key}"`).join(', ')}) order by key asc`
      return readByOffset(
        'search by key',
        (startAt) => readSearchPage(client, { jql, fields, startAt, maxResults: part.length }, signal),
        'end',
      )
    },
    readOne: (key) => readSingle(client, key, { fields, withHistories: false }, signal),
  })
}
