import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvCell, parseCsv } from '../../../domain/text/csv.ts'

test.each([
  ['commas', 'email,name\na@b.example,"Ada, A."\n'],
  ['semicolons', 'email;name\r\na@b.example;Ada, A.\r\n'],
  ['tabs', 'email\tname\na@b.example\tAda, A.'],
  ['a byte-order mark', '\ufeffemail;name\na@b.example;Ada, A.\n'],
  ['old line ends', 'email;name\ra@b.example;Ada, A.\r'],
])('%s', (_, text) => {
  expect(parseCsv(text).map(({ cells }) => cells)).toEqual([
    ['email', 'name'],
    ['a@b.example', 'Ada, A.'],
  ])
})

// mholt/PapaParse#658, ExcelDataReader#463
test.each([';', '\t'])('a separator in quotes is none, even in the first line: %j', (separator) => {
  const head = ['"Name, first, then last"', 'email', '"one\n,,,,two"'].join(separator)
  expect(parseCsv(`${head}\n1${separator}2${separator}3`).map(({ cells }) => cells)).toEqual([
    ['Name, first, then last', 'email', 'one\n,,,,two'],
    ['1', '2', '3'],
  ])
})

test('rows know their lines: after Excel’s own first line, empty rows and line breaks in a cell', () => {
  expect(parseCsv('sep=;\na;b\n;\n\n"one\ntwo";2\n3;"4 ""4"""')).toEqual([
    { line: 2, cells: ['a', 'b'] },
    { line: 5, cells: ['one\ntwo', '2'] },
    { line: 7, cells: ['3', '4 "4"'] },
  ])
  expect(parseCsv('')).toEqual([])
  expect(parseCsv('a,"never closed\n1')).toEqual([{ line: 1, cells: ['a', 'never closed\n1'] }])
})

const word = fc.stringMatching(/^[a-z",;\n \u00e4]{0,6}[a-z]$/)

test('whatever a spreadsheet writes is read as it was, and so is what we write', () => {
  const table = fc
    .integer({ min: 2, max: 4 })
    .chain((width) =>
      fc.array(fc.array(word, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 }),
    )
  fc.assert(
    fc.property(table, fc.constantFrom(',', ';', '\t'), (rows, delimiter) => {
      const head = rows[0]?.map((_, index) => `c${index}`) ?? []
      const all = [head, ...rows]
      expect(parseCsv(stringify(all, { delimiter })).map(({ cells }) => cells)).toEqual(all)
      const ours = all.map((row) => row.map(csvCell).join(delimiter)).join('\n')
      expect(parseCsv(ours).map(({ cells }) => cells)).toEqual(all)
    }),
    { seed: 1 },
  )
})
