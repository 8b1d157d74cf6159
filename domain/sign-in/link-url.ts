/** The address that a sign-in link has. */
export function linkUrl(publicOrigin: string, token: string): string {
  return `${publicOrigin}/sign-in/link/${token}`
}
