import { z } from 'zod'

// The kinds of field that a record is described with. A description gives the record's type, the check of what comes from
// outside, and (in adapters/store) its columns.

export const text = z.string()
export const uuid = z.guid()
/** A whole number of at most 32 bits. */
export const wholeNumber = z.int32()
/** Milliseconds since 1970 (`Instant`). */
export const instant = z.int()
/** `YYYY-MM-DD` (`LocalDate`). */
export const localDate = z.iso.date()

/** A record as everybody but its maker sees it: read-only, whatever lies inside included. */
export type Immutable<Value> = Value extends readonly (infer Item)[]
  ? readonly Immutable<Item>[]
  : Value extends object
    ? { readonly [Field in keyof Value]: Immutable<Value[Field]> }
    : Value
