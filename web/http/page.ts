import type { z } from 'zod'
import type { Instant } from '../../domain/instant.ts'
import type { Visitor } from '../../domain/sign-in/roles.ts'
import type { ClosedRouteName, OpenRouteName, RouteName } from '../access.ts'
import type { Answer } from './answer.ts'
import type { WebParts } from './parts.ts'

/** A request that may be answered: who asks is allowed to, and a change comes from a form of ours. */
export interface OpenRequest {
  readonly parts: WebParts
  /** When it came. */
  readonly nowAt: Instant
  /** Null where nobody is signed in. */
  readonly visitor: Visitor | null
  /** The zone of the visitor’s clock, UTC where nobody is signed in; for texts: the layout writes what `time` puts on a page. */
  readonly timeZone: string
  /** A part of the path, such as `teamId` of `/teams/:teamId`. */
  readonly param: (name: string) => string
  /** A field of the address; null where it isn't there. */
  readonly query: (name: string) => string | null
  /** The fields of a form that was sent, read by a schema. @throws FormError for what doesn't fit */
  readonly form: <Fields>(schema: z.ZodType<Fields>) => Fields
  /** For every form: `formStart` puts it in. */
  readonly formToken: string
  /** The session's cookie; null where there is none. For signing in here or at a tracker. */
  readonly sessionToken: string | null
  /** A cookie of ours by its plain name. For sign-in alone. */
  readonly cookie: (name: string) => string | null
  /** The client's address. */
  readonly client: string
  readonly url: URL
}

/** A request of somebody who is signed in. */
export interface PageRequest extends OpenRequest {
  readonly visitor: Visitor
}

/** One route with what answers it. */
export interface Page {
  readonly route: RouteName
  readonly answer: (request: OpenRequest) => Promise<Answer>
}

/** A page for people who are signed in; who of them is in web/access.ts. */
export function definePage(route: ClosedRouteName, answer: (request: PageRequest) => Promise<Answer>): Page {
  return {
    route,
    answer: (request) => {
      const { visitor } = request
      if (visitor === null) throw new Error(`${route} was answered for nobody`)
      return answer({ ...request, visitor })
    },
  }
}

/** A page that is open to anyone. */
export function defineOpenPage(
  route: OpenRouteName,
  answer: (request: OpenRequest) => Promise<Answer>,
): Page {
  return { route, answer }
}
