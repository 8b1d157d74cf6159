import type { Tracker } from '../../../adapters/trackers/tracker.ts'
import { seededDraws } from '../../../domain/reconcile/figures/budget/seeded-draws.ts'
import { mutated } from '../../builders/mutations.ts'

/** Tickets by id, each with its events, as text. */
export type ReadTickets = ReadonlyMap<string, string>

/** Reads everything, as a first sync does. */
export async function readAll(tracker: Tracker): Promise<ReadTickets> {
  const { scopes } = await tracker.preflight()
  const tickets = new Map<string, string>()
  let checkpoint: string | null = null
  do {
    const read = await tracker.readPage({ scopes, changedSinceAt: null, checkpoint })
    const events = Map.groupBy(read.page.events, ({ ticketId }) => ticketId)
    for (const ticket of read.page.tickets) {
      tickets.set(ticket.ticketId, JSON.stringify([ticket, events.get(ticket.ticketId) ?? []]))
    }
    checkpoint = read.checkpoint
  } while (checkpoint !== null)
  return tickets
}

/** A server's answers as they came, to be given again with some records changed. */
export class ChangedAnswers {
  readonly #answers = new Map<string, { readonly status: number; readonly text: string }>()
  /** Ids of tickets of which a record was changed since `begin`. */
  readonly changedIds = new Set<string>()
  changedRecords = 0
  #draw: (() => number) | null = null
  readonly #share: number
  readonly #recordsOf: (body: unknown) => readonly RecordPlace[]

  /**
   * @param share of the records that are changed
   * @param recordsOf the lists of records in an answer, and whose ticket each is
   */
  constructor(share: number, recordsOf: (body: unknown) => readonly RecordPlace[]) {
    this.#share = share
    this.#recordsOf = recordsOf
  }

  /** From now on records are changed, as this seed draws. */
  begin(seed: string): void {
    this.#draw = seededDraws(seed)
    this.changedIds.clear()
  }

  readonly fetch = async (url: URL, init: RequestInit): Promise<Response> => {
    const key = `${init.method} ${url.href} ${String(init.body ?? '')}`
    const known = this.#answers.get(key) ?? (await this.#ask(key, url, init))
    return new Response(this.#draw === null ? known.text : this.#changed(known.text, this.#draw), {
      status: known.status,
      headers: { 'content-type': 'application/json', date: 'Fri, 12 Jun 2026 16:00:00 GMT' },
    })
  }

  async #ask(key: string, url: URL, init: RequestInit) {
    const response = await fetch(url, init)
    const answer = { status: response.status, text: await response.text() }
    this.#answers.set(key, answer)
    return answer
  }

  #changed(text: string, draw: () => number): string {
    const body: unknown = JSON.parse(text)
    for (const { list, ticketIdOf } of this.#recordsOf(body)) {
      for (const [index, record] of list.entries()) {
        if (draw() >= this.#share) continue
        this.changedIds.add(ticketIdOf(record))
        this.changedRecords += 1
        list[index] = mutated(record, draw)
      }
    }
    return JSON.stringify(body)
  }
}

/** The list itself that stands in an answer at this path, not a copy; null for none. */
export function listAt(body: unknown, ...path: readonly string[]): unknown[] | null {
  let part = body
  for (const name of path) part = typeof part === 'object' && part !== null ? Reflect.get(part, name) : null
  return Array.isArray(part) ? part : null
}

export interface RecordPlace {
  readonly list: unknown[]
  readonly ticketIdOf: (record: unknown) => string
}
