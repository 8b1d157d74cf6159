import type { z } from 'zod'
import { TrackerShapeError } from '../../trackers/errors.ts'

/**
 * Parses a response body.
 * @throws TrackerShapeError with the endpoint and the path that doesn't match, without the value there
 */
export function parseResponse<Schema extends z.ZodType>(
  schema: Schema,
  body: unknown,
  what: string,
): z.output<Schema> {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  throw new TrackerShapeError(
    `Jira's ${what} doesn't match the schema that we know: ${mismatchOf(parsed.error)}.`,
  )
}

/** The first mismatch, as path and message: `fields.created: not a point in time`. */
export function mismatchOf(error: z.ZodError): string {
  const issue = error.issues[0]
  if (issue === undefined) return 'unknown shape'
  const path = issue.path.map(String).join('.')
  return path === '' ? issue.message : `${path}: ${issue.message}`
}
