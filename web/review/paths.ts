import { reviewPath } from '../../domain/page-paths.ts'
import type { QuarterId } from '../../domain/quarter.ts'

/** The draft mail of a team, as a document of its own. */
export function draftMailPath(quarter: QuarterId, teamId: string): string {
  return `${reviewPath(quarter, teamId)}/draft`
}

/** What a correction would change. */
export function correctPath(quarter: QuarterId, teamId: string): string {
  return `${reviewPath(quarter, teamId)}/correct`
}
