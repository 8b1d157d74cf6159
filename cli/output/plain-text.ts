/**
 * Makes a text from outside (a title, a server's words) safe for a terminal: one line, and without the control
 * characters by which it could repaint the screen.
 */
export function plainText(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
}
