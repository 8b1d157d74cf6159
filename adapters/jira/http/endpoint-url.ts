/** The address of an endpoint below `base`, keeping a path: scoped API tokens use `https://api.atlassian.com/ex/jira/{cloudId}`. */
export function endpointUrl(base: URL, path: string, searchParams: Record<string, unknown> | undefined): URL {
  const url = new URL(base.pathname.replace(/\/+$/, '') + path, base.origin)
  for (const [name, value] of Object.entries(searchParams ?? {})) {
    for (const single of Array.isArray(value) ? value : [value]) {
      if (single !== undefined && single !== null) url.searchParams.append(name, String(single))
    }
  }
  return url
}
