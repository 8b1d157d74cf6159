// What a value that was written otherwise than YAML or we expect it should be written as.

/** How a number that is read as a text should be written; null where none can be made out. */
export function numberMeant(written: string): string | null {
  const text = written.trim()
  const percent = /^(-?\d+(?:[.,]\d+)?)\s*%$/.exec(text)?.[1]
  if (percent !== undefined) return String(Number((Number(percent.replace(',', '.')) / 100).toPrecision(12)))
  const fraction = /^(\d+)\s*\/\s*([1-9]\d*)$/.exec(text)
  if (fraction !== null) return String(Number((Number(fraction[1]) / Number(fraction[2])).toPrecision(3)))
  if (/^-?[1-9]\d{0,2}([,.'’_\s]\d{3})+$/.test(text) && !/^-?\d+\.\d+$/.test(text))
    return text.replaceAll(/[^\d-]/g, '')
  if (/^-?\d+,\d+$/.test(text)) return text.replace(',', '.')
  if (/^-?\d[\d_'’\s]*$/.test(text)) return text.replaceAll(/[^\d-]/g, '')
  return /^(-?\d+(?:\.\d+)?)\s*[a-zA-Z€$£]+$/.exec(text)?.[1] ?? null
}

const yes = ['yes', 'y', 'on', 'ja', 'oui', 'si', 'sí', 'sim', '1']
const no = ['no', 'n', 'off', 'nein', 'non', 'não', '0']

/** What a yes-or-no word should be written as; null for other texts. */
export function booleanMeant(written: string): 'true' | 'false' | null {
  const word = written.trim().toLowerCase()
  if (yes.includes(word)) return 'true'
  return no.includes(word) ? 'false' : null
}

/** What a date in another form should be written as; null where day and month can't be told apart. */
export function dateMeant(written: string): string | null {
  const text = written.trim()
  const yearFirst = /^(\d{4})[-./]?(\d{1,2})[-./]?(\d{1,2})(?:[T\s].*)?$/.exec(text)
  const dayFirst = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/.exec(text)
  const [year, month, day] =
    yearFirst !== null ? yearFirst.slice(1) : dayFirst !== null ? dayFirst.slice(1).toReversed() : []
  if (year === undefined || month === undefined || day === undefined) return null
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const at = Date.parse(`${date}T00:00:00Z`)
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== date ? null : date
}
