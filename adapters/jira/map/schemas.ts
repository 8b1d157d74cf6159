import { z } from 'zod'
import { parseJiraTime } from './time.ts'

/** Jira sends ids as text, in some places as a number. They become parts of addresses and queries, so nothing else is an id. */
const id = z.union([z.string().regex(/^[\w-]{1,64}$/, 'not an id'), z.number().int().transform(String)])

/** A number; a proxy or an older server may have made text of it. */
export const numeric = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d+(?:\.\d+)?$/, 'not a number')
    .transform(Number),
])

const time = z.unknown().transform((value, context) => {
  const at = parseJiraTime(value)
  if (at !== null) return at
  context.addIssue({ code: 'custom', message: 'not a point in time' })
  return z.NEVER
})

/** The account of an author or assignee; a deleted one lacks its fields, or is missing. Data Center has `key` and `name` for an account id. */
export const userSchema = z.object({
  accountId: z.string().nullish(),
  key: z.string().nullish(),
  name: z.string().nullish(),
  displayName: z.string().nullish(),
  emailAddress: z.string().nullish(),
  active: z.boolean().nullish(),
  accountType: z.string().nullish(),
  timeZone: z.string().nullish(),
})

export type JiraUser = z.infer<typeof userSchema>

export const statusSchema = z.object({
  id,
  name: z.string().nullish(),
  statusCategory: z
    .object({ id: numeric.nullish().catch(null), key: z.string().nullish().catch(null) })
    .nullish()
    .catch(null),
})

export type JiraStatus = z.infer<typeof statusSchema>

const named = z.object({ name: z.string() })

const issueType = z.object({ id, name: z.string().nullish().catch(null) })

export const commentSchema = z.object({ id, author: userSchema.nullish(), created: time })

export const worklogSchema = z.object({
  id,
  author: userSchema.nullish(),
  updateAuthor: userSchema.nullish(),
  created: time.nullish().catch(null),
  started: time,
  timeSpentSeconds: numeric.pipe(z.number().nonnegative()),
})

/** A page of the list's own endpoint; `total` is the full count. */
export const commentListSchema = z.object({ comments: z.array(z.unknown()), total: numeric.nullish() })
export const worklogListSchema = z.object({ worklogs: z.array(z.unknown()), total: numeric.nullish() })

/** Of a list inside a ticket that can't be read: it is taken for truncated, and read from its own endpoint. */
const unreadable = { total: Number.POSITIVE_INFINITY }

export const issueSchema = z.object({
  id,
  key: z.string().min(1),
  // Loose, because custom fields are found by ids that only this site knows.
  fields: z.looseObject({
    summary: z.string().nullish(),
    issuetype: issueType.extend({
      subtask: z.boolean().nullish().catch(null),
      hierarchyLevel: numeric.pipe(z.number().int()).nullish().catch(null),
    }),
    status: statusSchema,
    resolution: z.object({ id, name: z.string() }).nullish(),
    priority: named.nullish(),
    labels: z.array(z.string()).nullish(),
    components: z.array(named).nullish(),
    project: z.object({ id, key: z.string(), name: z.string() }),
    parent: z.object({ id: id.nullish(), key: z.string().nullish() }).nullish(),
    assignee: userSchema.nullish(),
    creator: userSchema.nullish(),
    created: time,
    updated: time,
    resolutiondate: time.nullish(),
    comment: commentListSchema.nullish().catch({ ...unreadable, comments: [] }),
    worklog: worklogListSchema.nullish().catch({ ...unreadable, worklogs: [] }),
  }),
})

export type JiraIssue = z.infer<typeof issueSchema>

/**
 * One entry of a ticket's history. Items stay unparsed: most are of fields that we don't read, of any type.
 */
export const historySchema = z.object({
  id,
  author: userSchema.nullish(),
  created: time,
  items: z.array(z.unknown()),
})

export type JiraHistory = z.infer<typeof historySchema>

/** Each is told otherwise too, or can be done without. */
export const serverInfoSchema = z.object({
  baseUrl: z.string().nullish().catch(null),
  displayUrl: z.string().nullish().catch(null),
  deploymentType: z.string().nullish().catch(null),
  version: z.string().nullish().catch(null),
  serverTime: z.unknown().optional(),
  serverTitle: z.string().nullish().catch(null),
})

export const projectSchema = z.object({
  id,
  key: z.string().min(1),
  name: z.string().nullish(),
  insight: z.object({ totalIssueCount: numeric.nullish() }).nullish(),
})

export const projectPageSchema = z.object({
  values: z.array(z.unknown()),
  total: numeric.nullish(),
  isLast: z.boolean().nullish(),
})

export const fieldSchema = z.object({
  id: z.string(),
  name: z.string(),
  schema: z
    .object({ type: z.string().nullish(), items: z.string().nullish(), custom: z.string().nullish() })
    .nullish(),
})

export type JiraField = z.infer<typeof fieldSchema>

/** Null after the last page, where it may be missing, null or empty. */
const pageToken = z
  .string()
  .nullish()
  .transform((token) => (token === undefined || token === '' ? null : token))

/** A body that holds neither a list nor a sign of its end is no page: taken for one it would be the last, and empty. */
const noList = 'no list'

export const searchPageSchema = z
  .object({
    issues: z.array(z.unknown()).nullish(),
    nextPageToken: pageToken,
    /** Was seen missing, and null. */
    isLast: z.boolean().nullish().catch(undefined),
  })
  .refine(
    ({ issues, nextPageToken, isLast }) => issues != null || nextPageToken !== null || isLast === true,
    noList,
  )

/** `issueErrors` names the ids that it lacks. */
export const bulkIssuesSchema = z
  .object({ issues: z.array(z.unknown()).nullish(), issueErrors: z.unknown().optional() })
  .refine(({ issues, issueErrors }) => issues != null || Array.isArray(issueErrors), noList)

export const changelogPageSchema = z.object({
  issueChangeLogs: z.array(z.unknown()),
  nextPageToken: pageToken,
})

/** Whose a log is. */
export const loggedSchema = z.object({ issueId: id })

/** The log of one ticket, or a part of it. */
export const changelogSchema = loggedSchema.extend({ changeHistories: z.array(z.unknown()).nullish() })

export const issueChangelogSchema = z.object({ values: z.array(z.unknown()), total: numeric.nullish() })

export const countSchema = z.object({ count: numeric.pipe(z.number().int().nonnegative()) })

export const idSchema = z.object({ id })

/** What a census reads of a ticket. */
export const sightedSchema = z.object({
  id,
  key: z.string().min(1),
  // Loose, for custom fields, as of an issue.
  fields: z.looseObject({
    project: z.object({ id }),
    status: z.object({ id }),
    assignee: userSchema.nullish(),
    parent: z.object({ id: id.nullish() }).nullish().catch(null),
    issuetype: issueType,
    labels: z.array(z.string()).nullish(),
    components: z.array(named).nullish(),
    resolution: z.object({ id, name: z.string() }).nullish(),
    priority: named.nullish(),
    updated: time,
  }),
})

/** Where a ticket is. */
export const placedSchema = z.object({
  id,
  fields: z.object({
    project: z.object({ id }),
    archiveddate: time.nullish().catch(null),
    updated: time.nullish().catch(null),
  }),
})

/** Whether a text is a key, and fit to become part of an address. */
export function isTicketKey(text: string): boolean {
  return /^[A-Z][A-Z0-9_]*-\d+$/.test(text)
}

export const keyedSchema = z.object({ id, key: z.string() })
