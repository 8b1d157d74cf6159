import { connectionPath as pathOfConnection } from '../../domain/page-paths.ts'

export function connectPath(tracker: string): string {
  return `/connections/new/${encodeURIComponent(tracker)}`
}

/** A connection's page, or one below it. */
export function connectionPath(
  connectionId: string,
  below?: 'scopes' | 'sync' | 'secret' | 'sign-in' | 'expiry' | 'hooks' | 'disconnect',
): string {
  return `${pathOfConnection(connectionId)}${below === undefined ? '' : `/${below}`}`
}

/** Where trackers send the browser back to after a sign-in by OAuth. */
export const oauthReturnPath = '/connections/oauth/return'
