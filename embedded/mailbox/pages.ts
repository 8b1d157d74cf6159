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
    (mail) =>
      `<li><a href="${encodeURIComponent(mail.pageName)}">${escapeHtml(mail.subject)}</a>` +
      `<span>to ${escapeHtml(mail.to)}</span><span class="when">${whenOf(mail)}</span></li>`,
  )
  const list = mails.length === 0 ? '<p>No mail has come yet.</p>' : `<ol>\n${rows.join('\n')}\n</ol>`
  return page(
    'Mailbox',
    `<h1>Mailbox</h1>\n<p>${mails.length === 1 ? '1 mail' : `${mails.length} mails, the newest last`}.</p>\n${list}`,
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
    `<p class="back"><a href="index.html">All mails</a> · <a href="${encodeURIComponent(mail.fileName)}">the mail as it came</a></p>\n` +
      `<h1>${escapeHtml(mail.subject)}</h1>\n<dl>${rows}</dl>\n${frame}\n<h2>Text part</h2>\n<pre>${escapeHtml(mail.text)}</pre>`,
  )
}

/** The frame inherits this policy: a mail shown here can't call home through pictures or scripts. */
const policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-src 'self'"

/** The colours of the site's pages. */
const light = {
  ...{ ground: '#f2f3f5', paper: '#ffffff', ink: '#1d2330', quiet: '#565e6e', line: '#e3e6ea' },
  link: '#1d4fa8',
}
const dark = {
  ...{ ground: '#14171c', paper: '#1d2127', ink: '#e8eaed', quiet: '#aab1bd', line: '#383e47' },
  link: '#8ab4f8',
}

function properties(colours: Readonly<Record<string, string>>): string {
  return Object.entries(colours)
    .map(([name, colour]) => `--${name}: ${colour};`)
    .join(' ')
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
:root { color-scheme: light dark; ${properties(light)} }
@media (prefers-color-scheme: dark) { :root { ${properties(dark)} } }
* { box-sizing: border-box; }
body { font: 16px/1.55 -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; margin: 0 auto; max-width: 960px; padding: 36px 24px 56px;
  background: var(--ground); color: var(--ink); overflow-wrap: anywhere; }
h1 { font-size: 24px; line-height: 1.3; font-weight: 600; letter-spacing: -.01em; margin: 0 0 6px; text-wrap: balance; }
h2 { font-size: 16px; font-weight: 600; margin: 28px 0 10px; }
p { margin: 0 0 24px; color: var(--quiet); }
a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: 3px; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 4px; }
ol { list-style: none; margin: 0; padding: 0; background: var(--paper); border: 1px solid var(--line); border-radius: 12px; }
li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 2px 18px; padding: 14px 20px; font-size: 14px; color: var(--quiet); position: relative; }
li + li { border-top: 1px solid var(--line); }
li a { grid-column: 1 / -1; font-size: 16px; font-weight: 600; color: var(--ink); text-decoration: none; }
li a::after { content: ""; position: absolute; inset: 0; }
li:hover a { text-decoration: underline 1px; }
.back { margin: 0 0 6px; font-size: 14px; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 2px 18px; margin: 0 0 24px; font-size: 14px; }
dt { color: var(--quiet); }
dd { margin: 0; }
iframe { display: block; width: 100%; height: 80vh; border: 1px solid var(--line); border-radius: 12px; background: var(--ground); }
pre { margin: 0; white-space: pre-wrap; font-size: 14px; background: var(--paper); border: 1px solid var(--line); border-radius: 12px; padding: 18px 20px; }
@media (max-width: 640px) {
  body { padding: 24px 16px 40px; }
  h1 { font-size: 21px; }
  li { grid-template-columns: minmax(0, 1fr); padding: 12px 16px; }
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
