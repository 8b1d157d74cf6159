import { z } from 'zod'

/** An ISO 8601 time; one that names no zone is of UTC, as all of Linear's are. */
export const instant = z.iso
  .datetime({ offset: true, local: true })
  .transform((text) => Date.parse(/(?:Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`))

const orNull = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? null)
/** It becomes part of filters and addresses, so nothing else is an id. */
const id = z.string().regex(/^[\w-]{1,128}$/, 'not an id')
const reference = z.object({ id })

export const pageInfo = z.object({ hasNextPage: z.boolean(), endCursor: orNull(z.string()) })

/** A page of nodes that are parsed one by one, so that a bad one doesn't lose the others. */
export const nodePage = z.object({ nodes: z.array(z.unknown()), pageInfo })

export type NodePage = z.infer<typeof nodePage>

/** A list without `pageInfo`, which costs as much as the nodes, ends where it is shorter than was asked for. */
const innerList = z.object({
  nodes: z.array(z.unknown()),
  pageInfo: z.object({ hasNextPage: z.boolean() }).optional(),
})

export const organizationNode = z.object({ id, name: orNull(z.string()), urlKey: orNull(z.string()) })

export const workflowStateNode = z.object({ id, name: z.string(), type: z.string() })

/** What an issue says itself. */
export const contextNode = z.object({
  id,
  identifier: id,
  title: z.string(),
  url: z.string(),
  priority: z.number(),
  priorityLabel: z.string(),
  estimate: orNull(z.number()),
  trashed: orNull(z.boolean()),
  labelIds: z.array(z.string()),
  createdAt: instant,
  updatedAt: instant,
  completedAt: orNull(instant),
  canceledAt: orNull(instant),
  archivedAt: orNull(instant),
  state: workflowStateNode.extend({ type: orNull(z.string()) }),
  team: z.object({ id, key: z.string(), name: z.string() }),
  assignee: orNull(reference),
  creator: orNull(reference),
  parent: orNull(z.object({ id, identifier: orNull(z.string()) })),
  project: orNull(z.object({ id, name: z.string() })),
})

export type ContextNode = z.infer<typeof contextNode>

/** What a census reads of an issue. */
export const sightedNode = contextNode
  .pick({
    id: true,
    identifier: true,
    trashed: true,
    labelIds: true,
    updatedAt: true,
    archivedAt: true,
    assignee: true,
    priority: true,
    priorityLabel: true,
    estimate: true,
  })
  .extend({ state: reference, team: reference, parent: orNull(reference) })

/** Where an issue is. */
export const placedNode = z.object({ id, team: reference })

/** An issue with its history. */
export const issueNode = contextNode.extend({
  previousIdentifiers: z
    .array(z.string())
    .nullish()
    .transform((identifiers) => identifiers ?? []),
  addedToTeamAt: orNull(instant),
  stateHistory: innerList,
  history: innerList,
})

export type IssueNode = z.infer<typeof issueNode>

/** An issue by its id, with the starts of its lists. */
export const startedNode = issueNode.pick({ id: true, stateHistory: true, history: true })

/** The id and creation time of any node; empty and null where even they can't be parsed. */
export const anyNode = z
  .object({ id: z.string().catch(''), createdAt: instant.nullable().catch(null) })
  .catch({
    id: '',
    createdAt: null,
  })

/** The three inner lists of a ticket, complete, their nodes not parsed yet. */
export interface IssueLists {
  readonly stateHistory: readonly unknown[]
  readonly history: readonly unknown[]
  readonly comments: readonly unknown[]
}

/** An issue with one of its lists. */
export const listedNode = z.object({ id, list: innerList })

export const spanNode = z.object({ id, stateId: id, startedAt: instant })

export const historyNode = z.object({
  id,
  createdAt: instant,
  actorId: orNull(z.string()),
  /** Requested only when a ticket is read again. */
  fromStateId: orNull(z.string()),
  toStateId: orNull(z.string()),
  fromAssigneeId: orNull(z.string()),
  toAssigneeId: orNull(z.string()),
})

/** Whose a comment is. */
export const placedComment = z.object({ issueId: id })

/** A comment's place in a list that is sorted by time. */
export const datedComment = z.object({ id, createdAt: z.string() })

export const commentNode = z.object({ id, createdAt: instant, user: orNull(reference) })

/** A comment on a project update or a document has no issue. */
export const newCommentNode = z.object({
  createdAt: instant,
  issue: orNull(z.object({ id, updatedAt: instant, archivedAt: orNull(instant) })),
})

/** Empty where this Linear doesn't have it. */
const shortList = <T extends z.ZodType>(node: T) =>
  z
    .object({ nodes: z.array(node), pageInfo: z.object({ hasNextPage: z.boolean() }) })
    .optional()
    .transform((list) => list ?? { nodes: [], pageInfo: { hasNextPage: false } })

export const projectNode = z.object({
  id,
  name: z.string(),
  url: z.string(),
  createdAt: instant,
  completedAt: orNull(instant),
  canceledAt: orNull(instant),
  labels: shortList(z.object({ name: z.string() })),
  initiatives: shortList(reference),
})

export type ProjectNode = z.infer<typeof projectNode>

export const initiativeNode = z.object({
  id,
  name: z.string(),
  url: z.string(),
  createdAt: instant,
  completedAt: orNull(instant),
  canceledAt: orNull(instant),
  parentInitiative: orNull(reference),
  labels: shortList(z.object({ name: z.string() })),
})

export type InitiativeNode = z.infer<typeof initiativeNode>

export const labelNode = z.object({
  id,
  name: z.string(),
  parent: orNull(z.object({ id, name: z.string() })),
})

export const userNode = z.object({
  id,
  name: z.string(),
  email: orNull(z.string()),
  active: z.boolean(),
  app: orNull(z.boolean()).transform((isApp) => isApp ?? false),
  timezone: orNull(z.string()),
})

export const teamNode = z.object({
  id,
  key: z.string(),
  name: z.string(),
  issueCount: z.number(),
  /** Null at the top, and where the account doesn't see it. */
  parent: orNull(reference),
})

export type TeamNode = z.infer<typeof teamNode>

export const viewer = z.object({
  id,
  name: z.string(),
  email: orNull(z.string()),
  timezone: orNull(z.string()),
})
