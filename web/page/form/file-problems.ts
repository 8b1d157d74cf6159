import { type Html, html, outside, outsideSentence } from '../html.ts'
import { lineScript } from './problems.ts'

/** What is wrong in a file that was sent. */
interface FileProblem {
  /** From 1. */
  readonly line: number
  /** A number from 1, or a name; null where it isn't of one column. */
  readonly column: number | string | null
  readonly message: string
}

const mostShown = 50

/** Problems, or warnings, each with its line of the text, which it leads to in the control that holds the text. */
export function fileProblemList(problems: readonly FileProblem[], text: string, control: string): Html {
  const all = text.split('\n')
  const more = problems.length - mostShown
  return html`${lineScript}<ul class="rows">${problems.slice(0, mostShown).map(
    ({
      line,
      column,
      message,
    }) => html`<li><a class="title" href="#${control}" data-line="${line}"${typeof column === 'number' ? html` data-column="${column}"` : null}>Line ${line}${column === null ? null : html`, column ${column}`}</a>
<span>${outsideSentence(message)}</span><code class="quiet small">${outside((all[line - 1] ?? '').slice(0, 200))}</code></li>`,
  )}${more > 0 ? html`<li class="quiet">and ${more} more</li>` : null}</ul>`
}
