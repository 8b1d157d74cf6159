import { field } from '../page/form/field.ts'
import { formStart } from '../page/form/form.ts'
import type { FormProblem } from '../page/form/problems.ts'
import { type Html, html } from '../page/html.ts'

/** A plan file that is being changed. */
export interface PlanText {
  readonly text: string
  /** The version in force when somebody began to change it; empty for none. */
  readonly madeFrom: string
  readonly formToken: string
  /** What of it was on the page of tables that it comes from; absent where it comes from none. */
  readonly place?: { readonly part: string; readonly quarter: string; readonly only: string }
}

/** A plan file to paste or to choose; it is checked before anything is saved. */
export function planForm(
  { text, madeFrom, formToken }: PlanText,
  problems: readonly FormProblem[] = [],
): Html {
  return html`${formStart('/plan/check', formToken)}<input type="hidden" name="madeFrom" value="${madeFrom}">
${field({ name: 'yaml', label: 'Paste a plan file', problems }, (attributes) => html`<textarea${attributes} rows="18" class="code" spellcheck="false" autocomplete="off">${`\n${text}`}</textarea>`)}
<label>Or choose a file<input type="file" name="file" accept=".yaml,.yml,text/yaml"></label>
<p class="quiet small">What would change is shown before anything is saved. The format is in docs/plan.md.</p>
<button formenctype="multipart/form-data">Check</button>
</form>`
}
