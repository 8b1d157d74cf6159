import type { RuleFileProblem } from '../../domain/classify/rules/rule-file.ts'
import type { RulesTextCheck } from '../../queries/rules/check-rules-text.ts'
import { counted } from '../../wording/counted.ts'
import { formStart } from '../page/form.ts'
import { type Html, html, outside, outsideSentence } from '../page/html.ts'

/** A rule file that is being changed. */
export interface RulesText {
  readonly text: string
  /** The version in force when somebody began to change it; empty where that isn't known. */
  readonly madeFrom: string
  readonly formToken: string
}

/** A rule file to write, or to choose; it is checked before anything is saved. */
export function rulesForm({ text, madeFrom, formToken }: RulesText): Html {
  return html`${formStart('/rules/check', formToken)}<input type="hidden" name="madeFrom" value="${madeFrom}">
<label>The rule file<textarea name="yaml" rows="24" class="code" spellcheck="false" autocomplete="off">${`\n${text}`}</textarea></label>
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
  return html`<header><h1>${heading}</h1>
<p class="quiet">Nothing was saved.</p></header>
${problemList(problems, change.text)}
<div class="card">${rulesForm(change)}</div>`
}

const mostShown = 50

/** Problems or warnings, each with its line. */
export function problemList(problems: readonly RuleFileProblem[], text: string): Html {
  const all = text.split('\n')
  const more = problems.length - mostShown
  return html`<ul class="rows">${problems.slice(0, mostShown).map(
    ({ line, column, message }) => html`<li><span class="title">Line ${line}, column ${column}</span>
<span>${outsideSentence(message)}</span><code class="quiet small">${outside((all[line - 1] ?? '').slice(0, 200))}</code></li>`,
  )}${more > 0 ? html`<li class="quiet">and ${more} more</li>` : null}</ul>`
}
