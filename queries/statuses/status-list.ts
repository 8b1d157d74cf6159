import { listStatusPlaces, type StatusPlace } from '../../adapters/store/classify/status-places.ts'
import { listConnections } from '../../adapters/store/connections/connections.ts'
import type { Store } from '../../adapters/store/sql/client.ts'
import { KeptDocuments } from '../../adapters/store/sql/kept-documents.ts'
import { storeVersions } from '../../adapters/store/sync/versions.ts'
import { loadStatuses } from '../../adapters/store/tickets/tickets.ts'
import { type StatusReading, type StatusSubject, statusMapOf } from '../../domain/classify/status-map.ts'
import type { StatusRules } from '../../domain/classify/status-rules.ts'
import { compareNaturally } from '../../domain/text/text-order.ts'
import type { Status } from '../../domain/ticket.ts'
import { readableRules } from '../rules/rules-in-force.ts'

/** A status, and what it counts as. */
export interface ListedStatus {
  readonly status: Status
  readonly connectionName: string
  /** Tickets that are in it now. */
  readonly tickets: number
  /** One, or one for each meaning where a line of the rule file holds for some projects or teams. */
  readonly readings: readonly PlacedReading[]
}

export interface PlacedReading extends StatusReading {
  /** Keys or names of the projects with tickets in the status, of Linear its teams; most tickets first. */
  readonly places: readonly string[]
}

/** What is needed to tell what statuses mean under any rules. */
export interface StatusFacts {
  readonly statuses: readonly Status[]
  readonly places: readonly StatusPlace[]
  readonly connections: ReadonlyMap<string, { readonly name: string; readonly tracker: string }>
}

/** Every status, by connection and name; null where this version of Plumbline can't read the rules in force. */
export async function listStatuses(store: Store): Promise<ListedStatus[] | null> {
  const ruleSet = await readableRules(store)
  return ruleSet === null ? null : statusesUnder(ruleSet.statusRules, await statusFacts(store))
}

/** Counting 100,000 tickets takes longer than all else on the page. */
const keptPlaces = new KeptDocuments<readonly StatusPlace[]>(1)

/** As of the last sync that has ended; as of now while the first one runs. */
async function statusPlaces(store: Store): Promise<readonly StatusPlace[]> {
  const { settings, read } = await storeVersions(store)
  if (read === '') return listStatusPlaces(store)
  return (await keptPlaces.get(store, `${settings} ${read}`, () => listStatusPlaces(store))) ?? []
}

export async function statusFacts(store: Store): Promise<StatusFacts> {
  const connections = (await listConnections(store)).map(
    ({ connectionId, name, tracker }) => [connectionId, { name, tracker }] as const,
  )
  return {
    statuses: await loadStatuses(store),
    places: await statusPlaces(store),
    connections: new Map(connections),
  }
}

/** What each status means under these rules. */
export function statusesUnder(rules: StatusRules, facts: StatusFacts): ListedStatus[] {
  const { statuses, places, connections } = facts
  const map = statusMapOf(rules, statuses, (connectionId) => connections.get(connectionId)?.tracker ?? '')
  const placesOf = Map.groupBy(places, keyOf)
  return statuses
    .map((status) => {
      const own = placesOf.get(keyOf(status)) ?? []
      const connectionName = connections.get(status.connectionId)?.name ?? ''
      const tickets = own.reduce((sum, place) => sum + place.tickets, 0)
      return {
        status,
        connectionName,
        tickets,
        readings: readingsOf(own, (place) => map.readingOf(subjectOf(status, place), status)),
      }
    })
    .toSorted(
      (a, b) =>
        compareNaturally(a.connectionName, b.connectionName) ||
        compareNaturally(a.status.name, b.status.name) ||
        compareNaturally(a.status.statusId, b.status.statusId),
    )
}

function readingsOf(
  places: readonly StatusPlace[],
  readingOf: (place: StatusPlace | null) => StatusReading,
): PlacedReading[] {
  if (places.length === 0) return [{ ...readingOf(null), places: [] }]
  const found = Map.groupBy(places, (place) => JSON.stringify(readingOf(place)))
  return [...found.values()].flatMap((own) => {
    const [first] = own
    return first === undefined ? [] : [{ ...readingOf(first), places: [...new Set(own.map(nameOf))] }]
  })
}

function nameOf({ projectKey, projectName, teamKey, teamName }: StatusPlace): string {
  return teamKey ?? teamName ?? projectKey ?? projectName ?? 'no project'
}

/** A ticket in the status, at a place; null: at none that a line of the rule file names. */
function subjectOf(status: Status, place: StatusPlace | null): StatusSubject {
  const { connectionId, statusId, name: statusName, category: statusCategory } = status
  const { tickets: _, ...at } = place ?? { ...nowhere, tickets: 0 }
  return {
    ...at,
    ...{ connectionId, statusId, statusName, statusCategory },
    ...{ resolutionId: null, resolutionName: null, removal: null },
  }
}

const nowhere = {
  projectId: null,
  projectKey: null,
  projectName: null,
  teamId: null,
  teamKey: null,
  teamName: null,
  teamsAbove: [],
} as const

function keyOf({ connectionId, statusId }: Pick<Status, 'connectionId' | 'statusId'>): string {
  return `${connectionId} ${statusId}`
}
