import { createHash } from 'node:crypto'

/** A short name for a text's exact content: the first 12 hex digits of its SHA-256. */
export function versionOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}
