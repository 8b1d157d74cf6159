import type { z } from 'zod'
import { MostAtOnce } from '../../../trackers/most-at-once.ts'
import { inPartsOf, readBisecting } from '../../http/bisect.ts'
import type { ByteBudget } from '../../http/byte-budget.ts'
import type { JiraClient, JiraMethods } from '../../http/client.ts'
import { JiraCutOffError, readByOffset } from '../../http/offsets.ts'
import { readByTokens } from '../../http/tokens.ts'
import { parseResponse } from '../../map/parse.ts'
import {
  changelogPageSchema,
  changelogSchema,
  issueChangelogSchema,
  loggedSchema,
} from '../../map/schemas.ts'
import { dropUnreadOfEntry } from './drop-unread.ts'
import { isWorking, refusalOf } from './refusal.ts'

/** The most tickets that the bulk changelog takes. */
const ticketsPerRequest = 1000
const entriesPerPage = 10_000

/**
 * The fields whose changes effort is measured from. This filter may drop items without a field id, such as a moved ticket's
 * `Key`: the ticket's own key shows the move, the item only adds its time.
 */
const fieldIds = ['status', 'assignee']

/** A ticket's history; the cause where it could not be read whole. */
interface TicketHistory {
  readonly ticketId: string
  readonly entries: readonly unknown[]
  readonly cause: string | null
}

export interface Histories {
  /** Entries by ticket id, unparsed and unsorted. */
  readonly histories: ReadonlyMap<string, readonly unknown[]>
  /** Of tickets whose history could not be read whole, the cause by ticket id. */
  readonly incomplete: ReadonlyMap<string, string>
}

/**
 * Reads complete histories in bulk; a search truncates the changelog at 40 entries. A ticket whose own list is refused doesn't stop
 * the others.
 * @param budget missing where the histories can't be read in parts
 * @param bulk what earlier answers tell of the bulk changelog
 * @throws NoRoomError when the budget is spent
 * (faros-ai/airbyte-connectors#2003, airbytehq/airbyte#33040)
 */
export async function readHistories(
  client: JiraClient,
  ids: readonly string[],
  signal: AbortSignal | undefined,
  budget?: ByteBudget,
  bulk = new BulkChangelog(),
): Promise<Histories> {
  const single = async (id: string) => {
    const history = await readAlone(client, id, signal)
    if (history.cause === null) bulk.neededOwnList()
    return [history]
  }
  const together = async (part: readonly string[]) => {
    if (bulk.isOfNoUse) return (await Promise.all(part.map(single))).flat()
    const found = await readBulk(client, part, signal, budget)
    bulk.answered(part.length)
    return found
  }
  const ifFailing = {
    isWorking: () => isWorking(client, signal),
    onTooMany: bulk.failuresFromNow(),
  }
  const read = (part: readonly string[]) => readBisecting(part, together, single, ifFailing)
  const first = bulk.isOfNoUse ? ids.slice(0, 1) : []
  bulk.tryAgain()
  const tried = first.length === 0 ? [] : await read(first)
  const rest = inPartsOf(bulk.ticketsAtOnce, ids.slice(first.length))
  const found = [tried, ...(await Promise.all(rest.map(read)))].flat()
  const histories = new Map<string, unknown[]>()
  const incomplete = new Map<string, string>()
  for (const { ticketId, entries, cause } of found) {
    const before = histories.get(ticketId)
    // Not spread: a ticket may have more entries than a call takes arguments.
    if (before === undefined) histories.set(ticketId, [...entries])
    else for (const entry of entries) before.push(entry)
    if (cause !== null) incomplete.set(ticketId, cause)
  }
  return { histories, incomplete }
}

/** So many tickets are tried in bulk, alone and in vain, while their own lists are returned. */
const triesInBulk = 3

/** What Jira's answers tell of the bulk changelog. */
export class BulkChangelog {
  readonly #most = new MostAtOnce()
  #hasAnswered = false
  #ownLists = 0

