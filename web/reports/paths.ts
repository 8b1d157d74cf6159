/** A quarter's reports. */
export function quarterPath(quarter: string): string {
  return `/reports/${encodeURIComponent(quarter)}`
}

/** An edition as it would be now. */
export function draftPath(quarter: string, { audience, scopeKey }: EditionName): string {
  return `${quarterPath(quarter)}/draft/${encodeURIComponent(audience)}/${encodeURIComponent(scopeKey)}`
}

/** An edition as it was frozen. */
export function mailedPath({
  quarter,
  editionId,
}: {
  readonly quarter: string
  readonly editionId: string
}): string {
  return `${quarterPath(quarter)}/mailed/${encodeURIComponent(editionId)}`
}

interface EditionName {
  readonly audience: string
  readonly scopeKey: string
}
