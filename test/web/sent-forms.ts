/** A form of a page as somebody fills it in who types words wherever some can be typed. */
export interface Form {
  readonly action: string
  readonly fields: Readonly<Record<string, string>>
  /** What the buttons send, one of each kind; a name may be empty. */
  readonly buttons: readonly (readonly [name: string, value: string])[]
}

const words = 'because it is so'

/** The forms of a page that change something. */
export function formsOf(html: string): Form[] {
  return [...html.matchAll(/<form method="post" action="([^"]+)"[^>]*>(.*?)<\/form>/gs)].map(
    ([, action = '', body = '']) => ({
      action: plain(action),
      fields: Object.fromEntries([...inputsOf(body), ...textsOf(body), ...choicesOf(body)]),
      buttons: buttonsOf(body),
    }),
  )
}

type Field = readonly [name: string, value: string]

function inputsOf(body: string): Field[] {
  return [...body.matchAll(/<input\b[^>]*>/g)].flatMap(([tag]): Field[] => {
    const type = attribute(tag, 'type')
    const isLeft = /^(radio|checkbox)$/.test(type) && !/\schecked/.test(tag)
    if (type === 'file' || isLeft) return []
    const typed = type === 'hidden' || type === 'date' ? '' : words
    return [[attribute(tag, 'name'), attribute(tag, 'value') || typed]]
  })
}

function textsOf(body: string): Field[] {
  return [...body.matchAll(/<textarea\b([^>]*)>(.*?)<\/textarea>/gs)].map(
    ([, tag = '', text = '']): Field => [attribute(tag, 'name'), plain(text.replace(/^\n/, '')) || words],
  )
}

function choicesOf(body: string): Field[] {
  return [...body.matchAll(/<select\b([^>]*)>(.*?)<\/select>/gs)].map(([, tag = '', text = '']): Field => {
    const options = [...text.matchAll(/<option\b[^>]*>/g)].map(([each]) => each)
    const chosen = options.find((each) => /\sselected/.test(each)) ?? options[0] ?? ''
    return [attribute(tag, 'name'), attribute(chosen, 'value')]
  })
}

/** One of each kind: that another row goes is the same button. */
function buttonsOf(body: string): Field[] {
  const all = [...body.matchAll(/<button\b([^>]*)>/g)].map(
    ([, tag = '']): Field => [attribute(tag, 'name'), attribute(tag, 'value')],
  )
  return [...new Map(all.map((each) => [`${each[0]}=${each[1].replace(/:\d.*/, '')}`, each])).values()]
}

function attribute(tag: string, name: string): string {
  return plain(new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '')
}

function plain(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
