/** A quarter's reports. */
export function quarterPath(quarter: string): string {
  return `/reports/${encodeURIComponent(quarter)}`
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
