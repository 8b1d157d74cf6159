import type { AuditEntry } from '../../adapters/store/sign-in/tables.ts'
import type { AuditPage } from '../../queries/audit/audit.ts'
import { type Html, html, outside, outsideSentence } from '../page/html.ts'
import { empty, table, time } from '../page/parts.ts'

const columns = ['When', 'Who', 'What', 'On what', 'Before', 'After'].map((head) => ({ head }))

/** Changes, newest first, a page at a time. */
export function auditView({ entries, olderThan }: AuditPage): Html {
  return html`<header><h1>Changes</h1>
<div class="bar"><p class="quiet">Who changed what, here and on the command line. Entries are never altered.</p>
<p class="no-print"><a href="/audit/export">Download all as CSV</a></p></div></header>
${entries.length === 0 ? empty('Nothing was changed yet', 'The first change stands here.') : table('Changes, newest first', columns, entries.map(row))}
${olderThan === null ? null : html`<p class="no-print"><a href="/audit?before=${olderThan}">Older changes</a></p>`}`
}

function row({ changedAt, actor, action, subject, before, after }: AuditEntry): Html[] {
  return [time(changedAt), outside(actor), html`${action}`, outside(subject), cell(before), cell(after)]
}

function cell(text: string | null): Html {
  return text === null ? html`<span class="quiet">none</span>` : outsideSentence(text)
}
