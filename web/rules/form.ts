import type { RulesTextCheck } from '../../queries/rules/check-rules-text.ts'
import { counted } from '../../wording/counted.ts'
import { field } from '../page/form/field.ts'
import { fileProblemList } from '../page/form/file-problems.ts'
import { formStart } from '../page/form/form.ts'
import { type FormProblem, problemSummary } from '../page/form/problems.ts'
import { type Html, html } from '../page/html.ts'

/** A rule file that is being changed. */
export interface RulesText {
  readonly text: string
  /** The version in force when somebody began to change it; empty where that isn't known. */
  readonly madeFrom: string
  readonly formToken: string
}

/** A rule file to write, or to choose; it is checked before anything is saved. */
export function rulesForm(
  { text, madeFrom, formToken }: RulesText,
  problems: readonly FormProblem[] = [],
): Html {
  return html`${formStart('/rules/check', formToken)}<input type="hidden" name="madeFrom" value="${madeFrom}">
${field({ name: 'yaml', label: 'The rule file', problems }, (attributes) => html`<textarea${attributes} rows="24" class="code" spellcheck="false" autocomplete="off">${`\n${text}`}</textarea>`)}
<label>Or choose a file<input type="file" name="file" accept=".yaml,.yml,text/yaml"></label>
<p class="quiet small">What would move is shown before anything is saved. The format is in docs/rules.md.</p>
<button formenctype="multipart/form-data">Check</button>
</form>`
}

/** A file that isn't taken, with each problem or failed case at its line. */
export function editView(change: RulesText, found: RulesTextCheck): Html {
  const heading =
    found.kind === 'unusable'
      ? `${counted(found.problems.length, 'problem')} in the rule file`
      : `${counted(found.failedCases.length, 'case')} of the rule file ${found.failedCases.length === 1 ? 'fails' : 'fail'}`
  const problems = found.kind === 'unusable' ? found.problems : found.failedCases
  const wrong = [{ field: 'yaml', words: `${heading}.` }]
  return html`<header><h1>Rules</h1></header>
${problemSummary('Nothing was saved', wrong)}
${fileProblemList(problems, change.text, 'yaml')}
<div class="card">${rulesForm(change, wrong)}</div>`
}
