import { z } from 'zod'
import type { Container } from '../../../domain/ticket.ts'
import type { QuarantinedRecord } from '../../trackers/tracker.ts'
import type { LinearClient, Query } from '../http/client.ts'
import { wordsOf } from '../map/events.ts'
import {
  anyNode,
  initiativeNode,
  type NodePage,
  nodePage,
  type ProjectNode,
  projectNode,
} from '../map/schemas.ts'
import { askPage, type Place, placeAfter } from './pages.ts'
import { initiativesText, projectsText, wholeProjectText } from './queries.ts'

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

const wholeProjectQuery: Query<ProjectNode> = {
  name: 'project',
  text: wholeProjectText,
  data: z.object({ project: projectNode }).transform(({ project }) => project),
}

type Filter = Readonly<Record<string, unknown>>

interface ContainerPage {
  readonly containers: readonly Container[]
  readonly quarantined: readonly QuarantinedRecord[]
  readonly next: Place | null
}

/** A page of projects or initiatives as containers. */
export async function readContainers(
  client: LinearClient,
  connectionId: string,
  kind: 'projects' | 'initiatives',
  { first, place, filter }: { readonly first: number; readonly place: Place; readonly filter: Filter },
  signal: AbortSignal | undefined,
): Promise<ContainerPage> {
  const query = kind === 'projects' ? projectsQuery : initiativesQuery
  const page = await askPage(client, query, { first, place, filter }, signal)
  const containers: Container[] = []
  const quarantined: QuarantinedRecord[] = []
  for (const node of page.nodes) {
    const container =
      kind === 'projects'
        ? await projectOf(client, connectionId, node, signal)
        : initiativeOf(connectionId, node)
    if (container.success) containers.push(container.data)
    else quarantined.push(unreadable(connectionId, kind, node, container.error))
  }
  return { containers, quarantined, next: placeAfter(page, place) }
}

type Read =
  | { readonly success: true; readonly data: Container }
  | { readonly success: false; readonly error: z.ZodError }

async function projectOf(
  client: LinearClient,
  connectionId: string,
  node: unknown,
  signal: AbortSignal | undefined,
): Promise<Read> {
  const parsed = projectNode.safeParse(node)
  if (!parsed.success) return parsed
  const hasMore = parsed.data.labels.pageInfo.hasNextPage || parsed.data.initiatives.pageInfo.hasNextPage
  const project = hasMore
    ? await client.query(wholeProjectQuery, { id: parsed.data.id }, signal)
    : parsed.data
  return {
    success: true,
    data: {
      connectionId,
      containerId: project.id,
      kind: 'project',
      title: project.name,
      url: project.url,
      labels: project.labels.nodes.map((label) => label.name),
      parentIds: project.initiatives.nodes.map((initiative) => initiative.id),
    },
  }
}

function initiativeOf(connectionId: string, node: unknown): Read {
  const parsed = initiativeNode.safeParse(node)
  if (!parsed.success) return parsed
  const { id, name, url, labels, parentInitiative } = parsed.data
  return {
    success: true,
    data: {
      connectionId,
      containerId: id,
      kind: 'initiative',
      title: name,
      url,
      labels: labels.nodes.map((label) => label.name),
      parentIds: parentInitiative === null ? [] : [parentInitiative.id],
    },
  }
}

function unreadable(
  connectionId: string,
  kind: 'projects' | 'initiatives',
  node: unknown,
  error: z.ZodError,
): QuarantinedRecord {
  return {
    connectionId,
    recordId: anyNode.parse(node).id,
    recordKind: 'container',
    cause: `${kind === 'projects' ? 'project' : 'initiative'} that can't be read: ${wordsOf(error)}`,
    payload: JSON.stringify(node),
  }
}
