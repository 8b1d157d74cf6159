import { type Html, html, outside } from '../html.ts'
import { formStart } from './form.ts'

/** A form that was not taken, to be sent again as it was. */
export interface SendAgain {
  /** With its query. */
  readonly action: string
  readonly formToken: string
  /** Without the token, secrets and files. */
  readonly fields: readonly (readonly [name: string, value: string])[]
  /** Files that were chosen: no page can choose them again by itself. */
  readonly files: readonly { readonly name: string; readonly fileName: string }[]
}

/** The same form with all that was sent; the longest of what somebody wrote is shown, and can be changed. Its files are asked for anew. */
export function sendAgainForm({ action, formToken, fields, files }: SendAgain, button: string): Html {
  const written = longestWritten(fields)
  return html`${formStart(action, formToken, { hasFiles: files.length > 0 })}
${fields.map((each) => (each === written ? writtenView(each) : html`<input type="hidden" name="${each[0]}" value="${each[1]}">`))}
${files.map(fileView)}
<button autofocus>${button}</button></form>`
}

function fileView({ name, fileName }: SendAgain['files'][number]): Html {
  return html`<p>The file “${outside(fileName)}” is not kept on this page: choose it again, or it is not sent.</p>
<label>The file<input type="file" name="${name}"></label>`
}

function writtenView([name, value]: SendAgain['fields'][number]): Html {
  // A parser leaves out the line break that a text area begins with.
  return html`<label>What you wrote<textarea name="${name}" rows="6" dir="auto">${`\n${value}`}</textarea></label>`
}

function longestWritten(fields: SendAgain['fields']): SendAgain['fields'][number] | null {
  const written = fields.filter(([, value]) => /\S\s+\S/u.test(value))
  return written.toSorted(([, a], [, b]) => b.length - a.length)[0] ?? null
}
