import { createHash } from 'node:crypto'
import { z } from 'zod'
import { dayMs, type Instant } from '../../../domain/instant.ts'
import { badRequest, type FakeResponse } from './response.ts'

const tokenLifeMs = 7 * dayMs

const tokenSchema = z.object({
  /** Which request it belongs to. */
  of: z.string(),
  issuedAt: z.number(),
  /** Where the page before ended; the endpoint's own. */
  after: z.array(z.union([z.string(), z.number(), z.null()])),
})

/** Where a page ended: sort keys and an id, or an offset. */
export type PageEnd = z.infer<typeof tokenSchema>['after']

/** Creates a token for the same request only; opaque to clients. */
export function issueToken(request: unknown, after: PageEnd, nowAt: Instant): string {
  const token = { of: fingerprint(request), issuedAt: nowAt, after }
  return Buffer.from(JSON.stringify(token)).toString('base64url')
}

/** Parses a token. @throws JiraErrorResponse 400 for one of another request, older than seven days, or invalid */
export function redeemToken(text: string, request: unknown, nowAt: Instant): PageEnd {
  const token = tokenSchema.safeParse(jsonOf(Buffer.from(text, 'base64url').toString()))
  if (!token.success || token.data.of !== fingerprint(request)) {
    throw badRequest('The provided next page token is invalid for this request.')
  }
  if (nowAt - token.data.issuedAt > tokenLifeMs) throw expiredToken()
  return token.data.after
}

export function expiredToken(): Error {
  return badRequest('The provided next page token has expired.')
}

/** The token that a request sends, in its query or its body; null for a first page. */
export function tokenOf(query: URLSearchParams, body: unknown): string | null {
  const fromBody = z.object({ nextPageToken: z.string().min(1) }).safeParse(body)
  return fromBody.success ? fromBody.data.nextPageToken : query.get('nextPageToken')
}

/** The response with another token: a server that repeats one forever. */
export function withToken(answer: FakeResponse, token: string): FakeResponse {
  const body = z.record(z.string(), z.unknown()).safeParse(answer.body)
  return body.success ? { ...answer, body: { ...body.data, nextPageToken: token, isLast: false } } : answer
}

/** A response that says that there is more and has no token to it. */
export function withoutToken(answer: FakeResponse): FakeResponse {
  const body = z.looseObject({ nextPageToken: z.string() }).safeParse(answer.body)
  if (!body.success) return answer
  const { nextPageToken: _, ...rest } = body.data
  return { ...answer, body: { ...rest, isLast: false } }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

function fingerprint(request: unknown): string {
  return createHash('sha256').update(JSON.stringify(request)).digest('base64url').slice(0, 22)
}
