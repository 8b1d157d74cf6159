import type { Transform } from 'node:stream'
import { Transform as TransformStream } from 'node:stream'
import { stringify } from 'csv-stringify'
import { exportFields } from '../../queries/exports/fields.ts'
import type { ExportName } from '../../queries/exports/names.ts'
import { asText, decimalMark, separatorOf } from './excel.ts'

export type ExportFormat = 'jsonl' | 'csv'

/**
 * What makes a spreadsheet read a text as a formula, also after blanks and in full width; a title such as `=HYPERLINK(…)` can come
 * from anybody. A cell that begins with a tab or a line break is read on in the next one.
 */
const formulaStart = /^(?:[\t\r\n]|[\s\p{Cf}]*[=+\-@＝＋－＠])/u

/** A text as a CSV cell that no spreadsheet calculates: it gets an apostrophe in front where it looks like a formula. */
export function defused(text: string): string {
  return formulaStart.test(text) ? `'${text}` : text
}

/**
 * Turns rows into the bytes of a file, as they come. CSV follows RFC 4180, and has a header even without rows.
 *
 * @param excelRegion a language tag such as `de-DE`, whose Excel opens the CSV by a double click; null for any other reader
 */
export function writerOf(
  format: ExportFormat,
  name: ExportName,
  excelRegion: string | null = null,
): Transform {
  return format === 'jsonl' ? jsonLines() : csv(name, excelRegion)
}

function jsonLines(): Transform {
  return new TransformStream({
    writableObjectMode: true,
    transform(row, _encoding, done) {
      done(null, `${JSON.stringify(row)}\n`)
    },
  })
}

function csv(name: ExportName, excelRegion: string | null): Transform {
  const fields = Object.entries(exportFields[name])
  const mark = excelRegion === null ? '.' : decimalMark(excelRegion)
  return stringify({
    header: true,
    columns: fields.map(([field]) => field),
    record_delimiter: 'windows',
    // Excel takes a file without the mark for one of the region's old encoding.
    bom: excelRegion !== null,
    delimiter: excelRegion === null ? ',' : separatorOf(excelRegion),
    // By itself it quotes a cell for the whole record delimiter only, and a lone line feed would end the row.
    quoted_match: /[\r\n]/,
    cast: {
      // Numbers, though they may begin with a minus, come as numbers and not as text.
      number: (value) => String(value).replace('.', mark),
      string: (value, { header }) => {
        const cell = defused(value)
        return excelRegion === null || header || cell !== value ? cell : asText(cell)
      },
    },
  })
}
