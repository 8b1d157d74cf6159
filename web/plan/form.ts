import { formStart } from '../page/form.ts'
import { type Html, html } from '../page/html.ts'

/** A plan file to paste or to choose; it is checked before anything is saved. */
export function planForm(text: string, formToken: string): Html {
  return html`${formStart('/plan/check', formToken)}
<label>Paste a plan file<textarea name="yaml" rows="18" class="code" spellcheck="false" autocomplete="off">${`\n${text}`}</textarea></label>
<label>or choose one<input type="file" name="file" accept=".yaml,.yml,text/yaml"></label>
<p class="quiet small">What would change is shown before anything is saved. The format is in docs/plan.md.</p>
<button formenctype="multipart/form-data">Check</button>
</form>`
}
