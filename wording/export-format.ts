import type { Transform } from 'node:stream'
import { Transform as TransformStream } from 'node:stream'
import { stringify } from 'csv-stringify'
import { exportFields } from '../queries/exports/fields.ts'
import type { ExportName } from '../queries/exports/names.ts'

export type ExportFormat = 'jsonl' | 'csv'

/** Characters that make a spreadsheet read a text as a formula; a title such as `=HYPERLINK(…)` can come from anybody. */
const formulaStart = /^[=+\-@\t\r]/

/** A text as a CSV cell that no spreadsheet calculates: it gets an apostrophe in front where it looks like a formula. */
export function defused(text: string): string {
  return formulaStart.test(text) ? `'${text}` : text
}

/** Turns rows into the bytes of a file, as they come. CSV follows RFC 4180, and has a header even without rows. */
export function writerOf(format: ExportFormat, name: ExportName): Transform {
  return format === 'jsonl' ? jsonLines() : csv(name)
}

function jsonLines(): Transform {
  return new TransformStream({
    writableObjectMode: true,
    transform(row, _encoding, done) {
      done(null, `${JSON.stringify(row)}\n`)
    },
  })
}

function csv(name: ExportName): Transform {
  const fields = Object.entries(exportFields[name])
  return stringify({
    header: true,
    columns: fields.map(([field]) => field),
    record_delimiter: 'windows',
    // By itself it quotes a cell for the whole record delimiter only, and a lone line feed would end the row.
    quoted_match: /[\r\n]/,
    cast: {
      // Numbers, though they may begin with a minus, come as numbers and not as text.
      string: (value) => defused(value),
    },
  })
}
