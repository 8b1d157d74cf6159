import { z } from 'zod'

/** What is stored was written by another version of Plumbline, in a form that this one doesn't read; the message says what mends it. */
export class StoredDataError extends Error {
  override readonly name = 'StoredDataError'
}

/**
 * A schema for a JSON document that an earlier version may have stored.
 * @param what such as "The quarter's figures"
 * @param advice what makes it anew, as the end of a sentence
 */
export function storedDocument<Document>(
  schema: z.ZodType<Document>,
  what: string,
  advice: string,
): z.ZodType<Document> {
  return z.unknown().transform((stored) => {
    const read = schema.safeParse(stored)
    if (read.success) return read.data
    throw new StoredDataError(
      `${what} stored in the database were written by another version of Plumbline (they differ at ${whereOf(read.error)}): ${advice}`,
      {
        cause: read.error,
      },
    )
  })
}

/** The field that doesn't fit; never its value. */
function whereOf({ issues: [first] }: z.ZodError): string {
  return `"${first?.path.join('.') ?? ''}"`
}
