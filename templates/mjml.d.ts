/** The part of mjml 5 that is used; the package brings no types. */
declare module 'mjml' {
  export interface MjmlResult {
    readonly html: string
    readonly errors: readonly { readonly formattedMessage: string }[]
  }

  export default function mjml2html(
    source: string,
    options?: { readonly validationLevel?: 'strict' | 'soft' | 'skip' },
  ): Promise<MjmlResult>
}
