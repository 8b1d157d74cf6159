import { localDate } from '../../../domain/fields.ts'
import { counted } from '../../../wording/counted.ts'
import { type Html, html, outside, outsideSentence } from '../../page/html.ts'
import type { Column } from './parts.ts'

/** What is wrong in cells, by their names. */
export type CellProblems = ReadonlyMap<string, string>

/** A longer value may not fit into its cell; letters of some scripts are twice as wide. */
const mostSeen = 24
const wideLetter = /[^\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}]/gu

function mayBeCut(value: string): boolean {
  return value.replaceAll(wideLetter, '  ').length > mostSeen
}

/** A cell to be typed into, with what is wrong in it. `hintId` is of what helps to fill it in; null for nothing. */
export function cell(
  name: string,
  value: string,
  { head, choices, kind }: Column,
  row: string,
  problems: CellProblems,
  hintId: string | null = null,
): Html {
  const problem = problems.get(name)
  const describedBy = [
    ...(problem === undefined ? [] : [`${name}-problem`]),
    ...(hintId === null ? [] : [hintId]),
  ]
  const told = html` id="${name}"${problem === undefined ? null : html` aria-invalid="true"`}${describedBy.length === 0 ? null : html` aria-describedby="${describedBy.join(' ')}"`}`
  const words =
    problem === undefined
      ? null
      : html`<span class="cell-problem" id="${name}-problem">${outsideSentence(problem)}</span>`
  const label = `${head}, ${row}`
  if (kind === 'fixed')
    return html`<strong>${outside(value)}</strong><input type="hidden" name="${name}" value="${value}">`
  if (kind === 'rota') return html`${rotaField(name, value, label, told)}${words}`
  if (choices !== undefined) {
    const isKnown = choices.some((each) => each.value === value)
    const all = isKnown ? choices : [{ value, label: value }, ...choices]
    return html`<select name="${name}"${told} aria-label="${label}">${all.map((each) => html`<option value="${each.value}"${each.value === value ? html` selected` : null}>${each.label}</option>`)}</select>${words}`
  }
  // A date that is none stays to be seen, which a date's field would not show.
  const isDate = kind === 'date' && (value === '' || localDate.safeParse(value).success)
  return html`<input name="${name}" value="${value}"${told} aria-label="${label}" maxlength="2000" autocomplete="off" spellcheck="false"${mayBeCut(value) ? html` title="${value}"` : null}${isDate ? html` type="date"` : null}${attributesOf(kind)}>${words}`
}

/** A rota's text, which is long: how much it holds, and another one to put in its place. */
function rotaField(name: string, text: string, label: string, told: Html): Html {
  const turns = text.split(/^BEGIN:VEVENT/im).length - 1
  const row = name.slice(0, name.lastIndexOf('.'))
  return html`<span class="small quiet">${text === '' ? 'Empty. Choose a file or paste its text:' : `Holds ${counted(turns, 'turn')}. To replace them, choose a file or paste its text:`}</span>
<input type="file" name="${row}.upload" aria-label="${label}: a file" accept=".ics,text/calendar">
<textarea name="${name}"${told} aria-label="${label}" rows="3" class="code" spellcheck="false" autocomplete="off"></textarea>`
}

function attributesOf(kind: Column['kind']): Html | null {
  switch (kind) {
    case 'share':
      return html` class="narrow-cell" inputmode="decimal"`
    case 'email':
      return html` class="wide-cell"`
    case 'person':
      return html` dir="auto" class="wide-cell" list="people-of-plan"`
    case 'connection':
      return html` dir="auto" list="connections"`
    case undefined:
      return html` dir="auto"`
    default:
      return null
  }
}
