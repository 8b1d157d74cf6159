export function connectPath(tracker: string): string {
  return `/connections/new/${encodeURIComponent(tracker)}`
}

/** A connection's page, or one below it. */
export function connectionPath(
  connectionId: string,
  below?: 'scopes' | 'sync' | 'secret' | 'disconnect',
): string {
  return `/connections/${encodeURIComponent(connectionId)}${below === undefined ? '' : `/${below}`}`
}
