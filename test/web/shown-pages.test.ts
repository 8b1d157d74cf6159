import { expect, test } from 'vitest'
import { access } from '../../web/access.ts'
import { shownPages } from './shown-pages.ts'

/** What a browser gets from a GET that is no page of ours to look at, and why. */
const noPages: readonly (readonly [route: keyof typeof access, because: string])[] = [
  ['GET /sign-in/provider', 'leads to the provider'],
  ['GET /sign-in/provider/return', 'leads on, or back to /sign-in'],
  ['GET /sign-out/done', 'leads on, but for the browser that comes back from the provider'],
  ['GET /connections/oauth/return', 'leads to the connection, or shows the form that connects again'],
  ['GET /plan/file', 'a file'],
  ['GET /rules/file', 'a file'],
  ['GET /audit/export', 'a file'],
  ['GET /reports/:quarter/figures/export', 'a file'],
  ['GET /editions/:editionId/figures', 'a file'],
  ['GET /archive/:editionId/mail', 'the mail itself, in a frame'],
  ['GET /reports/:quarter/mailed/:editionId/mail', 'the mail itself, in a frame'],
  ['GET /reports/:quarter/draft/:audience/:scopeKey/mail', 'the mail itself, in a frame'],
  ['GET /reviews/:quarter/:teamId/draft', 'the mail itself, as it would be'],
]

test('every page that anyone can open is looked at in a browser', () => {
  const exempt = new Set<string>(noPages.map(([route]) => route))
  const paths = shownPages.map(({ path }) => path.replace(/\?.*/, ''))
  const routes = Object.keys(access).filter((route) => route.startsWith('GET ') && !exempt.has(route))
  const unseen = routes.filter((route) => !paths.some((path) => patternOf(route).test(path)))
  expect(unseen).toEqual([])
})

test('no page that is looked at is called none', () => {
  const paths = shownPages.map(({ path }) => path.replace(/\?.*/, ''))
  for (const [route] of noPages) expect(paths.filter((path) => patternOf(route).test(path))).toEqual([])
})

function patternOf(route: string): RegExp {
  const path = route.slice('GET '.length).replaceAll(/:\w+/g, '[^/]+')
  return new RegExp(`^${path}$`)
}
