import type { AuditEntry } from '../../adapters/store/sign-in/tables.ts'
import type { AuditedNames, AuditPage } from '../../queries/audit/audit.ts'
import { auditChangeText, auditSubjectText } from '../../wording/audit-entry-text.ts'
import { auditActionText } from '../../wording/audit-text.ts'
import { type Html, html, outside } from '../page/html.ts'
import { empty } from '../page/parts.ts'
import { time, timedSentence } from '../page/times.ts'

/** Changes, newest first, a page at a time. */
export function auditView({ entries, olderThan }: AuditPage, names: AuditedNames): Html {
  return html`<header><h1>Changes</h1>
<div class="bar"><p class="quiet">Who changed what, here and on the command line. Entries are never altered.</p>
<p class="no-print"><a href="/audit/export">Download all as CSV</a></p></div></header>
${entries.length === 0 ? empty('No changes yet', 'The first one will appear here.') : html`<ul class="rows">${entries.map((entry) => row(entry, names))}</ul>`}
${olderThan === null ? null : html`<p class="no-print"><a href="/audit?before=${olderThan}">Older changes</a></p>`}`
}

function row({ changedAt, actor, action, subject, before, after }: AuditEntry, names: AuditedNames): Html {
  const change = (text: string): Html => timedSentence(auditChangeText(action, text))
  return html`<li><p class="bar"><span><strong>${auditActionText(action)}</strong> ${outside(auditSubjectText(subject, names))}</span><span class="quiet small">${time(changedAt)}</span></p>
<p class="quiet small">by ${outside(actor)}</p>
${before === null ? null : html`<p class="small"><span class="quiet">Before:</span> ${change(before)}</p>`}
${after === null ? null : html`<p class="small"><span class="quiet">${before === null ? 'Now' : 'After'}:</span> ${change(after)}</p>`}</li>`
}
