import { z } from 'zod'
import type { Container } from '../../../domain/ticket.ts'
import type { QuarantinedRecord } from '../../trackers/tracker.ts'
import type { LinearClient, Query } from '../http/client.ts'
import { LinearPartialError } from '../http/errors.ts'
import {
  type MappedContainer,
  mapInitiative,
  mapProject,
  parseInitiative,
  parseProject,
} from '../map/containers.ts'
import { nodePage } from '../map/schemas.ts'
import type { Place } from './pages.ts'
import {
  completeInitiativeText,
  completeProjectText,
  containerIdsText,
  initiativesText,
  projectsText,
} from './queries.ts'
import { readSkipping, unservableOf } from './skipping.ts'

const projectPage = z.object({ projects: nodePage }).transform(({ projects }) => projects)
const initiativePage = z.object({ initiatives: nodePage }).transform(({ initiatives }) => initiatives)

const lists = {
  projects: {
    list: { name: 'projects', text: projectsText, data: projectPage },
    ids: { name: 'project ids', text: containerIdsText('projects'), data: projectPage },
    noun: 'project',
    narrows: 'failures of records',
  },
  initiatives: {
    list: { name: 'initiatives', text: initiativesText, data: initiativePage },
    ids: { name: 'initiative ids', text: containerIdsText('initiatives'), data: initiativePage },
    noun: 'initiative',
    narrows: 'failures of records',
  },
} as const

// One of them with all that its lists hold; unparsed, as those of a page are.
const completeInitiativeQuery: Query<unknown> = {
  name: 'initiative',
  text: completeInitiativeText,
  data: z.object({ initiative: z.unknown() }).transform(({ initiative }) => initiative),
}

const completeProjectQuery: Query<unknown> = {
  name: 'project',
  text: completeProjectText,
  data: z.object({ project: z.unknown() }).transform(({ project }) => project),
}

type Filter = Readonly<Record<string, unknown>>

interface ContainerPage {
  readonly containers: readonly Container[]
  readonly quarantined: readonly QuarantinedRecord[]
  readonly next: Place | null
}

/** Reads a page of projects or initiatives as containers; one that Linear fails to return is quarantined. */
export async function readContainers(
  client: LinearClient,
  { connectionId, kind }: { readonly connectionId: string; readonly kind: 'projects' | 'initiatives' },
  { first, place, filter }: { readonly first: number; readonly place: Place; readonly filter: Filter },
  signal: AbortSignal | undefined,
): Promise<ContainerPage> {
  const page = await readSkipping(client, lists[kind], { first, place, filter }, signal)
  const unservable = [...page.unservable]
  const mapped: MappedContainer[] = []
  for (const node of page.nodes) {
    try {
      mapped.push(
        kind === 'projects'
          ? mapProject(connectionId, await completeProject(client, node, signal))
          : mapInitiative(connectionId, await completeInitiative(client, node, signal)),
      )
    } catch (error) {
      if (!(error instanceof LinearPartialError)) throw error
      unservable.push(unservableOf(node, `Linear fails to return this ${lists[kind].noun}`))
    }
  }
  return {
    containers: mapped.map(({ container }) => container).filter((container) => container !== null),
    quarantined: [
      ...unservable.map((record) => ({ connectionId, recordKind: 'container' as const, ...record })),
      ...mapped.flatMap(({ quarantined }) => quarantined),
    ],
    next: page.next,
  }
}

/** Reads a project again when it has more labels or initiatives than the list shows. */
async function completeProject(
  client: LinearClient,
  node: unknown,
  signal: AbortSignal | undefined,
): Promise<unknown> {
  const project = parseProject(node)
  const isComplete =
    project === null || !(project.labels.pageInfo.hasNextPage || project.initiatives.pageInfo.hasNextPage)
  return isComplete ? node : client.query(completeProjectQuery, { id: project.id }, signal)
}

/** Reads an initiative again when it has more labels than the list shows. */
async function completeInitiative(
  client: LinearClient,
  node: unknown,
  signal: AbortSignal | undefined,
): Promise<unknown> {
  const initiative = parseInitiative(node)
  const isComplete = initiative === null || !initiative.labels.pageInfo.hasNextPage
  return isComplete ? node : client.query(completeInitiativeQuery, { id: initiative.id }, signal)
}
