/** Words that stay with the figure before them, as a pattern's alternatives. */
export const units =
  '%|€|person-days?|days?|weeks?|quarters?|tickets?|points|interruptions?|commitments?|unreadable|accounts?|teams?|people|working|more|fewer'
export const months = 'January|February|March|April|May|June|July|August|September|October|November|December'
const beforeUnit = new RegExp(String.raw`(?<=\d) (?=(?:${units}|${months})(?!\w))`, 'g')

/**
 * Keeps on one line what is read as one: a figure and its unit ("41 %", "59,000 €", "38 days", "2 unreadable records"), a day and its month, a share and its
 * band ("41 % (±6)", "9 to 18"), a part and its whole ("9 of 70"), an earlier quarter and its figure ("Q1: 176"), and the link of a line ("› see them").
 *
 * A text may begin after a figure that stands out: " of 70 days".
 */
export function unbroken(text: string): string {
  return text
    .replace(beforeUnit, '\u00a0')
    .replace(
      / (?=\(±)|(?<=Q\d:) (?=\d)|(?<=›) |(?<=\d) (?=to \d)|(?<=\d to) (?=\d)|(?<=\d|^) (?=of \d)|(?<=(?:\d|^) of) (?=\d)|(?<=\(\d[\d,]*) (?=planned by now)/g,
      '\u00a0',
    )
    .replace('see them', 'see\u00a0them')
}
