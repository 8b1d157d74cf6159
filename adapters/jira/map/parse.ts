import type { z } from 'zod'
import { TrackerUnavailableError } from '../../trackers/errors.ts'

/**
 * Parses a whole answer, whose frame we cannot do without.
 * @throws TrackerUnavailableError naming the endpoint and the path that doesn't fit, nothing of what stands there
 */
export function parseResponse<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
  what: string,
): z.output<Schema> {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  throw new TrackerUnavailableError(`Jira's ${what} can't be understood: ${mismatchOf(parsed.error)}.`)
}

/** The first thing that doesn't fit, as path and complaint: `fields.created: not a point in time`. */
export function mismatchOf(error: z.ZodError): string {
  const issue = error.issues[0]
  if (issue === undefined) return 'unknown shape'
  const path = issue.path.map(String).join('.')
  return path === '' ? issue.message : `${path}: ${issue.message}`
}
