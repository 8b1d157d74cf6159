import { createLinearTracker } from '../../../../adapters/linear/tracker.ts'
import { type FakeLinear, startFakeLinear } from '../../../../fakes/linear/server/server.ts'
import type { LinearFault } from '../../../../fakes/linear/state/faults.ts'
import { asOfAt, smallCompany, someTickets } from '../../../fakes/linear/small-company.ts'
import { issueChanges, workspaceChanges } from './linear-changes.ts'
import type { Change, Fault } from './script.ts'
import { type Clock, type Fact, pickOf, type World } from './world.ts'

const apiKey = 'lin_api_example'

const faults: readonly (LinearFault | { readonly forbids: string })[] = [
  { kind: 'ratelimited', retryAfterSeconds: 3 },
  { kind: 'ratelimited', status: 429, codeOnly: true },
  { kind: 'partial errors' },
  { kind: 'html 502' },
  { kind: 'html 200' },
  { kind: 'cut json' },
  { kind: 'closed connection' },
  { kind: 'unauthenticated' },
  { kind: 'too complex' },
  { kind: 'internal error' },
  { forbids: 'comments' },
  { forbids: 'initiatives' },
]

/** Two teams of a Linear workspace. */
export async function openLinearWorld(clock: Clock, oneScope: boolean): Promise<World> {
  clock.nowAt = asOfAt
  const linear = await startFakeLinear({
    company: smallCompany(someTickets(7)),
    now: () => clock.nowAt,
    apiKey,
  })
  return new LinearWorld(linear, clock, oneScope)
}

class LinearWorld implements World {
  readonly tracker = 'linear'
  readonly chosenKey = 'GRO'
  readonly #linear: FakeLinear
  readonly #clock: Clock
  /** The only team that is read; null for all. */
  readonly #teamId: string | null
  readonly #silentIds = new Set<string>()
  #number = 100

  constructor(linear: FakeLinear, clock: Clock, oneScope: boolean) {
    this.#teamId = oneScope ? (linear.state.teams.find(({ key }) => key === 'GRO')?.id ?? '') : null
    this.#linear = linear
    this.#clock = clock
  }

  openTracker({ connectionId, fetch }: Parameters<World['openTracker']>[0]) {
    return createLinearTracker({
      connectionId,
      apiUrl: this.#linear.url,
      auth: { kind: 'api_key', apiKey },
      now: () => this.#clock.nowAt,
      sleep: async (ms) => {
        this.#clock.nowAt += ms
      },
      ticketsPerPage: 3,
      ...(fetch === undefined ? {} : { fetch }),
    })
  }

  strike({ pick, times }: Fault): void {
    const fault = pickOf(faults, pick)
    if (fault === null) return
    if ('forbids' in fault) this.#linear.faults.forbiddenFields.add(fault.forbids)
    else this.#linear.faults.next(...Array.from({ length: times }, () => fault))
  }

  setLag(): void {
    // Linear's lists come from its database.
  }

  calm(): void {
    this.#linear.faults.forbiddenFields.clear()
    while (this.#linear.faults.take() !== null);
  }

  /** Its lists have archived ones too. */
  unlisted(): ReadonlyMap<string, number> {
    return new Map()
  }

  facts(): ReadonlyMap<string, Fact> {
    const { state, faults: around } = this.#linear
    const read = state.issues.filter(
      ({ id, teamId }) => !around.hidden.has(id) && (this.#teamId === null || teamId === this.#teamId),
    )
    return new Map(
      read.map(({ id, identifier, title, stateId, updatedAt, comments }) => [
        id,
        {
          ...{
            key: identifier,
            title,
            statusId: stateId,
            updatedAt,
            comments: comments.length,
            loggedSeconds: 0,
          },
          movedSilently: this.#silentIds.has(id),
        },
      ]),
    )
  }

  close(): Promise<void> {
    return this.#linear.close()
  }

  change(change: Change): void {
    const { kind, pick, value } = change
    const { state, faults: around } = this.#linear
    this.#number += 1
    const actorId = pickOf(state.users, value)?.id ?? null
    const input = { ...change, state, faults: around, number: this.#number, at: this.#clock.nowAt, actorId }
    const issue = pickOf(state.issues, pick)
    workspaceChanges[kind]?.(input)
    if (issue === null) return
    if (kind === 'restore' || kind === 'hideTicket') this.#silentIds.add(issue.id)
    issueChanges[kind]?.({ ...input, issue })
  }
}
