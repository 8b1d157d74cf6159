/** The place on the page behind a mail where a line's evidence stands; lines are counted from 0. */
export function findingAnchor(index: number): string {
  return `finding-${index + 1}`
}

/** The place where it says how sure its figures are and where they come from. */
export const measuredAnchor = 'measured'
