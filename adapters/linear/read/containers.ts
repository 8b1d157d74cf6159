import { z } from 'zod'
import type { Container } from '../../../domain/ticket.ts'
import type { QuarantinedRecord } from '../../trackers/tracker.ts'
import type { LinearClient, Query } from '../http/client.ts'
import {
  type MappedContainer,
  mapInitiative,
  mapProject,
  parseInitiative,
  parseProject,
} from '../map/containers.ts'
import { type NodePage, nodePage } from '../map/schemas.ts'
import { type Place, placeAfter, readPage } from './pages.ts'
import { completeInitiativeText, completeProjectText, initiativesText, projectsText } from './queries.ts'

const projectsQuery: Query<NodePage> = {
  name: 'projects',
  text: projectsText,
  data: z.object({ projects: nodePage }).transform(({ projects }) => projects),
}

const initiativesQuery: Query<NodePage> = {
  name: 'initiatives',
  text: initiativesText,
  data: z.object({ initiatives: nodePage }).transform(({ initiatives }) => initiatives),
}

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

/** Reads a page of projects or initiatives as containers. */
export async function readContainers(
  client: LinearClient,
  connectionId: string,
  kind: 'projects' | 'initiatives',
  { first, place, filter }: { readonly first: number; readonly place: Place; readonly filter: Filter },
  signal: AbortSignal | undefined,
): Promise<ContainerPage> {
  const query = kind === 'projects' ? projectsQuery : initiativesQuery
  const page = await readPage(client, query, { first, place, filter }, signal)
  const mapped: MappedContainer[] = []
  for (const node of page.nodes) {
    mapped.push(
      kind === 'projects'
        ? mapProject(connectionId, await completeProject(client, node, signal))
        : mapInitiative(connectionId, await completeInitiative(client, node, signal)),
    )
  }
  return {
    containers: mapped.map(({ container }) => container).filter((container) => container !== null),
    quarantined: mapped.flatMap(({ quarantined }) => quarantined),
    next: placeAfter(page, place),
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
