import type { Instant } from '../../domain/instant.ts'

/** A ticket as a fake tracker shows it to people. */
export interface TicketPage {
  /** Such as `Jira`. */
  readonly tracker: string
  readonly key: string
  readonly title: string
  readonly status: string
  /** What stands beside the title, such as type and labels; empty values are left out. */
  readonly facts: readonly (readonly [name: string, value: string | null])[]
  readonly description: string
  /** In order of time. */
  readonly history: readonly TicketHistoryLine[]
}

export interface TicketHistoryLine {
  readonly at: Instant
  readonly who: string | null
  /** Such as `status: To Do → In Progress`. */
  readonly text: string
}

/** For every page: nothing runs, and nothing is loaded from anywhere. */
export const ticketPageHeaders: Readonly<Record<string, string>> = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'",
  'Cache-Control': 'no-store',
}

/** A whole document, readable on a phone, in light and dark. */
export function ticketPage({ tracker, key, title, status, facts, description, history }: TicketPage): string {
  const shownFacts = facts.flatMap(([name, value]) => (value === null || value === '' ? [] : [[name, value]]))
  return documentOf(
    tracker,
    `${key} ${title}`,
    `<header><p class="quiet">${escaped(key)}</p><h1><bdi>${escaped(title)}</bdi></h1>
<p><span class="status">${escaped(status)}</span></p></header>
<dl>${shownFacts.map(([name = '', value = '']) => `<div><dt>${escaped(name)}</dt><dd><bdi>${escaped(value)}</bdi></dd></div>`).join('\n')}</dl>
${description === '' ? '' : `<p class="text"><bdi>${escaped(description)}</bdi></p>`}
<h2>History</h2>
<ol>${history.map(historyLine).join('\n')}</ol>`,
  )
}

/** For an address that leads to no ticket. */
export function missingTicketPage(tracker: string): string {
  return documentOf(tracker, 'No such ticket', '<h1>There is no such ticket</h1>')
}

/** `from` and `to` of a change in one line; null for a change between nothing and nothing. */
export function changeText(field: string, from: string | null, to: string | null): string {
  return `${field}: ${from === null || from === '' ? '–' : from} → ${to === null || to === '' ? '–' : to}`
}

function historyLine({ at, who, text }: TicketHistoryLine): string {
  const shown = new Date(at).toISOString()
  return `<li><time datetime="${shown}">${shown.slice(0, 16).replace('T', ' ')}</time> <bdi>${escaped(text)}</bdi>${who === null ? '' : ` <span class="quiet">${escaped(who)}</span>`}</li>`
}

function documentOf(tracker: string, title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<p class="from quiet">${escaped(tracker)} of a made-up company. Times are UTC.</p>
<main>${body}</main>
</body>
</html>
`
}

const style = `
:root { color-scheme: light dark; --line: light-dark(#e3e3e0, #33363d); --quiet: light-dark(#5c6066, #a0a5ad); }
body { margin: 0 auto; max-width: 44rem; padding: 1.5rem 1rem 4rem; font: 15px/1.5 system-ui, sans-serif;
  background: light-dark(#fff, #17191d); color: light-dark(#1d2025, #e6e7e9); overflow-wrap: anywhere; }
h1 { margin: 0 0 .5rem; font-size: 1.4rem; line-height: 1.25; } h2 { margin: 2rem 0 .5rem; font-size: 1rem; } p { margin: 0; }
.quiet, dt, time { color: var(--quiet); } .from { margin-bottom: 2rem; font-size: .85rem; }
.status { padding: .1rem .6rem; border: 1px solid var(--line); border-radius: 1rem; font-size: .85rem; }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: .75rem 1.5rem; margin: 1.25rem 0; }
dt { font-size: .8rem; } dd { margin: 0; } .text { white-space: pre-line; }
ol { margin: 0; padding: 0; list-style: none; } li { padding: .4rem 0; border-top: 1px solid var(--line); }
time { margin-right: .5rem; font-variant-numeric: tabular-nums; }
`

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
