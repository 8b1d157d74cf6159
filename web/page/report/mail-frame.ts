import { type Html, html } from '../html.ts'

/** A mail in a frame of its own, in which nothing runs, and its text below. */
export function mailFrame({
  path,
  title,
  text,
}: {
  readonly path: string
  readonly title: string
  readonly text: string
}): Html {
  return html`<div class="group">
<p class="no-print"><a href="${path}" target="_blank">Open in a new tab</a></p>
<iframe class="mail" src="${path}" title="${title}" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>
</div>
<details class="said-in-text"><summary class="opens">As plain text</summary><pre class="card">${text}</pre></details>`
}
