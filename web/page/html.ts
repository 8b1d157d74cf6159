import { html, raw } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import { tidyOutside } from '../../domain/report/words/outside-text.ts'
import { isolated } from '../../domain/report/words/sentence.ts'

/** Safe HTML: made by the `html` tag alone, which escapes what is put in. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>

export { html }

/** A text from outside (a title, a name), set apart so that its direction and odd characters can't turn what stands around it. */
export function outside(text: string): Html {
  return html`<bdi>${isolated(tidyOutside(text))}</bdi>`
}

/** No sentence that a person or a server writes is longer, and a page stays readable beside it. */
const longestSentence = 1000

/** The same for a sentence that holds such texts, or that a person or server wrote: longer than a title, and kept whole. */
export function outsideSentence(text: string): Html {
  return html`<bdi>${tidySentence(text)}</bdi>`
}

/** Such a sentence, or a part of one, to be set apart with what it stands in. */
export function tidySentence(text: string): string {
  return isolated(tidyOutside(text, longestSentence))
}

/** A picture that we drew as SVG, put in as it is: never a text from outside. */
export function drawn(svg: string): Html {
  return raw(svg)
}
