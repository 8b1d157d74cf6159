/** One of Atlassian's clouds: its sites, its API and where people sign in. Nothing that a user writes becomes part of these addresses. */
export interface AtlassianCloud {
  readonly sites: RegExp
  readonly apiOrigin: string
  readonly authOrigin: string
}

export const commercialCloud: AtlassianCloud = {
  sites: /\.(atlassian\.net|jira\.com)$/,
  apiOrigin: 'https://api.atlassian.com',
  authOrigin: 'https://auth.atlassian.com',
}

/** Source: developer.atlassian.com/platform/framework/agc/guides/manage-3lo-apps. */
const governmentCloud: AtlassianCloud = {
  sites: /\.atlassian-us-gov-mod\.net$/,
  apiOrigin: 'https://api.atlassian-us-gov-mod.com',
  authOrigin: 'https://auth.atlassian-us-gov-mod.com',
}

const clouds = [commercialCloud, governmentCloud]

/** The cloud that a site of Atlassian's own is in; null for any other address. */
export function cloudOfSite({ host }: Pick<URL, 'host'>): AtlassianCloud | null {
  return clouds.find(({ sites }) => sites.test(host)) ?? null
}

/** The cloud whose API this is; null for any other address. */
export function cloudOfApi({ host }: Pick<URL, 'host'>): AtlassianCloud | null {
  return clouds.find(({ apiOrigin }) => new URL(apiOrigin).host === host) ?? null
}
