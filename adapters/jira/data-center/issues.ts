import { inPartsOf, readBisecting } from '../http/bisect.ts'
import { type ByteBudget, byteBudget } from '../http/byte-budget.ts'
import type { Version2Client } from '../http/client.ts'
import { readByOffset } from '../http/offsets.ts'
import { distinctRecords, idOf } from '../map/record-ids.ts'
import { isTicketKey, keyedSchema } from '../map/schemas.ts'
import { UnreadTicket } from '../map/unread-ticket.ts'
import type { IssuesRead } from '../read/site/deployment.ts'
import { findIdsOfKeys } from '../read/tickets/ids-of-keys.ts'
import { PageRoom } from '../read/tickets/page-room.ts'
import { ReadSize, shares } from '../read/tickets/read-sizes.ts'
import { isWorking, orUnread } from '../read/tickets/refusal.ts'
import { type Histories, withChangelogSchema } from './histories.ts'
import { readSearchPage } from './search.ts'
import { readSingle } from './single-issue.ts'

/** Far fewer than the server's limit where each ticket comes with its whole history. */
export const ticketsPerSearch = 50
const contextPerSearch = 200

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
  {
    ids,
    fields,
    size,
    histories: ofTickets,
  }: { readonly ids: readonly string[]; readonly histories: Histories } & Pick<
    ReadOptions,
    'fields' | 'size'
  >,
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
      const { entries, cause } = await ofTickets.readWhole(address, changelog, signal)
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
