import { inspect } from 'node:util'
import { plainLines } from '../../domain/text/plain-text.ts'
import { redact } from '../logging/redact.ts'
import type { Environment } from '../settings/environment.ts'
import { reportOf } from './failure-report.ts'

/**
 * Says why a program failed, where a person can do something about it in words and else with all that is known of the bug, and ends
 * the process with the failure's code. What is still open ends with it: a server that was lost keeps clients waiting.
 */
export function endByFailure(error: unknown, environment: Environment): never {
  const { message, exitCode, stack } = reportOf(error)
  process.stderr.write(`${plainLines(redact(stack === null ? message : inspect(error), environment))}\n`)
  process.exit(exitCode)
}
