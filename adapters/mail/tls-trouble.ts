/** Whose TLS it is: a relay's, or that of a mailbox's server. */
export interface TlsServer {
  /** Such as `The mail relay`. */
  readonly name: string
  /** Of an address that starts in the clear; with an `s` behind, that of one that starts with TLS. */
  readonly scheme: 'smtp' | 'imap'
}

interface TroubleRule {
  /** OpenSSL's or Node's code. */
  readonly code: RegExp
  readonly says: (server: TlsServer) => string
  readonly advice: (server: TlsServer) => string
}

/** The first that fits counts. */
const rules: readonly TroubleRule[] = [
  {
    code: /^CERT_HAS_EXPIRED$/,
    says: ({ name }) => `${name}’s certificate has expired`,
    advice: () => 'it has to be renewed there',
  },
  {
    code: /^CERT_NOT_YET_VALID$/,
    says: ({ name }) => `${name}’s certificate isn’t valid yet`,
    advice: () => 'check the clock of this machine, and the certificate',
  },
  {
    code: /^ERR_SSL_.*(?:PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL)$/,
    says: ({ name }) => `${name}’s TLS is too old`,
    advice: ({ scheme }) =>
      scheme === 'smtp' ? 'it has to know 1.2, or what MAIL_TLS_FLOOR says' : 'it has to know 1.2',
  },
  {
    code: /^ERR_SSL_.*ALERT.*(?:CERTIFICATE|UNKNOWN_CA)/,
    says: ({ name }) => `${name} asks for a certificate, or doesn’t take ours`,
    advice: () => 'name one that it trusts in MAIL_TLS_CERT_FILE and MAIL_TLS_KEY_FILE',
  },
  {
    code: /^ERR_SSL_.*HANDSHAKE_FAILURE$/,
    says: ({ name }) => `${name} refuses our TLS`,
    advice: () =>
      'where it asks for a certificate, name ours in MAIL_TLS_CERT_FILE and MAIL_TLS_KEY_FILE; else check its TLS',
  },
  {
    code: /^ERR_SSL_/,
    says: ({ name }) => `${name}’s TLS can’t be used`,
    advice: ({ scheme }) =>
      `write ${scheme}:// for a port that starts in the clear, ${scheme}s:// for one that starts with TLS`,
  },
  {
    code: /^ERR_TLS_CERT_ALTNAME_INVALID$/,
    says: ({ name }) => `${name}’s certificate is made out to another host name`,
    advice: () => 'use a name that it is made out to',
  },
  {
    code: /^UNABLE_TO_(?:VERIFY_LEAF_SIGNATURE|GET_ISSUER_CERT)/,
    says: ({ name }) => `${name}’s certificate can’t be trusted`,
    advice: () =>
      'it has to send the certificates between its own and its authority’s, too; name an authority of your own in NODE_EXTRA_CA_CERTS',
  },
  {
    code: /SELF_SIGNED_CERT/,
    says: ({ name }) => `${name}’s certificate can’t be trusted`,
    advice: () => 'name its authority’s file, or its own, in NODE_EXTRA_CA_CERTS',
  },
  {
    code: /CERT|VERIFY|^ERR_TLS_/,
    says: ({ name }) => `${name}’s certificate can’t be trusted`,
    advice: () =>
      'use the host name that it is made out to, or name its authority’s file in NODE_EXTRA_CA_CERTS',
  },
]

/** What is wrong with a server's TLS, and what to do; null where the code isn't about TLS. */
export function tlsTrouble(code: string, server: TlsServer): string | null {
  const rule = rules.find((each) => each.code.test(code))
  return rule === undefined ? null : `${rule.says(server)} (${code}): ${rule.advice(server)}`
}
