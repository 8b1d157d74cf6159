/** What a region writes between a number's whole and its parts: "." or ",". */
export function decimalMark(region: string): string {
  const mark = new Intl.NumberFormat(region).formatToParts(0.5).find(({ type }) => type === 'decimal')
  return mark?.value === ',' ? ',' : '.'
}

/** What stands between the cells of a region's CSV: a semicolon where the comma is the decimal mark. */
export function separatorOf(region: string): ',' | ';' {
  return decimalMark(region) === ',' ? ';' : ','
}

/** A language tag as Intl knows it; null where it is none. */
export function regionOf(text: string): string | null {
  try {
    return Intl.getCanonicalLocales(text)[0] ?? null
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** Excel's formulas hold no longer text. */
const longestText = 250
const isoDate = /^\d{4}-\d\d-\d\d(?:T[\d:.]+Z)?$/
/** A letter or more with a number ("DEC-12" is a day in December), or what begins with a figure ("10042", "1E5", "3-4", "007"). */
const convertible = /^(?:\p{L}{1,12}[-./ ]{0,2}\d[\d\-./ ]*|\d[\d\p{L}.,:/ %+-]*|true|false)$/iu

/** A cell that Excel keeps as the text it is, where it would make a number or a date of it; days by ISO 8601 become dates. */
export function asText(cell: string): string {
  return convertible.test(cell) && !isoDate.test(cell) && cell.length <= longestText ? `="${cell}"` : cell
}
