import type { Page } from 'playwright-core'

/**
 * What a screen reader can't tell: buttons of one name that do different things, as somebody who lists a page's buttons hears them, and
 * hints that belong to no control.
 */
export function spokenFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const nameOf = (button: HTMLElement) =>
      (button.getAttribute('aria-label') ?? button.textContent).replaceAll(/\s+/g, ' ').trim()
    const effectOf = (button: HTMLButtonElement) => {
      const hidden = [...(button.form?.querySelectorAll<HTMLInputElement>('input[type=hidden]') ?? [])]
      return JSON.stringify([
        button.getAttribute('formaction') ?? button.form?.getAttribute('action'),
        [button.name, button.value],
        hidden.map(({ name, value }) => [name, value]),
      ])
    }
    const effects = new Map<string, Set<string>>()
    for (const button of document.querySelectorAll<HTMLButtonElement>('main button')) {
      const of = effects.get(nameOf(button)) ?? new Set()
      effects.set(nameOf(button), of.add(effectOf(button)))
    }
    const alike = [...effects].filter(([, of]) => of.size > 1)
    const hints = [...document.querySelectorAll('main :is(.field, .option) .hint')]
    const loose = hints.filter(
      ({ id }) => id === '' || document.querySelector(`[aria-describedby~="${id}"]`) === null,
    )
    return [
      ...alike.map(([name, of]) => `${of.size} buttons "${name}" do different things`),
      ...loose.map(({ textContent }) => `"${textContent.trim().slice(0, 60)}" is the hint of no control`),
    ]
  })
}
