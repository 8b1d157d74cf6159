import { link } from '../../domain/report/words/sentence.ts'
import { type Html, html, outside } from './html.ts'

/** A text from outside that leads to where it stands, on a tracker; only http and https addresses become links. */
export function outsideLink(text: string, url: string): Html {
  const span = link(text, url)
  return span.kind === 'link'
    ? html`<a href="${span.url}" target="_blank" rel="noreferrer">${outside(text)}</a>`
    : outside(text)
}

/** What a page says where there is nothing to show yet, and what to do. */
export function empty(heading: string, text: Html | string): Html {
  return html`<section class="empty"><h2>${heading}</h2><p>${text}</p></section>`
}

/** What became of what was sent: the keyboard goes on here, and who hears the page hears it first. */
export function notice(text: Html | string): Html {
  return html`<p class="notice" role="status" tabindex="-1" autofocus>${text}</p>`
}

export type State = 'ok' | 'warning' | 'problem'

/** A state in words, with a colour beside. */
export function stateMark(state: State, words: string = state): Html {
  return html`<span class="state ${state}">${words}</span>`
}

/** The row that a part of a long list begins with, from an address; the first where it says nothing usable. */
export function firstShown(from: string | null): number {
  return /^\d{1,6}$/.test(from ?? '') ? Number(from) : 0
}

/** The way to the rows before these of a long list, and to those after; null where all are shown. */
export function steps({
  path,
  what,
  all,
  from,
  size,
}: {
  /** With its query, to which `from=` is added. */
  readonly path: string
  /** What the rows are, such as "statuses". */
  readonly what: string
  readonly all: number
  readonly from: number
  readonly size: number
}): Html | null {
  if (from === 0 && all <= size) return null
  return html`<p class="no-print">${from > 0 ? html`<a href="${path}from=${Math.max(0, from - size)}">Earlier ${what}</a> ` : null}${all > from + size ? html`<a href="${path}from=${from + size}">More ${what}</a>` : null}</p>`
}

export interface Column {
  readonly head: string
  /** Figures stand right. */
  readonly isFigure?: boolean
}

interface TableOptions {
  /** On a narrow screen each row becomes a list of its cells, each after its head: for tables of words rather than figures. */
  readonly stacks?: boolean
}

/** A table with heads for its columns and rows: the first cell of each row is its head. It scrolls within itself on a narrow screen, unless it stacks. */
export function table(
  caption: string,
  columns: readonly Column[],
  rows: readonly (readonly Html[])[],
  { stacks = false }: TableOptions = {},
): Html {
  return html`<div class="scroll${stacks ? ' stacks' : ''}" role="region" aria-label="${caption}" tabindex="0"><table>
<caption>${caption}</caption>
<thead><tr>${columns.map(({ head, isFigure }) => html`<th scope="col"${figure(isFigure)}>${head}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map((cell, index) => tableCell(cell, index, columns[index], stacks))}</tr>`)}</tbody>
</table></div>`
}

function tableCell(cell: Html, index: number, column: Column | undefined, stacks: boolean): Html {
  if (index === 0) return html`<th scope="row">${cell}</th>`
  const head = stacks && column !== undefined ? html` data-head="${column.head}"` : null
  return html`<td${figure(column?.isFigure)}${head}>${cell}</td>`
}

function figure(isFigure: boolean | undefined): Html | null {
  return isFigure === true ? html` class="figure"` : null
}
