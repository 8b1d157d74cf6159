import { audiences, type Plan, type PlanTeam } from '../../domain/plan/plan.ts'
import type { CsvProblem } from '../../domain/plan/readers-csv.ts'
import { grouped } from '../../domain/text/numbers.ts'
import type { PlanReaders } from '../../queries/plan/readers.ts'
import { counted } from '../../wording/counted.ts'
import { audienceLabels } from '../../wording/report/edition-text.ts'
import { field, option } from '../page/form/field.ts'
import { fileProblemList } from '../page/form/file-problems.ts'
import { formStart } from '../page/form/form.ts'
import { problemSummary } from '../page/form/problems.ts'
import { type Html, html, outside } from '../page/html.ts'
import { stateMark, table } from '../page/parts.ts'

interface Readers {
  readonly found: PlanReaders
  /** What stands in the text area. */
  readonly csv: string
  readonly how: 'replace' | 'add'
  readonly problems: readonly CsvProblem[]
  /** The version of the plan that the list was made from. */
  readonly madeFrom: string
  readonly formToken: string
}

/** Which team has whom as readers, and the list to correct. */
export function readersView({ found, csv, how, problems, madeFrom, formToken }: Readers): Html {
  const { plan, missing } = found
  const wrong =
    problems.length === 0
      ? []
      : [{ field: 'csv', words: `${counted(problems.length, 'problem')} in the list.` }]
  return html`<header><p class="small no-print"><a href="/plan">Plan</a></p><h1>Who reads the reports</h1>
<p class="quiet">${missing.length === 0 ? 'Every team has a reader of each kind.' : `Nothing is mailed while ${missing.length === 1 ? 'a reader is' : `${grouped(missing.length)} readers are`} missing.`}</p></header>
${problemSummary('Nothing was changed', wrong)}
${problems.length === 0 ? null : fileProblemList(problems, csv, 'csv')}
${coverage(plan)}
<section class="card no-print"><h2>Correct the list</h2>
${formStart('/plan/readers', formToken)}<input type="hidden" name="madeFrom" value="${madeFrom}">
${field({ name: 'csv', label: 'Readers, one per line', hints: [hint(plan)], problems: wrong }, (attributes) => html`<textarea${attributes} rows="12" class="code" spellcheck="false" autocomplete="off">${`\n${csv}`}</textarea>`)}
<label>Or choose a CSV file<input type="file" name="file" accept=".csv,.txt,.tsv,text/csv"></label>
<fieldset><legend>Readers already in the plan</legend>
${option({ kind: 'radio', name: 'how', value: 'replace', isChecked: how === 'replace', label: 'Replace them by this list' })}
${option({ kind: 'radio', name: 'how', value: 'add', isChecked: how === 'add', label: 'Keep them, and add these' })}</fieldset>
<button formenctype="multipart/form-data">See what would change</button></form></section>`
}

function hint({ teams }: Plan): Html {
  const shown = teams.slice(0, 12).map(({ teamId }) => teamId)
  const more = teams.length > shown.length ? ', …' : ''
  return html`Columns: email, name, audience (${audiences.join(', ')}), scope (company, or a team: ${shown.join(', ')}${more}).`
}

function coverage(plan: Plan): Html {
  return table(
    'Readers by team',
    [{ head: 'Team' }, ...audiences.map((audience) => ({ head: audienceLabels[audience] }))],
    plan.teams.map((team) => [
      outside(team.name),
      ...audiences.map((audience) => readersOf(plan, team, audience)),
    ]),
    { stacks: true },
  )
}

function readersOf({ stakeholders }: Plan, { teamId }: PlanTeam, audience: (typeof audiences)[number]): Html {
  const all = stakeholders.filter((each) => each.audience === audience)
  const own = all.filter(({ scope }) => scope.kind === 'team' && scope.teamId === teamId)
  const ofAll = all.filter(({ scope }) => scope.kind === 'company')
  if (own.length + ofAll.length === 0) return stateMark('problem', 'nobody')
  const names = own.map(({ name }) => html`${outside(name)}<br>`)
  const others =
    ofAll.length === 0
      ? null
      : html`<span class="quiet small">${counted(ofAll.length, 'reader')} of the whole company</span>`
  return html`${names}${others}`
}
