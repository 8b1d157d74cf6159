import { lightPalette } from '../../domain/palette.ts'
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

/** The mail that brings a sign-in link; text and HTML say the same. */
export function signInMail({ name, url, lifeMinutes }: LinkToMail): SignInMail {
  const greeting = name === null ? 'Hello,' : `Hello ${tidyOutside(name)},`
  const what = `this link signs you in to Plumbline, once, within ${lifeMinutes} minutes:`
  const otherwise =
    'If you did not ask for it, leave it: nobody is signed in without it, and nothing happens until the button behind it is pressed.'
  const { ground, paper, ink, quietInk, link } = lightPalette
  const font = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
  return {
    subject: 'Your link to sign in to Plumbline',
    text: [greeting, '', what, '', url, '', otherwise, ''].join('\n'),
    html: `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light"><title>Sign in to Plumbline</title></head>
<body style="margin:0;padding:24px;background-color:${ground};${font};font-size:16px;line-height:1.55;color:${ink}">
<div style="max-width:520px;margin:0 auto;background-color:${paper};padding:28px 32px;border-radius:8px">
<p style="margin:0 0 12px"><bdi>${escapeHtml(greeting)}</bdi></p>
<p style="margin:0 0 20px">${escapeHtml(what)}</p>
<p style="margin:0 0 20px"><a href="${escapeHtml(url)}" style="display:inline-block;padding:10px 18px;border-radius:8px;background-color:${link};color:${paper};font-weight:600;text-decoration:none">Sign in to Plumbline</a></p>
<p style="margin:0 0 20px;font-size:13px;color:${quietInk};overflow-wrap:anywhere">${escapeHtml(url)}</p>
<p style="margin:0;font-size:14px;color:${quietInk}">${escapeHtml(otherwise)}</p>
</div></body></html>
`,
  }
}
