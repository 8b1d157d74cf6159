import pLimit from 'p-limit'
import { z } from 'zod'
import type { Version2Client } from '../http/client.ts'
import { isHttpError } from '../http/http-error.ts'
import { JiraCutOffError } from '../http/offsets.ts'
import { numeric } from '../map/schemas.ts'
import type { LoneHistory } from '../read/site/deployment.ts'
import { readChangelog } from '../read/tickets/history.ts'
import { refusalOf } from '../read/tickets/refusal.ts'
import { readSingle } from './single-issue.ts'

const changelogSchema = z.object({ histories: z.array(z.unknown()), total: numeric.nullish() })
export const withChangelogSchema = z.looseObject({ changelog: z.unknown().optional() })

/** A history, or what came of it, with the cause where it isn't whole. */
interface HistoryRead {
  readonly entries: readonly unknown[]
  readonly cause: string | null
}

interface EmbeddedHistory {
  readonly entries: readonly unknown[]
  readonly isWhole: boolean
}

/** What one ticket's own list has, and what is embedded in the ticket alone; of that null where it wasn't asked for. */
interface AloneRead {
  readonly own: HistoryRead
  readonly embedded: EmbeddedHistory | null
}

/**
 * Reads the histories of single tickets. Not every version has a list of a ticket's own: whether this one does is learned from the
 * first ticket that is asked for, while the others wait.
 */
export class Histories {
  readonly #client: Version2Client
  /** Why no ticket has a list; null where one had, undefined until one was asked for. */
  #absence: string | null | undefined
  readonly #untilKnown = pLimit(1)

  constructor(client: Version2Client) {
    this.#client = client
  }

  /**
   * The embedded history; where the search embeds none or cuts it off, the ticket's own list, or else the one embedded in the ticket
   * alone. The cause where none of them is whole.
   */
  async readWhole(address: string, embedded: unknown, signal: AbortSignal | undefined): Promise<HistoryRead> {
    const inSearch = embeddedHistory(embedded)
    if (inSearch.isWhole) return { entries: inSearch.entries, cause: null }
    const { own, embedded: alone } = await this.#readAlone(address, { readsBoth: false }, signal)
    if (own.cause === null) return own
    if (alone?.isWhole === true) return { entries: alone.entries, cause: null }
    const longest = [inSearch.entries, own.entries, alone?.entries ?? []].reduce((best, one) =>
      one.length > best.length ? one : best,
    )
    return { entries: longest, cause: own.cause }
  }

  /** One ticket's history from its own list and as it is embedded in the ticket alone; null where Jira returns neither. */
  async readBoth(id: string, signal: AbortSignal | undefined): Promise<LoneHistory | null> {
    const { own, embedded } = await this.#readAlone(id, { readsBoth: true }, signal)
    const alone = embedded?.entries ?? []
    if (own.cause !== null && embedded?.isWhole !== true) return null
    return {
      entries: [...own.entries, ...alone],
      length: Math.max(own.entries.length, alone.length),
      isListed: own.cause === null && own.entries.length >= alone.length,
    }
  }

  #readAlone(
    address: string,
    options: { readonly readsBoth: boolean },
    signal: AbortSignal | undefined,
  ): Promise<AloneRead> {
    const read = () => this.#read(address, options, signal)
    return this.#absence === undefined ? this.#untilKnown(read) : read()
  }

  async #read(
    address: string,
    { readsBoth }: { readonly readsBoth: boolean },
    signal: AbortSignal | undefined,
  ): Promise<AloneRead> {
    const { isNone, ...own } =
      typeof this.#absence === 'string'
        ? { entries: [], cause: this.#absence, isNone: true }
        : await ownList(this.#client, address, signal)
    const isNeeded = readsBoth || own.cause !== null
    const embedded = isNeeded ? await embeddedInTicket(this.#client, address, signal) : null
    if (own.cause === null) this.#absence = null
    // Of a ticket that is gone there is none either.
    if (this.#absence === undefined && isNone && embedded?.isWhole === true) this.#absence = own.cause
    return { own, embedded }
  }
}

/** The ticket's own list, as far as it is returned; the cause where it isn't whole. */
async function ownList(
  client: Version2Client,
  address: string,
  signal: AbortSignal | undefined,
): Promise<HistoryRead & { readonly isNone: boolean }> {
  try {
    return { entries: await readChangelog(client, address, signal), cause: null, isNone: false }
  } catch (error) {
    const cause = refusalOf(error)
    if (cause === null) throw error
    const entries = error instanceof JiraCutOffError ? error.items : []
    return { entries, cause, isNone: isHttpError(error, 404) }
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

function embeddedHistory(changelog: unknown): EmbeddedHistory {
  const parsed = changelogSchema.safeParse(changelog).data
  if (parsed === undefined) return { entries: [], isWhole: false }
  return { entries: parsed.histories, isWhole: parsed.histories.length >= (parsed.total ?? 0) }
}
