import { exitCodes, failureRule } from '../../domain/failures.ts'

/** The message of a failure of the outside world. @throws what is a bug */
export function failureText(error: unknown): string {
  if (isBug(error)) throw error
  return messageOf(error)
}

/** Why work that nobody waits for failed: in its own words, also where it is a bug, whose stack is in the log. */
export function causeText(error: unknown): string {
  return isBug(error) ? `${messageOf(error)} (a bug in Plumbline; the log says where)` : messageOf(error)
}

function isBug(error: unknown): boolean {
  const rule = error instanceof Error ? failureRule(error.name) : null
  return rule === null || rule.exitCode === exitCodes.bug
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
