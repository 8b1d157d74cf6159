import { exitCodes, failureRule } from '../../domain/failures.ts'

/** The message of a failure of the outside world. @throws what is a bug */
export function failureText(error: unknown): string {
  const rule = error instanceof Error ? failureRule(error.name) : null
  if (rule === null || rule.exitCode === exitCodes.bug) throw error
  return error instanceof Error ? error.message : String(error)
}
