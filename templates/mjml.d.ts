/** The part of mjml 5 that is used; the package brings no types. */
declare module 'mjml' {
  export interface MjmlResult {
    readonly html: string
    readonly errors: readonly { readonly formattedMessage: string }[]
  }

  export default function mjml2html(
    source: string,
    options?: {
      readonly validationLevel?: 'strict' | 'soft' | 'skip'
      /** Fonts to load from the web, by name. */
      readonly fonts?: Readonly<Record<string, string>>
    },
  ): Promise<MjmlResult>
}
