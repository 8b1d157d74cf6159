import { plainText } from '../../../domain/text/plain-text.ts'
import type { TeamWithoutReport } from '../../../queries/reports/left-out.ts'

/** Which teams get no report, why, and who would have read it. */
export function leftOutLines(teams: readonly TeamWithoutReport[]): string[] {
  if (teams.length === 0) return []
  return [
    'no report of its own:',
    ...teams.map(({ reason, readerEmails }) => {
      const readers = readerEmails.length === 0 ? '' : ` Its readers: ${readerEmails.join(', ')}.`
      return `  ${plainText(reason)}${readers}`
    }),
  ]
}
