import { connectionPath as pathOfConnection } from '../../domain/page-paths.ts'

export function connectPath(tracker: string): string {
  return `/connections/new/${encodeURIComponent(tracker)}`
}

/** A connection's page, or one below it. */
export function connectionPath(
  connectionId: string,
  below?: 'scopes' | 'sync' | 'secret' | 'expiry' | 'disconnect',
): string {
  return `${pathOfConnection(connectionId)}${below === undefined ? '' : `/${below}`}`
}
