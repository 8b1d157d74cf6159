import type { Visitor } from '../../../domain/sign-in/roles.ts'
import { assetPath } from '../assets/assets.ts'
import { formStart } from '../form/form.ts'
import { type Html, html, outside } from '../html.ts'
import { type NavGroup, navigation, pagesOfGroup } from './navigation.ts'

/** What stands around a page. */
export interface Frame {
  /** Null where nobody is signed in. */
  readonly visitor: Visitor | null
  readonly nav: readonly NavGroup[]
  /** The path of the page that is shown. */
  readonly path: string
  readonly formToken: string
  /** Of the reader's clock; null where nobody knows who reads: then times are in UTC. */
  readonly timeZone: string | null
  readonly version: string
  /** Null where the page stays as it is. */
  readonly refreshAfterSeconds: number | null
  /** Where the browser goes on at once; null where it stays. */
  readonly continuesAt: URL | null
}

/** Whatever enhances a page: what htmx does without it is done by links and forms. */
const enhancement = JSON.stringify({ includeIndicatorCSS: false, history: false })

/** A whole document: head, navigation, the page and its foot. */
export function layout(title: string, body: Html, frame: Frame): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<meta name="htmx-config" content="${enhancement}">
${frame.refreshAfterSeconds === null ? null : html`<noscript><meta http-equiv="refresh" content="${frame.refreshAfterSeconds}"></noscript>`}
${frame.continuesAt === null ? null : html`<meta http-equiv="refresh" content="0; url=${frame.continuesAt.href}">`}
<title>${title} · Plumbline</title>
<link rel="icon" href="${assetPath('icon.svg')}" type="image/svg+xml">
<link rel="stylesheet" href="${assetPath('style.css')}">
<script src="${assetPath('htmx.js')}" defer></script>
</head>
<body>
<a class="skip" href="#page">Skip to the content</a>
<header class="top">
<a class="brand" href="/">Plumbline</a>
${frame.visitor === null ? null : signedInHeader(frame.visitor, frame)}
</header>
<main id="page" tabindex="-1">
${body}
</main>
<footer class="foot">
<p>Plumbline ${frame.version}. Figures are about teams, never about single people.${frame.timeZone === null ? null : ` Times are in ${frame.timeZone}.`}</p>
</footer>
</body>
</html>
`
}

function signedInHeader(
  visitor: Visitor,
  { nav, path, formToken }: Pick<Frame, 'nav' | 'path' | 'formToken'>,
): Html {
  return html`${navigation(nav, path)}
<details class="account">
<summary><span class="unseen">Signed in as </span><span>${visitor.name === null ? visitor.email : outside(visitor.name)}</span></summary>
<div class="menu">
<p class="quiet">${visitor.email}<br>${visitor.roles.join(', ') || 'no role'}</p>
${formStart('/sign-out', formToken)}<button class="plain">Sign out</button></form>
${formStart('/sign-out/everywhere', formToken)}<button class="plain">Sign out on every device</button></form>
</div>
</details>
${pagesOfGroup(nav, path)}`
}
