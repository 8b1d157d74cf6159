import { audiences } from '../../domain/plan/plan.ts'
import {
  commitmentKinds,
  type PlanTables,
  type TableName,
  type TableRow,
} from '../../domain/plan/table/table.ts'
import { formStart } from '../page/form.ts'
import { type Html, html, outside } from '../page/html.ts'
import { planForm } from './form.ts'

interface Tables {
  /** The plan file that the tables were read from. */
  readonly yaml: string
  /** The version in force when somebody began to change it; empty for none. */
  readonly madeFrom: string
  readonly tables: PlanTables
  /** The quarter that can be added; null where there is none to begin from. */
  readonly next: string | null
  readonly formToken: string
}

interface Column {
  readonly name: string
  readonly head: string
  /** Choices; free text without. */
  readonly choices?: readonly string[]
  readonly isNarrow?: boolean
}

/** A plan file's tables, each cell to be typed into, and beside them the file. */
export function tableView({ yaml, madeFrom, tables, next, formToken }: Tables): Html {
  const { quarter, quarters } = tables
  const teams = tables.teams.map(({ cells }) => cells['id'] ?? '')
  const part = (name: TableName, heading: string, add: string, columns: readonly Column[]) =>
    section({ name, heading, add, columns, rows: tables[name] })
  return html`<header><p class="small no-print"><a href="/plan">Plan</a></p><h1>The plan as tables</h1>
<p class="quiet">Nothing is saved before you have seen what would change. Absences and calendars are in the file.</p></header>
${formStart('/plan/table', formToken)}<input type="hidden" name="madeFrom" value="${madeFrom}"><input type="hidden" name="quarter" value="${quarter ?? ''}"><input type="hidden" name="yaml" value="${yaml}">
<div class="answers"><button name="do" value="check">See what would change</button><button class="plain" name="do" value="keep">Keep what I typed</button></div>
${part('teams', 'Teams', 'Add a team', [
  { name: 'id', head: 'Id' },
  { name: 'name', head: 'Name' },
])}
${part('people', 'People', 'Add a person', [
  { name: 'email', head: 'E-mail' },
  { name: 'name', head: 'Name' },
  { name: 'team', head: 'Team', choices: teams },
  { name: 'from', head: 'From' },
  { name: 'to', head: 'Last day, if any' },
  { name: 'share', head: 'Full time, %', isNarrow: true },
  { name: 'accounts', head: 'Accounts, where the e-mail is hidden' },
])}
${
  next === null
    ? null
    : html`<div class="bar"><p class="quiet">Another quarter begins with the shares of ${quarters.at(-1) ?? ''} and those of its commitments that are still open, with the days that are left.</p>
<button class="plain" name="do" value="next">Add ${next}</button></div>`
}
${
  quarters.length < 2
    ? null
    : html`<div class="find"><label>Quarter<select name="show">${quarters.map((each) => html`<option${each === quarter ? html` selected` : null}>${each}</option>`)}</select></label>
<button class="plain" name="do" value="show">Show its shares and commitments</button></div>`
}
${
  quarter === null
    ? null
    : part('shares', `Shares of ${quarter}, %`, 'Add a team’s shares', [
        { name: 'team', head: 'Team', choices: teams },
        { name: 'roadmap', head: 'Roadmap', isNarrow: true },
        { name: 'ktlo', head: 'KTLO', isNarrow: true },
        { name: 'reliability', head: 'Reliability', isNarrow: true },
      ])
}
${
  quarter === null
    ? null
    : part('commitments', `Commitments of ${quarter}`, 'Add a commitment', [
        { name: 'team', head: 'Team', choices: teams },
        { name: 'name', head: 'Name' },
        { name: 'kind', head: 'Is a', choices: commitmentKinds },
        { name: 'target', head: 'Key or title' },
        { name: 'days', head: 'Person-days', isNarrow: true },
      ])
}
${part('readers', 'Readers', 'Add a reader', [
  { name: 'email', head: 'E-mail' },
  { name: 'name', head: 'Name' },
  { name: 'audience', head: 'Audience', choices: audiences },
  { name: 'scope', head: 'Of', choices: ['company', ...teams] },
])}
<div class="answers"><button name="do" value="check">See what would change</button></div></form>
<details><summary class="opens">The file itself</summary><div class="card">${planForm({ text: yaml, madeFrom, formToken })}</div></details>`
}

interface Section {
  readonly name: TableName
  readonly heading: string
  readonly add: string
  readonly columns: readonly Column[]
  readonly rows: readonly TableRow[]
}

function section({ name, heading, add, columns, rows }: Section): Html {
  return html`<section class="group" aria-labelledby="${name}"><h2 id="${name}">${heading}</h2>
${
  rows.length === 0
    ? html`<p class="quiet">None yet.</p>`
    : html`<div class="scroll stacks" role="region" aria-label="${heading}" tabindex="0"><table class="edit">
<thead><tr>${columns.map(({ head }) => html`<th scope="col">${head}</th>`)}<td></td></tr></thead>
<tbody>${rows.map((row, index) => tableRow(name, row, index, columns))}</tbody></table></div>`
}
<div><button class="plain" name="do" value="add:${name}">${add}</button></div></section>`
}

function tableRow(name: TableName, { at, cells }: TableRow, index: number, columns: readonly Column[]): Html {
  const first = cells['name'] || cells['email'] || (name === 'shares' && cells['team']) || `row ${index + 1}`
  return html`<tr>${columns.map(
    (column, place) =>
      html`<td data-head="${column.head}">${
        place === 0
          ? html`<input type="hidden" name="${name}.${index}.at" value="${at ?? ''}">${name === 'commitments' ? html`<input type="hidden" name="${name}.${index}.was" value="${cells['team'] ?? ''}">` : null}`
          : null
      }${cell(`${name}.${index}.${column.name}`, cells[column.name] ?? '', column, first)}</td>`,
  )}
<td><button class="plain small" name="do" value="remove:${name}:${index}">Remove<span class="unseen"> ${outside(first)}</span></button></td></tr>`
}

function cell(name: string, value: string, { head, choices, isNarrow }: Column, row: string): Html {
  const label = `${head}, ${row}`
  if (choices === undefined)
    return html`<input name="${name}" value="${value}" aria-label="${label}" maxlength="2000" autocomplete="off" spellcheck="false"${isNarrow === true ? html` class="narrow-cell" inputmode="decimal"` : head === 'E-mail' ? html` class="wide-cell"` : null}>`
  const all = choices.includes(value) ? choices : [value, ...choices]
  return html`<select name="${name}" aria-label="${label}">${all.map((each) => html`<option${each === value ? html` selected` : null}>${each}</option>`)}</select>`
}
