import { type Html, html } from '../html.ts'

/** The field that carries the form's token. */
export const formTokenField = 'form_token'

/** The field of every form that carries a secret: no page shows it again. */
export const secretField = 'secret'

/** The start of a form that changes something; `</form>` is the page's. Forms without it are refused. `hasFiles` where files can be chosen in it. */
export function formStart(action: string, formToken: string, { hasFiles = false } = {}): Html {
  return html`<form method="post" action="${action}"${hasFiles ? html` enctype="multipart/form-data"` : null}><input type="hidden" name="${formTokenField}" value="${formToken}">`
}
