import type { CellProblem } from '../../../domain/plan/table/cell-problems.ts'
import type { PlanTables, TableRow } from '../../../domain/plan/table/table.ts'
import { counted } from '../../../wording/counted.ts'
import { formStart } from '../../page/form/form.ts'
import { type FormProblem, problemSummary } from '../../page/form/problems.ts'
import { type Html, html, outside } from '../../page/html.ts'
import { planForm } from '../form.ts'
import { type CellProblems, cell } from './cell.ts'
import { companyView } from './company-view.ts'
import { type PartName, partLabels, partNames, partTables, partWith, type Section } from './parts.ts'
import { sectionsOf } from './sections.ts'
import { everybody, type ShownRows } from './shown-rows.ts'

interface Tables {
  /** The plan file that the tables were read from. */
  readonly yaml: string
  /** The version in force when somebody began to change it; empty for none. */
  readonly madeFrom: string
  readonly part: PartName
  readonly tables: PlanTables
  readonly rows: ShownRows
  /** The quarter that can be added; null where there is none to begin from. */
  readonly next: string | null
  /** The connections' names, where accounts are shown. */
  readonly connections: readonly string[]
  /** What a check found; null where nothing was checked. */
  readonly problems: readonly CellProblem[] | null
  readonly formToken: string
}

/** A plan file's tables, a page of them at a time, each cell to be typed into, and beside them the file. */
export function tableView(shown: Tables): Html {
  const { yaml, madeFrom, part, tables, rows, problems, formToken } = shown
  const found: CellProblems = new Map(
    (problems ?? []).flatMap(({ cell: at, message }) =>
      at === null ? [] : [[`${at.table}.${at.row}.${at.column}`, message] as const],
    ),
  )
  const hidden = { madeFrom, part, only: rows.only, quarter: tables.quarter ?? '', yaml }
  return html`<header><p class="small no-print"><a href="/plan">Plan</a></p><h1>${part === 'teams' ? 'The plan as tables' : partLabels[part]}</h1>
<p class="quiet no-print">Nothing is saved until you have seen what would change.</p></header>
${formStart('/plan/table', formToken, { hasFiles: part === 'on-call' })}<div class="group tables">${Object.entries(hidden).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<button class="unseen" name="do" value="check" tabindex="-1" aria-hidden="true">See what would change</button>
<div class="tabs" role="group" aria-label="Tables of the plan"><ul>${partNames.map((name) => partButton(name, part))}</ul></div>
${problems === null ? null : problemList(problems, tables, part)}
${teamChoice(shown)}
${partHint(part)}
${part === 'teams' ? teamsPart(shown, found) : part === 'company' ? companyView(tables, found) : sectionsOf(part, tables).map((each) => section(each, shown, found))}
${peopleList(shown)}${connectionList(shown)}
<div class="ending"><button name="do" value="check">See what would change</button></div></div></form>
<details><summary class="opens">The file itself</summary><div class="card">${planForm({ text: yaml, madeFrom, formToken })}</div></details>`
}

function partButton(name: PartName, part: PartName): Html {
  return html`<li><button name="do" value="part:${name}"${name === part ? html` aria-current="page"` : null}>${partLabels[name]}</button></li>`
}

function partHint(part: PartName): Html | null {
  switch (part) {
    case 'absences':
      return html`<p class="quiet">Both days are included. Public holidays need no line: they come from the calendar of the person’s team.</p>`
    case 'calendars':
      return html`<p class="quiet">Public holidays are added for a country, or a country and state: DE, DE-BE, US-CA. The second table has the company’s own days off, half days, and weekend days or holidays that are worked. Write working hours like 09:00-17:00. A weekend is saturday, sunday unless you write other days, or none.</p>`
    case 'memberships':
      return html`<p class="quiet">One line for each time that somebody is in a team. In two teams at once, the parts add up to at most 100 %. Somebody who left has a last day.</p>`
    case 'on-call':
      return html`<p class="quiet">On the days of a turn, this part of the day is on call, instead of what the team sets aside (in its shares). A rota file (iCalendar) has the turns of a whole team. It is stored with the plan, and each turn belongs to the person it invites or names.</p>`
    case 'accounts':
      return html`<p class="quiet">People are matched by e-mail. An account needs a line only if the tracker hides its e-mail, or if somebody has several; <a href="/people">People and accounts</a> lists those that match nobody. Machine accounts belong to automation: what they do is no person’s work.</p>`
    case 'teams':
    case 'company':
      return null
  }
}

/** So many are told at once: after these, the next check tells the others. */
const mostProblems = 100

/** What was found: each leads to its cell, to the page of tables where it is mended, or to its line of the file. */
function problemList(problems: readonly CellProblem[], tables: PlanTables, part: PartName): Html | null {
  return problemSummary(
    `Nothing was saved: ${counted(problems.length, 'problem')} in the plan`,
    problems.slice(0, mostProblems).map((each) => formProblem(each, tables, part)),
  )
}

