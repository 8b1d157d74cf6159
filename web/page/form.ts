import { type Html, html } from './html.ts'

/** The field that carries the form's token. */
export const formTokenField = 'form_token'

/** The start of a form that changes something; `</form>` is the page's. Forms without it are refused. */
export function formStart(action: string, formToken: string): Html {
  return html`<form method="post" action="${action}"><input type="hidden" name="${formTokenField}" value="${formToken}">`
}
