package org.posthorn.smtp.client;

/** Whether a client starts TLS. RFC 3207. */
public enum StartTls {
  /** It does not. */
  NEVER,
  /** Where it is offered; otherwise mail goes in plain. RFC 7435 §3. */
  OFFERED,
  /** Always; without it no mail goes. */
  REQUIRED,
  /** Always, and only to servers that promise the same for their way on. RFC 8689 §4.2.1. */
  PASSED_ON
}
