import { type Html, html, outsideSentence } from './html.ts'

/** What is wrong with a form that was sent. */
export interface FormProblem {
  /** The id of the control that it is about; null where it is about none alone. */
  readonly field: string | null
  /** Whole sentences; what somebody typed may stand in them. */
  readonly words: string
}

/** Why a form was not taken, before all else on its page: the keyboard starts here, and each problem leads to its control. Null where none is. */
export function problemSummary(heading: string, problems: readonly FormProblem[]): Html | null {
  if (problems.length === 0) return null
  return html`<section class="card refused" role="alert" tabindex="-1" autofocus aria-labelledby="refused"><h2 id="refused">${heading}</h2>
${problems.map(({ field, words }) => html`<p>${field === null ? outsideSentence(words) : html`<a href="#${field}">${outsideSentence(words)}</a>`}</p>`)}</section>`
}
