import { Readable } from 'node:stream'
import { buffer, text } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import { asText, regionOf, separatorOf } from '../../../wording/report/excel.ts'
import { defused, writerOf } from '../../../wording/report/export-format.ts'

const decision = {
  connection: 'jira',
  ticket_key: 'ALP-1',
  title: '=HYPERLINK("http://evil.example","Click")',
  category: 'roadmap',
  work_type: null,
  step: 'inherited',
  rule: '-1+1',
  ancestor_path: '@SUM(A1) > "quoted", with a comma',
  reason: '\tTab first\nand a second line',
  rules_version: 'abc',
}

const figures = {
  quarter: '2026-Q2',
  as_of: '2026-06-12T16:00:00.000Z',
  scope: 'company',
  category: 'ktlo',
  planned_share: 0.25,
  actual_share: 0.3,
  low_share: null,
  high_share: null,
  variance_share: 0.05,
  planned_person_days: 10,
  actual_person_days: 8.5,
  variance_person_days: -1.5,
  call: 'under',
  misalignment_share: 0.1,
  doubt: null,
  drift_share: null,
  drift_state: null,
}

function written(
  format: 'csv' | 'jsonl',
  name: 'decisions' | 'reconciliation',
  rows: object[],
  excelRegion: string | null = null,
): Promise<string> {
  return text(Readable.from(rows).pipe(writerOf(format, name, excelRegion)))
}

it('writes CSV in which no text is a formula, quotes and line breaks stay, and what is missing is empty', async () => {
  expect(await written('csv', 'decisions', [decision])).toBe(
    [
      'connection,ticket_key,title,category,work_type,step,rule,ancestor_path,reason,rules_version',
      `jira,ALP-1,"'=HYPERLINK(""http://evil.example"",""Click"")",roadmap,,inherited,'-1+1,` +
        `"'@SUM(A1) > ""quoted"", with a comma","'\tTab first\nand a second line",abc`,
      '',
    ].join('\r\n'),
  )
})

it('leaves numbers as they are, negative ones too', async () => {
  const [, row] = (await written('csv', 'reconciliation', [figures])).split('\r\n')
  expect(row).toBe(
    '2026-Q2,2026-06-12T16:00:00.000Z,,company,ktlo,0.25,0.3,,,0.05,10,8.5,-1.5,,,,,,under,0.1,,,',
  )
})

it('writes the head of a CSV also where there are no rows', async () => {
  expect(await written('csv', 'reconciliation', [])).toMatch(
    /^quarter,as_of,read_at,scope,.*,drift_state\r\n$/,
  )
})

it('writes JSON Lines as they are: no spreadsheet reads them', async () => {
  const [first = '', second] = (await written('jsonl', 'decisions', [decision])).split('\n')
  expect(JSON.parse(first)).toEqual(decision)
  expect(second).toBe('')
})

it.each([
  '=1',
  '+1',
  '-1',
  '@a',
  '\tx',
  '\rx',
  '\nx',
  ' =1',
  '\u00a0\t@a',
  '\u200b-1',
  '＝1',
  ' ＋1',
  '－1',
  '＠a',
])('puts an apostrophe before %j', (cell) => {
  expect(defused(cell)).toBe(`'${cell}`)
})

it.each(['', 'a=1', ' a', '– 1', '2026-06-01T00:00:00.000Z'])('leaves %j alone', (cell) => {
  expect(defused(cell)).toBe(cell)
})

it('writes for Excel with a byte-order mark, the region’s separator and decimal mark, and keys as text', async () => {
  const bare = (csv: string) => csv.split('\r\n')
  const ticket = {
    ...decision,
    ticket_key: 'DEC-12',
    title: 'Plain; with a semicolon',
    rule: ' =1',
    reason: '',
  }
  const bytes = await buffer(Readable.from([ticket]).pipe(writerOf('csv', 'decisions', 'de-DE')))
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  const [head, row] = bare(await written('csv', 'decisions', [ticket], 'de-DE'))
  expect(head).toMatch(/^connection;ticket_key;title;/)
  expect(row).toBe(
    `jira;"=""DEC-12""";"Plain; with a semicolon";roadmap;;inherited;' =1;"'@SUM(A1) > ""quoted"", with a comma";;abc`,
  )
  const [, german] = bare(await written('csv', 'reconciliation', [figures], 'de-DE'))
  expect(german).toMatch(
    /^"=""2026-Q2""";2026-06-12T16:00:00\.000Z;;company;ktlo;0,25;0,3;;;0,05;10;8,5;-1,5;/,
  )
  const [, english] = bare(await written('csv', 'reconciliation', [figures], 'en-US'))
  expect(english).toMatch(/^"=""2026-Q2""",2026-06-12T16:00:00\.000Z,,company,ktlo,0\.25,/)
})

it.each([
  'DEC-12',
  'MAR 1',
  'sept3',
  '10042',
  '12345678901234567',
  '1E5',
  '3/4',
  '007',
  '10:30',
  'TRUE',
  '50 %',
])('keeps %s as the text it is in Excel', (cell) => {
  expect(asText(cell)).toBe(`="${cell}"`)
})

it.each([
  '',
  'Search',
  'Fix DEC-12 now',
  '2026-06-01',
  '2026-06-01T00:00:00.000Z',
  'in 3 weeks',
  'a "quoted" 12',
])('leaves %j to Excel as it is', (cell) => {
  expect(asText(cell)).toBe(cell)
})

it('knows the separators of regions, and what is no region', () => {
  expect(['de-DE', 'fr-FR', 'en-GB', 'ja-JP'].map(separatorOf)).toEqual([';', ';', ',', ','])
  expect([regionOf('de-de'), regionOf('not a region'), regionOf('')]).toEqual(['de-DE', null, null])
})
