package org.posthorn.mime;

/**
 * An address of a header field, for people to read; what is absent is empty. RFC 5322 §3.4.
 *
 * @param name the display name, encoded words decoded
 * @param localPart what stands before the {@code @}
 * @param domain what stands behind it, as it was written
 */
public record MailAddress(String name, String localPart, String domain) {

  /** {@code local@domain}, or what there is of it. */
  public String address() {
    return domain.isEmpty() ? localPart : localPart + '@' + domain;
  }
}
