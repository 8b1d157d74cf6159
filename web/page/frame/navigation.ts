import { type Html, html } from '../html.ts'

export interface NavPage {
  readonly label: string
  readonly path: string
  /** Starts of other paths that belong to it. */
  readonly alsoAt: readonly string[]
}

/** Pages under one name; never empty. */
export interface NavGroup {
  readonly label: string
  readonly pages: readonly NavPage[]
}

/** So few pages stand in one row, without groups. */
const mostInOneRow = 5

/** The pages in one row where they are few, else their groups; the pages of the group that is open are `pagesOfGroup`. */
export function navigation(groups: readonly NavGroup[], path: string): Html | null {
  const pages = groups.flatMap((group) => group.pages)
  if (pages.length === 0) return null
  const here = currentPage(groups, path)
  if (isFlat(groups)) return nav('Pages', html`${pages.map((each) => pageLink(each, { here, path }))}`)
  return nav('Groups of pages', html`${groups.map((group) => groupLink(group, here))}`)
}

/** The pages of the group that is open, below the groups; null where there are no groups, or none is open. */
export function pagesOfGroup(groups: readonly NavGroup[], path: string): Html | null {
  const here = currentPage(groups, path)
  const open = groups.find(({ pages }) => pages.some((each) => each === here))
  if (open === undefined || isFlat(groups)) return null
  return nav(`Pages of ${open.label}`, html`${open.pages.map((each) => pageLink(each, { here, path }))}`)
}

/** The page of the navigation that a path belongs to; null for a page that belongs to none. */
function currentPage(groups: readonly NavGroup[], path: string): NavPage | null {
  const starts = ({ path: own, alsoAt }: NavPage) => [`${own}/`, ...alsoAt]
  const pages = groups.flatMap((group) => group.pages)
  return (
    pages.find((page) => path === page.path || starts(page).some((start) => path.startsWith(start))) ?? null
  )
}

function isFlat(groups: readonly NavGroup[]): boolean {
  return groups.flatMap(({ pages }) => pages).length <= mostInOneRow
}

function groupLink({ label, pages }: NavGroup, here: NavPage | null): Html {
  const isOpen = pages.some((each) => each === here)
  return item(label, pages[0]?.path ?? '/', isOpen ? html` aria-current="true"` : null)
}

function pageLink(page: NavPage, { here, path }: { here: NavPage | null; path: string }): Html {
  const current = path === page.path ? html` aria-current="page"` : html` aria-current="true"`
  return item(page.label, page.path, page === here ? current : null)
}

function item(label: string, path: string, current: Html | null): Html {
  return html`<li><a href="${path}"${current}>${label}</a></li>`
}

function nav(label: string, items: Html): Html {
  return html`<nav aria-label="${label}"><ul>${items}</ul></nav>`
}
