/** A path of our own to go to after sign-in; `/` for whatever might lead to another site, or is none. */
export function safeReturnPath(path: string | null | undefined): string {
  const origin = 'https://here.invalid'
  const fits = path?.startsWith('/') === true && path.length <= 500 && !/[\\\p{C}]/u.test(path)
  if (!fits || !URL.canParse(path, origin)) return '/'
  const url = new URL(path, origin)
  return url.origin === origin && !url.pathname.startsWith('//') ? `${url.pathname}${url.search}` : '/'
}
