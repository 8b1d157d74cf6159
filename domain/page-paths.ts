import type { Bucket } from './category.ts'
import type { QuarterId } from './quarter.ts'

// Pages that mails link to too; the others' paths stand beside their pages (web/).

/** A team's tickets of one category. */
export function ticketsPath(
  {
    teamId,
    quarter,
    bucket,
  }: { readonly teamId: string; readonly quarter: QuarterId; readonly bucket: Bucket },
  page = 1,
): string {
  const query = new URLSearchParams({ quarter, category: bucket, ...(page === 1 ? {} : { page: `${page}` }) })
  return `/teams/${encodeURIComponent(teamId)}/tickets?${query}`
}

/** A connection's page. */
export function connectionPath(connectionId: string): string {
  return `/connections/${encodeURIComponent(connectionId)}`
}

/** Where a connection's tracker sends its webhooks. */
export function hookPath(connectionId: string): string {
  return `/hooks/${encodeURIComponent(connectionId)}`
}

/** The page behind an edition's mail, for those who are signed in. */
export function editionPath(editionId: string): string {
  return `/editions/${encodeURIComponent(editionId)}`
}

/** The same, opened by the link of a reader's mail. */
export function readPath(token: string): string {
  return `/read/${token}`
}

/** In place of a token, in the copy of a mail that is shown on a page or in a file: its link stops nothing, and says so. */
export const copyToken = 'copy'

/** Where a reader stops a kind of mail, by the link of one. */
export function unsubscribePath(token: string): string {
  return `/unsubscribe/${token}`
}

/** Where a reviewer says that a team's drift is intended, or why it is so. */
export function intendedPath(teamId: string, quarter: QuarterId): string {
  return `/teams/${encodeURIComponent(teamId)}/intended?${new URLSearchParams({ quarter })}`
}

/** A quarter's review, or one team's part in it. */
export function reviewPath(quarter: QuarterId, teamId?: string): string {
  const path = `/reviews/${encodeURIComponent(quarter)}`
  return teamId === undefined ? path : `${path}/${encodeURIComponent(teamId)}`
}