function formProblem(
  { cell: at, message, line }: CellProblem,
  tables: PlanTables,
  part: PartName,
): FormProblem {
  if (at === null) return { field: 'yaml', words: message, ...(line !== null && { line }) }
  const where = partWith(at.table)
  const row = tables[at.table][at.row]
  const columns = sectionsOf(where, tables).find((each) => each.name === at.table)?.columns ?? []
  const head = columns.find((each) => each.name === at.column)?.head
  const called = [
    ...(row === undefined ? [] : [rowName(row, at.row)]),
    ...(head === undefined ? [] : [head]),
  ].join(', ')
  return partTables[part].includes(at.table)
    ? { field: `${at.table}.${at.row}.${at.column}`, words: `${called}: ${message}` }
    : { field: null, words: `${partLabels[where]}, ${called}: ${message}`, elsewhere: `mend:${where}` }
}

function teamChoice({ part, tables, rows: { isChosen, only } }: Tables): Html | null {
  if (!isChosen || part === 'calendars' || part === 'company') return null
  const option = (value: string, label: string) =>
    html`<option value="${value}"${value === (only || everybody) ? html` selected` : null}>${label}</option>`
  return html`<div class="find"><label>Rows of<select name="team">${tables.teams.map(({ cells: { id = '', name = '' } }) => option(id, name || id))}${option(everybody, 'everybody')}</select></label>
<button class="plain" name="do" value="team">Show</button></div>`
}

function teamsPart(shown: Tables, found: CellProblems): readonly (Html | null)[] {
  const { tables, next } = shown
  const { quarter } = tables
  const quarters = tables.quarters.map(({ cells }) => cells['quarter'] ?? '')
  const sections = sectionsOf('teams', tables)
  const named = (names: readonly string[]) =>
    sections.filter(({ name }) => names.includes(name)).map((each) => section(each, shown, found))
  return [
    ...named(['teams', 'people', 'quarters']),
    next === null
      ? null
      : html`<div class="bar"><p class="quiet">A new quarter starts with the shares of ${quarters.at(-1) ?? ''} and its open commitments, with the days they have left.</p>
<button class="plain" name="do" value="next">Add ${next}</button></div>`,
    quarters.length < 2
      ? null
      : html`<div class="find"><label>Quarter<select name="show">${quarters.map((each) => html`<option${each === quarter ? html` selected` : null}>${each}</option>`)}</select></label>
<button class="plain" name="do" value="show">Show its shares and commitments</button></div>`,
    ...named(['shares', 'commitments', 'readers']),
  ]
}

function section(
  { name, heading, add, columns }: Section,
  { tables, rows: { isShown } }: Tables,
  found: CellProblems,
): Html {
  const rows = tables[name].flatMap((row, index) =>
    isShown(name, index) || hasProblem(found, `${name}.${index}`) ? [{ row, index }] : [],
  )
  return html`<section class="group" aria-labelledby="${name}"><h2 id="${name}">${heading}</h2>
${
  rows.length === 0
    ? html`<p class="quiet">None yet.</p>`
    : html`<div class="scroll stacks" role="region" aria-label="Rows of ${heading}" tabindex="0"><table class="edit">
<thead><tr>${columns.map(({ head }) => html`<th scope="col">${head}</th>`)}${name === 'rotas' ? null : html`<td></td>`}</tr></thead>
<tbody>${rows.map(({ row, index }) => tableRow({ name, heading, columns }, row, index, found))}</tbody></table></div>`
}
${add === null ? null : html`<div><button class="plain" name="do" value="add:${name}">${add}</button></div>`}</section>`
}

function hasProblem(found: CellProblems, row: string): boolean {
  return [...found.keys()].some((key) => key.startsWith(`${row}.`))
}

function tableRow(
  { name, heading, columns }: Pick<Section, 'name' | 'heading' | 'columns'>,
  row: TableRow,
  index: number,
  found: CellProblems,
): Html {
  const called = rowName(row, index)
  return html`<tr>${columns.map(
    (column, place) =>
      html`<td data-head="${column.head}">${place === 0 ? html`<input type="hidden" name="${name}.${index}.at" value="1">` : null}${cell(`${name}.${index}.${column.name}`, row.cells[column.name] ?? '', column, called, found)}</td>`,
  )}
${name === 'rotas' ? null : html`<td><button class="plain small" name="do" value="remove:${name}:${index}">Remove<span class="unseen"> ${outside(called)}, row ${index + 1} of ${heading}</span></button></td>`}</tr>`
}

/** What a row is called by those who hear the page. */
function rowName({ cells }: TableRow, index: number): string {
  const { name, email, person, from, account, team, id, calendar, date, quarter, file } = cells
  const named =
    person !== undefined
      ? [person, from ?? account]
      : date !== undefined
        ? [calendar, date]
        : [name || email || (email === undefined && (team || id || quarter || account || file))]
  return named.filter(Boolean).join(' ') || `row ${index + 1}`
}

function connectionList({ connections }: Tables): Html | null {
  if (connections.length === 0) return null
  return html`<datalist id="connections">${connections.map((name) => html`<option value="${name}"></option>`)}</datalist>`
}

/** Whom a cell may name. */
function peopleList({ part, tables, rows: { isShown } }: Tables): Html | null {
  if (!sectionsOf(part, tables).some(({ columns }) => columns.some(({ kind }) => kind === 'person')))
    return null
  const people = tables.people.filter((_row, index) => isShown('people', index))
  return html`<datalist id="people-of-plan">${people.map(({ cells: { email = '', name = '' } }) => html`<option value="${email}">${name}</option>`)}</datalist>`
}
