import { pages } from '../../web/site.ts'

/** Every page that changes nothing, is no download and asks no tracker, with examples in its path. */
export function measuredPaths(examples: Readonly<Record<string, string>>): string[] {
  return pages.flatMap(({ route }) => {
    const [method, pattern = ''] = route.split(' ')
    if (method !== 'GET' || /sign-in|export|scopes|\/file$/.test(pattern)) return []
    const path = pattern.replace(/:(\w+)/g, (part, name: string) => examples[name] ?? part)
    return path.includes(':') ? [] : [path]
  })
}
