import { createLinearTracker, type LinearTrackerOptions } from '../../../adapters/linear/tracker.ts'
import type { QuarantinedRecord, Tracker } from '../../../adapters/trackers/tracker.ts'
import type { IncompleteList, IncompleteTicket } from '../../../domain/sync/incomplete.ts'
import type { Container, Status, Ticket, TicketEvent } from '../../../domain/ticket.ts'
import {
  type FakeLinear,
  type FakeLinearOptions,
  startFakeLinear,
} from '../../../fakes/linear/server/server.ts'
import { asOfAt, smallCompany } from '../../fakes/linear/small-company.ts'

export const connectionId = 'linear-1'

/** A fake Linear with a tracker on it; both share a clock that only sleeping and `pass` move. */
export interface Desk extends AsyncDisposable {
  readonly fake: FakeLinear
  readonly tracker: Tracker
  readonly sleptMs: number[]
  now(): number
  pass(ms: number): void
}

export async function openDesk(
  fakeOptions: Partial<FakeLinearOptions> = {},
  trackerOptions: Partial<LinearTrackerOptions> = {},
): Promise<Desk> {
  let nowAt = asOfAt
  const sleptMs: number[] = []
  const now = () => nowAt
  const fake = await startFakeLinear({
    company: smallCompany(),
    now,
    apiKey: 'lin_api_example',
    ...fakeOptions,
  })
  const tracker = createLinearTracker({
    connectionId,
    apiUrl: fake.url,
    auth: { kind: 'api_key', apiKey: 'lin_api_example' },
    now,
    sleep: async (ms) => {
      sleptMs.push(ms)
      nowAt += ms
    },
    ...trackerOptions,
  })
  return {
    fake,
    tracker,
    sleptMs,
    now,
    pass: (ms) => {
      nowAt += ms
    },
    [Symbol.asyncDispose]: () => fake.close(),
  }
}

/** What a store would hold after a run: the newest of each, by identity. */
export interface Harvest {
  readonly tickets: Map<string, Ticket>
  readonly events: Map<string, TicketEvent[]>
  readonly containers: Map<string, Container>
  readonly statuses: Map<string, Status>
  readonly quarantined: QuarantinedRecord[]
  readonly incompleteLists: IncompleteList[]
  readonly incomplete: IncompleteTicket[]
  readonly pages: number
}

export async function harvest(
  tracker: Tracker,
  changedSinceAt: number | null = null,
  betweenPages: () => void = () => undefined,
  wholeLists: readonly string[] = [],
): Promise<Harvest> {
  const { scopes } = await tracker.preflight()
  const result: Harvest = {
    tickets: new Map(),
    events: new Map(),
    containers: new Map(),
    statuses: new Map(),
    quarantined: [],
    incompleteLists: [],
    incomplete: [],
    pages: 0,
  }
  let pages = 0
  for (
    let checkpoint: string | null = null, isFirst = true;
    isFirst || checkpoint !== null;
    isFirst = false
  ) {
    const read = await tracker.readPage({ scopes, changedSinceAt, checkpoint, wholeLists })
    pages += 1
    for (const ticket of read.page.tickets) {
      result.tickets.set(ticket.ticketId, ticket)
      const own = read.page.events.filter((event) => event.ticketId === ticket.ticketId)
      result.events.set(ticket.ticketId, own)
    }
    for (const container of read.page.containers) result.containers.set(container.containerId, container)
    for (const status of read.page.statuses) result.statuses.set(status.statusId, status)
    result.quarantined.push(...read.page.quarantined)
    result.incompleteLists.push(...(read.page.incompleteLists ?? []))
    result.incomplete.push(...(read.page.incomplete ?? []))
    checkpoint = read.checkpoint
    if (checkpoint !== null) betweenPages()
  }
  return { ...result, pages }
}
