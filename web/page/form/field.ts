import { type Html, html, outsideSentence } from '../html.ts'
import type { FormProblem } from './problems.ts'

interface Described {
  readonly name: string
  /** Unique on its page. Defaults to the name. */
  readonly id?: string
  readonly label: Html | string
  /** What helps to fill it in; none by default. */
  readonly hints?: readonly (Html | string)[]
  /** What is wrong with the whole form; those of this control are shown at it. None by default. */
  readonly problems?: readonly FormProblem[]
}

/** A control with its label and what is wrong with it above, and its hints below, which its name doesn't repeat. `attributes` go into the control. */
export function field(described: Described, control: (attributes: Html) => Html): Html {
  const { name, id = name, label, hints = [], problems = [] } = described
  const own = problems.filter((each) => each.field === id)
  const invalid = own.length === 0 ? null : html` aria-invalid="true"`
  return html`<div class="field"><label for="${id}">${label}</label>
${own.length === 0 ? null : html`<div class="wrong" id="${id}-problem">${own.map(({ words }) => html`<p>${outsideSentence(words)}</p>`)}</div>`}
${control(html` id="${id}" name="${name}"${describedBy([...(own.length === 0 ? [] : [`${id}-problem`]), ...hintId(id, hints)])}${invalid}`)}${hintList(id, hints)}</div>`
}

interface Option extends Pick<Described, 'name' | 'label' | 'hints'> {
  readonly kind: 'radio' | 'checkbox'
  readonly value: string
  readonly isChecked: boolean
  /** Of the control; none by default. */
  readonly attributes?: Html
}

/** One choice of several: its control before its label, its hints below. */
export function option({ name, kind, value, isChecked, label, attributes, hints = [] }: Option): Html {
  const id = `${name}-${value}`
  return html`<div class="option"><input type="${kind}" id="${id}" name="${name}" value="${value}"${isChecked ? html` checked` : null}${attributes ?? null}${describedBy(hintId(id, hints))}>
<div><label for="${id}">${label}</label>${hintList(id, hints)}</div></div>`
}

function describedBy(ids: readonly string[]): Html | null {
  return ids.length === 0 ? null : html` aria-describedby="${ids.join(' ')}"`
}

function hintId(id: string, hints: readonly (Html | string)[]): string[] {
  return hints.length === 0 ? [] : [`${id}-hint`]
}

function hintList(id: string, hints: readonly (Html | string)[]): Html | null {
  if (hints.length === 0) return null
  return html`<div class="hint" id="${id}-hint">${hints.map((hint) => html`<p>${hint}</p>`)}</div>`
}
