import { quarterPath } from '../page/paths.ts'

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
