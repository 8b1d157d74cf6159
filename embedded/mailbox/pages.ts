/** What the list of mails shows of one. */
export interface MailSummary {
  readonly fileName: string
  readonly pageName: string
  readonly from: string
  readonly to: string
  readonly subject: string
  /** ISO 8601, as the mail says; '' when it says none. */
  readonly sentAt: string
}

export interface MailContent extends MailSummary {
  /** Null when the mail has no HTML part. */
  readonly html: string | null
  readonly text: string
}

/** The list of mails, in the order given. */
export function indexPage(mails: readonly MailSummary[]): string {
  const rows = mails.map(
    (mail, index) =>
      `<tr><td>${index + 1}</td><td><a href="${encodeURIComponent(mail.pageName)}">${escapeHtml(mail.subject)}</a></td>` +
      `<td>${escapeHtml(mail.to)}</td><td>${escapeHtml(mail.from)}</td><td class="when">${whenOf(mail)}</td></tr>`,
  )
  const table =
    mails.length === 0
      ? '<p>No mail has come yet.</p>'
      : `<table><thead><tr><th scope="col">#</th><th scope="col">Subject</th><th scope="col">To</th><th scope="col">From</th>` +
        `<th scope="col">Sent</th></tr></thead><tbody>\n${rows.join('\n')}\n</tbody></table>`
  return page(
    'Mailbox',
    `<h1>Mailbox</h1>\n<p>${mails.length === 1 ? '1 mail' : `${mails.length} mails, the newest last`}.</p>\n${table}`,
  )
}

/** `2026-06-12 16:00 UTC`. */
function whenOf({ sentAt }: MailSummary): string {
  return sentAt === '' ? '' : `${escapeHtml(sentAt.slice(0, 16).replace('T', ' '))} UTC`
}

/** One mail: its HTML part in a frame that can run nothing, and its text part below. */
export function mailPage(mail: MailContent): string {
  const facts = [
    ['From', mail.from],
    ['To', mail.to],
    ['Sent', whenOf(mail)],
  ]
  const rows = facts.map(([name, value]) => `<dt>${name}</dt><dd>${escapeHtml(value ?? '')}</dd>`).join('')
  const frame =
    mail.html === null
      ? '<p>This mail has no HTML part.</p>'
      : `<iframe title="The mail as its reader sees it" sandbox="allow-popups allow-popups-to-escape-sandbox" ` +
        `srcdoc="${escapeHtml(`<base target="_blank">${mail.html}`)}"></iframe>`
  return page(
    mail.subject,
    `<p><a href="index.html">All mails</a> · <a href="${encodeURIComponent(mail.fileName)}">the mail as it came</a></p>\n` +
      `<h1>${escapeHtml(mail.subject)}</h1>\n<dl>${rows}</dl>\n${frame}\n<h2>Text part</h2>\n<pre>${escapeHtml(mail.text)}</pre>`,
  )
}

/** The frame inherits this policy: a mail shown here can't call home through pictures or scripts. */
const policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-src 'self'"

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title>
<style>
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; color: #1f2328; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .4rem .6rem; border-bottom: 1px solid #d0d7de; vertical-align: top; overflow-wrap: anywhere; }
td:first-child, .when { white-space: nowrap; color: #57606a; font-size: .875rem; }
td:nth-child(2) { min-width: 22rem; }
td:nth-child(n+3) { font-size: .875rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; }
dd { margin: 0; }
iframe { width: 100%; height: 80vh; border: 1px solid #d0d7de; background: #fff; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #f6f8fa; padding: 1rem; }
@media (prefers-color-scheme: dark) {
  body { background: #0d1117; color: #e6edf3; }
  a { color: #8ab4f8; }
  th, td { border-color: #30363d; }
  td:first-child, .when { color: #9da7b3; }
  iframe { border-color: #30363d; background: #14171c; }
  pre { background: #161b22; }
}
</style>
</head>
<body>
${body}
</body>
</html>
`
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)
}
