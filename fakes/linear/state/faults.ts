/** A fault of one response. */
export type LinearFault =
  | {
      readonly kind: 'ratelimited'
      readonly status?: 400 | 429
      readonly retryAfterSeconds?: number
      readonly codeOnly?: boolean
    }
  | { readonly kind: 'partial errors' }
  /** A whole list of the root is null, beside an error. */
  | { readonly kind: 'null list'; readonly field: string }
  | { readonly kind: 'html 502' }
  | { readonly kind: 'html 200' }
  | { readonly kind: 'cut json' }
  | { readonly kind: 'stall' }
  | { readonly kind: 'closed connection' }
  | { readonly kind: 'unauthenticated' }
  | { readonly kind: 'too complex' }
  | { readonly kind: 'internal error' }
  | { readonly kind: 'gzip bomb' }

/**
 * How an issue is corrupted in each response: `malformed` doesn't match the schema, `malformed history` has one such history
 * entry, `unservable` fails inside Linear, together with the whole response, `huge` has a title of a million characters, and whatever
 * asks for the history of an `exhausting` one, or for that of a `long exhausting` one beyond its start, fails with 504.
 */
export type Poison =
  | 'malformed'
  | 'malformed history'
  | 'unservable'
  | 'huge'
  | 'exhausting'
  | 'long exhausting'

/** The faults of a fake Linear; all off by default. */
export class LinearFaults {
  /** The latency of every response. */
  latencyMs = 0
  /** Multiplies the points of the published rule. */
  pointsFactor = 1
  /** The most records that a page of issues may be asked for: more fail with 504, as where they take too long. */
  failsAbove = Number.POSITIVE_INFINITY
  /** The longest page of any list, whatever is asked for: the rest follows, as `pageInfo` tells. */
  longestList = Number.POSITIVE_INFINITY
  /** Lists of which three fifths of what is asked for come, and the rest follows, as `pageInfo` tells. */
  readonly shortLists = new Set<'comments' | 'history'>()
  /** Whether pages have no cursor, also where more follow. */
  lacksCursors = false
  /** Corrupted issues by id; projects and initiatives too, where they are `unservable`. */
  readonly poisoned = new Map<string, Poison>()
  /** Fields of issues, by id, that fail inside Linear, alone. */
  readonly failingFields = new Map<string, readonly ('assignee' | 'creator' | 'parent' | 'project')[]>()
  /**
   * Fields, `Type.field`, arguments, `Type.field(argument)`, and fields of filters and values of enumerations that this Linear doesn't
   * have, as one of an older schema or behind a proxy.
   */
  readonly absentFields = new Set<string>()
  /** Issues, by id, that the account may not see: they are in no list, but those below name them. */
  readonly hidden = new Set<string>()
  /** Root fields that are forbidden to this account: `comments`, `initiatives`. */
  readonly forbiddenFields = new Set<string>()
  private readonly queue: LinearFault[] = []

  /** Faults for the next responses, in this order. */
  next(...faults: readonly LinearFault[]): void {
    this.queue.push(...faults)
  }

  /** Removes and returns the fault for the next response. */
  take(): LinearFault | null {
    return this.queue.shift() ?? null
  }
}
