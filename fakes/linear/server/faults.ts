/** What can go wrong with one answer. */
export type LinearFault =
  | {
      readonly kind: 'ratelimited'
      readonly status?: 400 | 429
      readonly retryAfterSeconds?: number
      readonly codeOnly?: boolean
    }
  | { readonly kind: 'partial errors' }
  | { readonly kind: 'html 502' }
  | { readonly kind: 'html 200' }
  | { readonly kind: 'cut json' }
  | { readonly kind: 'stall' }
  | { readonly kind: 'closed connection' }
  | { readonly kind: 'unauthenticated' }
  | { readonly kind: 'too complex' }
  | { readonly kind: 'internal error' }

/**
 * How one issue is spoilt, always: `malformed` arrives in a shape that nobody promised, `malformed history` has one such
 * history entry, and `unservable` fails inside Linear, which takes the whole answer with it.
 */
export type Poison = 'malformed' | 'malformed history' | 'unservable'

/** The faults of a fake Linear; each is off until switched on. */
export class LinearFaults {
  /** Waits before every answer. */
  latencyMs = 0
  /** Charges so many times what the published rule says. */
  pointsFactor = 1
  /** Spoilt issues by their id. */
  readonly poisoned = new Map<string, Poison>()
  /** Root fields that this account may not ask for: `comments`, `initiatives`. */
  readonly forbiddenFields = new Set<string>()
  private readonly queue: LinearFault[] = []

  /** The next answers fail so, one after the other. */
  next(...faults: readonly LinearFault[]): void {
    this.queue.push(...faults)
  }

  /** The fault for the answer that is due, which uses it up. */
  take(): LinearFault | null {
    return this.queue.shift() ?? null
  }
}
