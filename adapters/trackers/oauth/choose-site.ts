import type { OAuthSite } from './flow.ts'

/** Which of the sites that a sign-in opens a connection reads. */
export type SiteChoice =
  | { readonly kind: 'chosen'; readonly site: OAuthSite }
  | { readonly kind: 'none' }
  /** The address names a site that isn't among them. */
  | { readonly kind: 'other site'; readonly sites: readonly OAuthSite[] }
  /** No address says which one. */
  | { readonly kind: 'several'; readonly sites: readonly OAuthSite[] }

/** @param wantedUrl the address of a site, or of its API; null where none was given */
export function chooseSite(sites: readonly OAuthSite[], wantedUrl: string | null): SiteChoice {
  const [first, ...others] = sites
  if (first === undefined) return { kind: 'none' }
  if (wantedUrl === null)
    return others.length === 0 ? { kind: 'chosen', site: first } : { kind: 'several', sites }
  const site = sites.find(
    ({ url, baseUrl }) => baseUrl === wantedUrl || originOf(url) === originOf(wantedUrl),
  )
  return site === undefined ? { kind: 'other site', sites } : { kind: 'chosen', site }
}

function originOf(url: string): string | null {
  return URL.parse(url)?.origin ?? null
}
