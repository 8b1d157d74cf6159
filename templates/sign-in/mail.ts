import { darkPalette, lightPalette } from '../../domain/palette.ts'
import { tidyOutside } from '../../domain/report/words/outside-text.ts'
import { escapeHtml } from '../escape.ts'

export interface SignInMail {
  readonly subject: string
  readonly text: string
  readonly html: string
}

export interface LinkToMail {
  /** Null where the reader's name isn't known. */
  readonly name: string | null
  readonly url: string
  readonly lifeMinutes: number
}

/** As in the other mails; the button keeps its colours, which are told apart on both papers. */
const darkStyle = `@media (prefers-color-scheme: dark) {
body { background-color: ${darkPalette.ground} !important; }
.card { background: ${darkPalette.paper} !important; background-color: ${darkPalette.paper} !important; }
.card h1, .card p { color: ${darkPalette.ink} !important; }
.card .quiet { color: ${darkPalette.quietInk} !important; }
}`

/** The mail that brings a sign-in link; text and HTML say the same. */
export function signInMail({ name, url, lifeMinutes }: LinkToMail): SignInMail {
  const greeting = name === null ? 'Hello,' : `Hello ${tidyOutside(name)},`
  const what = `this link signs you in to Plumbline, once, within ${lifeMinutes} minutes:`
  const otherwise = 'If you did not ask for it, ignore this mail: nobody can sign in as you without the link.'
  const { ground, paper, ink, quietInk, link } = lightPalette
  const font = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
  const subject = 'Your link to sign in to Plumbline'
  return {
    subject,
    text: [greeting, '', what, '', url, '', otherwise, ''].join('\n'),
    html: `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title>${subject}</title>
<style>${darkStyle}</style></head>
<body style="margin:0;padding:24px;background-color:${ground};${font};font-size:16px;line-height:1.55;color:${ink}">
<!--[if mso]><table role="presentation" width="520" align="center" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->
<table role="presentation" width="100%" align="center" cellpadding="0" cellspacing="0" border="0" bgcolor="${paper}" class="card" style="width:100%;max-width:520px;margin:0 auto;background-color:${paper};border-radius:8px"><tr><td style="padding:28px 32px;font-size:16px;line-height:1.55;color:${ink}">
<h1 style="margin:0 0 12px;font-size:16px;line-height:1.55;font-weight:400"><bdi>${escapeHtml(greeting)}</bdi></h1>
<p style="margin:0 0 20px">${escapeHtml(what)}</p>
<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="margin:0 0 20px"><tr><td bgcolor="${link}" style="padding:10px 18px;border-radius:8px;background-color:${link}"><a href="${escapeHtml(url)}" style="color:${paper};font-weight:600;text-decoration:none">Sign in to Plumbline</a></td></tr></table>
<p class="quiet" style="margin:0 0 20px;font-size:13px;color:${quietInk};overflow-wrap:anywhere;word-break:break-word">${escapeHtml(url)}</p>
<p class="quiet" style="margin:0;font-size:14px;color:${quietInk}">${escapeHtml(otherwise)}</p>
</td></tr></table>
<!--[if mso]></td></tr></table><![endif]-->
</body></html>
`,
  }
}
