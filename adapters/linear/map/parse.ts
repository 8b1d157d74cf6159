import type { z } from 'zod'

/** Where and how a record doesn't match its schema, without any of its contents. */
export function mismatchOf(error: z.ZodError): string {
  return error.issues.map(({ path, code }) => `${path.map(String).join('.')} ${code}`.trim()).join(', ')
}
