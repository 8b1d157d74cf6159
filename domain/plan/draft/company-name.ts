/** A connection with what its tracker calls the site or workspace. */
export interface NamedSite {
  /** The connection's name. */
  readonly name: string
  readonly baseUrl: string
  /** Null where it has none. */
  readonly siteName: string | null
}

/** A company's name and where it is taken from: an admin's word, a site's name, its address, or nowhere. */
export interface DraftCompany {
  readonly name: string
  readonly origin:
    | { readonly kind: 'given' | 'unknown' }
    | { readonly kind: 'site' | 'address'; readonly of: string }
}

/** What trackers call the company: a site's or workspace's name, else the first part of a Jira Cloud address. */
export function companyOf(sites: readonly NamedSite[]): DraftCompany {
  for (const { siteName, name } of sites) {
    const called = siteName?.trim() ?? ''
    if (called !== '') return { name: called, origin: { kind: 'site', of: name } }
  }
  for (const { baseUrl, name } of sites) {
    const part = /^https:\/\/([a-z0-9-]+)\.atlassian\.net\b/i.exec(baseUrl)?.[1]
    if (part === undefined) continue
    return { name: part.charAt(0).toUpperCase() + part.slice(1), origin: { kind: 'address', of: name } }
  }
  return { name: 'Our company', origin: { kind: 'unknown' } }
}
