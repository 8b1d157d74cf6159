import { z } from 'zod'

/** What is stored was written by another version of Plumbline, in a form that this one doesn't read; the message says what mends it. */
export class StoredDataError extends Error {
  override readonly name = 'StoredDataError'
}

/** A column whose form may change between versions: a JSON document. */
export interface StoredDocument {
  /** Such as "the quarter's figures". */
  readonly what: string
  /** What makes it anew, as the end of a sentence. */
  readonly advice: string
}

/** By column. */
export type StoredDocuments = Readonly<Record<string, StoredDocument | undefined>>

/** A schema for rows with documents that an earlier version may have stored; reading with it can throw StoredDataError. */
export function storedRow<Row>(row: z.ZodType<Row>, documents: StoredDocuments): z.ZodType<Row> {
  return z.unknown().transform((stored) => readStored(row, stored, documents))
}

/**
 * The one way to read what a statement returned.
 * @throws StoredDataError where another version stored it
 * @throws ZodError where the statement doesn't return what the schema describes: that is a mistake of ours
 */
export function readStored<Row>(row: z.ZodType<Row>, stored: unknown, documents: StoredDocuments = {}): Row {
  const read = row.safeParse(stored)
  if (read.success) return read.data
  const [issue] = read.error.issues
  const document = documents[String(issue?.path[0])] ?? (issue && unknownWord(issue))
  if (!document) throw read.error
  // The place that doesn't fit, and never its value.
  const place = issue?.path.join('.') ?? ''
  throw new StoredDataError(
    `This version of Plumbline can't read ${document.what} in the database, which another version stored (at "${place}"): ${document.advice}`,
    { cause: read.error },
  )
}

/** A document for those who can do without it; null where another version stored it. */
export function readIfOurs<Document>(schema: z.ZodType<Document>, stored: unknown): Document | null {
  const read = schema.safeParse(stored)
  return read.success ? read.data : null
}

/** A word of a list that has changed, such as a category. */
function unknownWord({ code }: z.core.$ZodIssue): StoredDocument | null {
  return code === 'invalid_value'
    ? { what: 'a value', advice: 'start the version of Plumbline that ran last, or a newer one' }
    : null
}
