import { z } from 'zod'
import type { RequestContext } from '../resources/request-context.ts'
import type { FaultBox } from './faults.ts'
import { badRequest } from './response.ts'

/** A request as passed to the endpoints. */
export interface JiraRequest {
  readonly method: string
  readonly path: string
  /** What the pattern of the route caught, in its order. */
  readonly parts: readonly string[]
  readonly query: URLSearchParams
  readonly body: unknown
  readonly context: RequestContext
  readonly faults: FaultBox
  /** True when Jira silently treats the caller as anonymous. */
  readonly isAnonymous: boolean
}

/** Parses a request's body. @throws JiraErrorResponse 400 when it doesn't match the schema */
export function parseBody<S extends z.ZodType>(schema: S, body: unknown): z.infer<S> {
  const parsed = schema.safeParse(body)
  if (!parsed.success)
    throw badRequest('Invalid request payload. Refer to the REST API documentation and try again.')
  return parsed.data
}

/** A whole number of the query, clamped to a range as Jira clamps page sizes. */
export function numberParam(query: URLSearchParams, name: string, standard: number, max: number): number {
  const text = query.get(name)
  if (text === null || text === '') return standard
  const number = Number(text)
  if (!Number.isInteger(number))
    throw badRequest(`The value '${text}' of parameter '${name}' is not a number.`)
  return Math.min(Math.max(number, 0), max)
}

/** A list in the query, whether it repeats the parameter or writes commas. */
export function listParam(query: URLSearchParams, name: string): readonly string[] {
  return query
    .getAll(name)
    .flatMap((text) => text.split(','))
    .map((text) => text.trim())
    .filter((text) => text !== '')
}

/** Jira writes `expand` as one text with commas, clients send arrays too. */
export const expandSchema = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((given) => {
    const texts = Array.isArray(given) ? given : [given ?? '']
    return new Set(texts.flatMap((text) => text.split(',')).filter((name) => name !== ''))
  })
