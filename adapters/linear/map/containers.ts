import type { Container } from '../../../domain/ticket.ts'
import type { QuarantinedRecord } from '../../trackers/tracker.ts'
import { mismatchOf } from './parse.ts'
import { anyNode, type InitiativeNode, initiativeNode, type ProjectNode, projectNode } from './schemas.ts'

export interface MappedContainer {
  /** Null when the record can't be parsed; it is in `quarantined` then. */
  readonly container: Container | null
  readonly quarantined: readonly QuarantinedRecord[]
}

/** The project of a node; null when it can't be parsed. */
export function parseProject(node: unknown): ProjectNode | null {
  return projectNode.safeParse(node).data ?? null
}

/** The initiative of a node; null when it can't be parsed. */
export function parseInitiative(node: unknown): InitiativeNode | null {
  return initiativeNode.safeParse(node).data ?? null
}

/** Converts a project of Linear's to a container; one that can't be parsed is quarantined. */
export function mapProject(connectionId: string, node: unknown): MappedContainer {
  const parsed = projectNode.safeParse(node)
  if (!parsed.success) return quarantined(connectionId, node, `project: ${mismatchOf(parsed.error)}`)
  const { id, name, url, labels, initiatives, completedAt, canceledAt } = parsed.data
  return {
    container: {
      connectionId,
      containerId: id,
      kind: 'project',
      title: name,
      url,
      labels: labels.nodes.map((label) => label.name),
      parentIds: initiatives.nodes.map((initiative) => initiative.id),
      completedAt,
      canceledAt,
    },
    quarantined: [],
  }
}

/** Converts an initiative of Linear's to a container; one that can't be parsed is quarantined. */
export function mapInitiative(connectionId: string, node: unknown): MappedContainer {
  const parsed = initiativeNode.safeParse(node)
  if (!parsed.success) return quarantined(connectionId, node, `initiative: ${mismatchOf(parsed.error)}`)
  const { id, name, url, labels, parentInitiative, completedAt, canceledAt } = parsed.data
  return {
    container: {
      connectionId,
      containerId: id,
      kind: 'initiative',
      title: name,
      url,
      labels: labels.nodes.map((label) => label.name),
      parentIds: parentInitiative === null ? [] : [parentInitiative.id],
      completedAt,
      canceledAt,
    },
    quarantined: [],
  }
}

function quarantined(connectionId: string, node: unknown, cause: string): MappedContainer {
  const recordId = anyNode.parse(node).id
  const payload = JSON.stringify(node)
  return {
    container: null,
    quarantined: [{ connectionId, recordId, recordKind: 'container', cause, payload }],
  }
}
