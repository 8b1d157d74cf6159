import { type Html, html, outsideSentence } from '../html.ts'

const mostLines = 12

/**
 * Says that somebody else saved something since the form was made, and what.
 * @param changes null where it can't be told
 */
export function meanwhile(words: string, changes: readonly string[] | null): Html {
  const shown = changes?.slice(0, mostLines) ?? []
  const more = (changes?.length ?? 0) - shown.length
  return html`<section class="card refused" role="alert" tabindex="-1" autofocus><p>${words}</p>
${changes?.length === 0 ? html`<p>Nothing that counts changed by it.</p>` : null}
${shown.length === 0 ? null : html`<p>What changed meanwhile:</p><ul>${shown.map((text) => html`<li>${outsideSentence(text)}</li>`)}${more > 0 ? html`<li class="quiet">and ${more} more</li>` : null}</ul>`}</section>`
}