  get ticketsAtOnce(): number {
    return Math.min(ticketsPerRequest, this.#most.current)
  }

  /** Whether it never answered, and tickets' own lists did. */
  get isOfNoUse(): boolean {
    return !this.#hasAnswered && this.#ownLists >= triesInBulk
  }

  answered(tickets: number): void {
    this.#hasAnswered = true
    this.#most.answered(tickets)
  }

  /** Takes how many at once fail, of what is asked for now, where half as many do not. */
  failuresFromNow(): (tickets: number) => void {
    return this.#most.failuresFromNow()
  }

  /** One more is tried in bulk where it is of no use: its failure may have passed. */
  tryAgain(): void {
    this.#ownLists = Math.min(this.#ownLists, triesInBulk - 1)
  }

  /** It doesn't return one ticket's history, and that ticket's own list does. */
  neededOwnList(): void {
    this.#ownLists += 1
  }
}

/** A ticket may span pages. */
async function readBulk(
  client: JiraClient,
  ids: readonly string[],
  signal: AbortSignal | undefined,
  budget: ByteBudget | undefined,
): Promise<TicketHistory[]> {
  const logs = await readByTokens('bulk changelog', async (token) => {
    const parameters = {
      issueIdsOrKeys: [...ids],
      fieldIds,
      maxResults: entriesPerPage,
      ...(token === null ? {} : { nextPageToken: token }),
    }
    const body = await client.request('issues', 'getBulkChangelogs', parameters, signal, budget)
    const page = parseResponse(changelogPageSchema, body, 'bulk changelog')
    return { items: page.issueChangeLogs.map(readLog), nextPageToken: page.nextPageToken }
  })
  const readable = logs.flatMap(({ parsed }) => parsed ?? [])
  const alone = await Promise.all(
    idsOfUnreadable(ids, logs, readable).map((id) => readAlone(client, id, signal)),
  )
  const aloneIds = new Set(alone.map(({ ticketId }) => ticketId))
  const inBulk = readable
    .filter(({ issueId }) => !aloneIds.has(issueId))
    .map(({ issueId, changeHistories }) => ({
      ticketId: issueId,
      entries: changeHistories ?? [],
      cause: null,
    }))
  return [...inBulk, ...alone]
}

/** A ticket's log, and what it says; null where it can't be read. */
interface ReadLog {
  readonly log: unknown
  readonly parsed: z.infer<typeof changelogSchema> | null
}

function readLog(log: unknown): ReadLog {
  const parsed = changelogSchema.safeParse(log).data ?? null
  for (const entry of parsed?.changeHistories ?? []) dropUnreadOfEntry(entry)
  return { log, parsed }
}

/** Tickets whose log can't be read; where a log doesn't say whose it is, all that no log names. */
function idsOfUnreadable(
  ids: readonly string[],
  logs: readonly ReadLog[],
  readable: readonly { readonly issueId: string }[],
): string[] {
  if (readable.length === logs.length) return []
  const named = new Set(readable.map(({ issueId }) => issueId))
  const odd = logs
    .filter(({ parsed }) => parsed === null)
    .map(({ log }) => loggedSchema.safeParse(log).data?.issueId ?? null)
  const oddIds = new Set(odd)
  return ids.filter((id) => oddIds.has(id) || (oddIds.has(null) && !named.has(id)))
}

/** One ticket's own changelog, where the bulk one doesn't have it, or not for certain. */
export async function readAlone(
  client: JiraClient,
  id: string,
  signal: AbortSignal | undefined,
): Promise<TicketHistory> {
  try {
    return { ticketId: id, entries: withoutUnread(await readChangelog(client, id, signal)), cause: null }
  } catch (error) {
    const cause = refusalOf(error)
    if (cause === null) throw error
    const entries = error instanceof JiraCutOffError ? withoutUnread(error.items) : []
    return { ticketId: id, entries, cause }
  }
}

function withoutUnread(entries: readonly unknown[]): readonly unknown[] {
  for (const entry of entries) dropUnreadOfEntry(entry)
  return entries
}

/** Reads one ticket's changelog from its own list. */
export function readChangelog(
  client: JiraMethods,
  id: string,
  signal: AbortSignal | undefined,
): Promise<unknown[]> {
  return readByOffset('changelog', async (startAt) => {
    const parameters = { issueIdOrKey: id, startAt, maxResults: 100 }
    const body = await client.request('issues', 'getChangeLogs', parameters, signal)
    const page = parseResponse(issueChangelogSchema, body, 'changelog')
    return { items: page.values, total: page.total ?? null }
  })
}
