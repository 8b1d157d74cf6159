import { type Html, html } from './html.ts'

interface Described {
  /** The control's id and name; unique on its page. */
  readonly name: string
  readonly label: Html | string
  /** What helps to fill it in; none by default. */
  readonly hints?: readonly (Html | string)[]
}

/** A control with its label above and its hints below, which its name doesn't repeat. `attributes` go into the control. */
export function field({ name, label, hints = [] }: Described, control: (attributes: Html) => Html): Html {
  return html`<div class="field"><label for="${name}">${label}</label>
${control(html` id="${name}" name="${name}"${describedBy(name, hints)}`)}${hintList(name, hints)}</div>`
}

interface Option extends Described {
  readonly kind: 'radio' | 'checkbox'
  readonly value: string
  readonly isChecked: boolean
}

/** One choice of several: its control before its label, its hints below. */
export function option({ name, kind, value, isChecked, label, hints = [] }: Option): Html {
  const id = `${name}-${value}`
  return html`<div class="option"><input type="${kind}" id="${id}" name="${name}" value="${value}"${isChecked ? html` checked` : null}${describedBy(id, hints)}>
<div><label for="${id}">${label}</label>${hintList(id, hints)}</div></div>`
}

function describedBy(id: string, hints: Described['hints']): Html | null {
  return hints === undefined || hints.length === 0 ? null : html` aria-describedby="${id}-hint"`
}

function hintList(id: string, hints: readonly (Html | string)[]): Html | null {
  if (hints.length === 0) return null
  return html`<div class="hint" id="${id}-hint">${hints.map((hint) => html`<p>${hint}</p>`)}</div>`
}
