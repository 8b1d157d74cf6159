import type { Instant } from '../../../domain/instant.ts'
import { formStart } from '../form/form.ts'
import { type Html, html, outsideSentence } from '../html.ts'
import { time } from '../times.ts'

/** Says why what a page shows could not be found out, and lets somebody try again. Null where nothing failed. */
export function lookFailed(
  failure: { readonly failedAt: Instant; readonly because: string } | null,
  {
    heading,
    path,
    formToken,
  }: { readonly heading: string; readonly path: string; readonly formToken: string },
): Html | null {
  if (failure === null) return null
  return html`<section class="card" role="alert"><h2>${heading}</h2>
<p>It failed ${time(failure.failedAt)}: ${outsideSentence(failure.because)}</p>
<p class="quiet small">It is tried again automatically once its data has changed.</p>
<div class="no-print">${formStart(path, formToken)}<button class="plain">Try again</button></form></div></section>`
}
