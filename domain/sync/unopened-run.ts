import { failureRule } from '../failures.ts'

/**
 * What is kept, where people look for a connection's last run, of a failure before its run was opened: why it failed for good. Null
 * where another attempt follows, and for a bug.
 */
export function failureOfUnopened(error: unknown): string | null {
  return error instanceof Error && failureRule(error.name)?.treatment === 'final' ? error.message : null
}
