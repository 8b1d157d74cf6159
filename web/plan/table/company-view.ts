import type { PlanTables } from '../../../domain/plan/table/table.ts'
import { type Html, html } from '../../page/html.ts'
import { type CellProblems, cell } from './cell.ts'
import { type Choice, type Column, plain } from './parts.ts'

interface Line extends Column {
  readonly hint?: string
}

const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
]

const unless = (label: string): Choice => ({ value: '', label })

const groups: readonly { readonly heading: string; readonly lines: readonly Line[] }[] = [
  {
    heading: 'The company',
    lines: [
      { name: 'name', head: 'Name' },
      {
        name: 'amount',
        head: 'Cost of a person-day',
        hint: 'Executives then see money beside days. Leave it empty for none.',
      },
      { name: 'currency', head: 'Currency', hint: 'Three letters, such as EUR.' },
      {
        ...{ name: 'minimum_group', head: 'Fewest people in a team with figures of its own' },
        hint: 'Figures of fewer would be about single people. 4 by default.',
      },
    ],
  },
  {
    heading: 'Fiscal year',
    lines: [
      {
        ...{ name: 'first_month', head: 'Begins in' },
        choices: [
          unless('January (default)'),
          ...months.map((label, index) => ({ value: String(index + 1), label })),
        ],
      },
      {
        ...{ name: 'named_after', head: 'Is named after the calendar year of its' },
        choices: [unless('start (default)'), ...plain(['start', 'end'])],
      },
      {
        ...{ name: 'quarters', head: 'Quarters are made of' },
        choices: [unless('months (default)'), ...plain(['months', '13-weeks', '4-4-5', '4-5-4', '5-4-4'])],
      },
      {
        ...{ name: 'first_day', head: 'First day, where quarters are made of weeks' },
        hint: 'Such as nearest monday, last sunday or first monday.',
      },
    ],
  },
  {
    heading: 'Mails and review',
    lines: [
      {
        ...{ name: 'quiet_hours', head: 'Quiet hours' },
        hint: 'No report or notice is mailed in these hours of the reader’s own clock, such as 20:00-07:00.',
      },
      {
        ...{ name: 'reply_to', head: 'Replies go to' },
        hint: 'Who answers questions about a mail. A team may have its own. If empty: the installation’s address.',
      },
      {
        ...{ name: 'approval', head: 'Before the final report is sent' },
        choices: [
          unless('nobody reviews it'),
          { value: 'no', label: 'reviewers answer' },
          { value: 'yes', label: 'reviewers answer, and an admin approves' },
        ],
      },
      { name: 'review_days', head: 'Days to answer', hint: '1 to 14; 5 by default.' },
    ],
  },
]

/** What a plan says of the company as a whole. */
export function companyView({ company: [row] }: PlanTables, problems: CellProblems): Html {
  const field = (line: Line) => {
    const name = `company.0.${line.name}`
    const hintId = line.hint === undefined ? null : `${name}-hint`
    const control = cell(name, row?.cells[line.name] ?? '', line, 'company', problems, hintId)
    return html`<div class="field"><label for="${name}">${line.head}</label>${control}${hintId === null ? null : html`<div class="hint" id="${hintId}"><p>${line.hint}</p></div>`}</div>`
  }
  return html`<input type="hidden" name="company.0.at" value="1">${groups.map(
    ({ heading, lines }) => html`<section class="card"><h2>${heading}</h2>
${lines.map(field)}</section>`,
  )}`
}
