import { assetPath } from '../assets/assets.ts'
import { type Html, html, outsideSentence } from '../html.ts'

/** What is wrong with a form that was sent. */
export interface FormProblem {
  /** The id of the control that it is about; null where it is about none alone. */
  readonly field: string | null
  /** Whole sentences; what somebody typed may stand in them. */
  readonly words: string
  /** The line that is wrong, from 1, where the control holds a file's text. */
  readonly line?: number
  /** What the form's button "do" says to show the page on which this is mended, where that is another one; the summary stands in the form then. */
  readonly elsewhere?: string
}

/** Why a form was not taken, before all else on its page: the keyboard starts here, and each problem leads to its control. Null where none is. */
export function problemSummary(heading: string, problems: readonly FormProblem[]): Html | null {
  if (problems.length === 0) return null
  return html`<section class="card refused" role="alert" tabindex="-1" autofocus aria-labelledby="refused"><h2 id="refused">${heading}</h2>${problems.some(({ line }) => line !== undefined) ? lineScript : null}
${problems.map((each) => html`<p>${problemLink(each)}</p>`)}</section>`
}

function problemLink({ field, words, line, elsewhere }: FormProblem): Html {
  if (elsewhere !== undefined)
    return html`<button class="link" name="do" value="${elsewhere}">${outsideSentence(words)}</button>`
  if (field === null) return outsideSentence(words)
  if (line === undefined) return html`<a href="#${field}">${outsideSentence(words)}</a>`
  return html`<a href="#${field}" data-line="${line}">${outsideSentence(words)}</a>`
}

/** Selects the line that a link names (`data-line`) in the text that it leads to; without it, the link leads to the text. */
export const lineScript = html`<script src="${assetPath('lines.js')}" defer></script>`
