import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import { defused, writerOf } from '../../wording/export-format.ts'

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
): Promise<string> {
  return text(Readable.from(rows).pipe(writerOf(format, name)))
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

it.each(['=1', '+1', '-1', '@a', '\tx', '\rx'])('puts an apostrophe before %j', (cell) => {
  expect(defused(cell)).toBe(`'${cell}`)
})

it.each(['', 'a=1', ' =1', '2026-06-01T00:00:00.000Z'])('leaves %j alone', (cell) => {
  expect(defused(cell)).toBe(cell)
})
