import type { TicketReference } from '../../../domain/sync/incomplete.ts'

/** What came beside an error. */
export interface PartialResponse {
  /** Of a list, the first node that failed; null where the errors don't tell. */
  readonly nodeIndex: number | null
  readonly data: unknown
  /** Where the errors are, if each is in a field of a node that may be null: the rest is whole. Null otherwise. */
  readonly gaps: readonly Gap[] | null
}

/** A field of a node of a list that Linear failed to return. */
export interface Gap {
  readonly nodeIndex: number
  readonly field: TicketReference
}
