import { z } from 'zod'
import { parseJiraTime } from './time.ts'

/** Jira sends ids as text, here and there as a number. */
const id = z.union([z.string().min(1), z.number().int()]).transform(String)

const time = z.unknown().transform((value, context) => {
  const at = parseJiraTime(value)
  if (at !== null) return at
  context.addIssue({ code: 'custom', message: 'not a point in time' })
  return z.NEVER
})

/** An account as it stands beside what it did; a deleted one has lost its parts, or is missing as a whole. */
export const userShape = z.object({
  accountId: z.string().nullish(),
  displayName: z.string().nullish(),
  emailAddress: z.string().nullish(),
  active: z.boolean().nullish(),
  accountType: z.string().nullish(),
})

export type JiraUser = z.infer<typeof userShape>

export const statusShape = z.object({
  id,
  name: z.string().nullish(),
  statusCategory: z.object({ id: z.coerce.number() }).nullish().catch(null),
})

export type JiraStatus = z.infer<typeof statusShape>

const named = z.object({ name: z.string() })

export const commentShape = z.object({ id, author: userShape.nullish(), created: time })

export const worklogShape = z.object({
  id,
  author: userShape.nullish(),
  started: time,
  timeSpentSeconds: z.number().nonnegative(),
})

/** A clipped list inside a ticket, or a page of the list's own endpoint; `total` says how many there are in truth. */
export const commentListShape = z.object({ comments: z.array(z.unknown()), total: z.number().nullish() })
export const worklogListShape = z.object({ worklogs: z.array(z.unknown()), total: z.number().nullish() })

export const issueShape = z.object({
  id,
  key: z.string().min(1),
  // Loose, because custom fields are found by ids that only this site knows.
  fields: z.looseObject({
    summary: z.string().nullish(),
    issuetype: z.object({
      id,
      name: z.string(),
      subtask: z.boolean().nullish(),
      hierarchyLevel: z.number().int().nullish(),
    }),
    status: statusShape,
    priority: named.nullish(),
    labels: z.array(z.string()).nullish(),
    components: z.array(named).nullish(),
    project: z.object({ id, key: z.string(), name: z.string() }),
    parent: z.object({ id: id.nullish(), key: z.string().nullish() }).nullish(),
    assignee: userShape.nullish(),
    creator: userShape.nullish(),
    created: time,
    updated: time,
    resolutiondate: time.nullish(),
    comment: commentListShape.nullish(),
    worklog: worklogListShape.nullish(),
  }),
})

export type JiraIssue = z.infer<typeof issueShape>

/**
 * One entry of a ticket's history. Items stay unparsed: most are of fields that we don't read, of any shape.
 */
export const historyShape = z.object({
  id,
  author: userShape.nullish(),
  created: time,
  items: z.array(z.unknown()),
})

export type JiraHistory = z.infer<typeof historyShape>

export const myselfShape = z.object({
  accountId: z.string().min(1),
  displayName: z.string().nullish(),
  emailAddress: z.string().nullish(),
  timeZone: z.string().nullish(),
})

export const serverInfoShape = z.object({
  baseUrl: z.string().nullish(),
  displayUrl: z.string().nullish(),
  deploymentType: z.string().nullish(),
  serverTime: z.unknown().optional(),
})

export const projectPageShape = z.object({
  values: z.array(z.object({ id, key: z.string(), name: z.string() })),
  total: z.number().nullish(),
  isLast: z.boolean().nullish(),
})

export const fieldShape = z.object({
  id: z.string(),
  name: z.string(),
  schema: z
    .object({ type: z.string().nullish(), items: z.string().nullish(), custom: z.string().nullish() })
    .nullish(),
})

export type JiraField = z.infer<typeof fieldShape>

/** Null after the last page, where it may be missing, null or empty. */
const pageToken = z
  .string()
  .nullish()
  .transform((token) => (token === undefined || token === '' ? null : token))

export const searchPageShape = z.object({
  issues: z.array(z.unknown()).nullish(),
  nextPageToken: pageToken,
})

export const changelogPageShape = z.object({
  issueChangeLogs: z
    .array(z.object({ issueId: id, changeHistories: z.array(z.unknown()).nullish() }))
    .nullish(),
  nextPageToken: pageToken,
})

export const issueChangelogShape = z.object({ values: z.array(z.unknown()), total: z.number().nullish() })

export const countShape = z.object({ count: z.number().int().nonnegative() })

export const idShape = z.object({ id })

export const keyedShape = z.object({ id, key: z.string() })
