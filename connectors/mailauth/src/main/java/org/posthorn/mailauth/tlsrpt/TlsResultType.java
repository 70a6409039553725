package org.posthorn.mailauth.tlsrpt;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** In which way TLS failed. RFC 8460 §4.3. */
public enum TlsResultType {
  /** The server offers no STARTTLS. */
  STARTTLS_NOT_SUPPORTED,
  /** The certificate is for another name. */
  CERTIFICATE_HOST_MISMATCH,
  /** The certificate is not valid any more, or not yet. */
  CERTIFICATE_EXPIRED,
  /** Nobody who is trusted vouches for the certificate. */
  CERTIFICATE_NOT_TRUSTED,
  /** Anything else that has no type of its own. */
  VALIDATION_FAILURE,
  /** None of the TLSA records can be used. */
  TLSA_INVALID,
  /** The TLSA records cannot be had, or their signatures do not hold. */
  DNSSEC_INVALID,
  /** DANE is demanded and the server has no TLSA records. */
  DANE_REQUIRED,
  /** The policy cannot be fetched. */
  STS_POLICY_FETCH_ERROR,
  /** The policy is malformed. */
  STS_POLICY_INVALID,
  /** The certificate of the host that has the policy is not valid. */
  STS_WEBPKI_INVALID;

  /** As it stands in reports. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** That of a text. */
  public static Optional<TlsResultType> of(String text) {
    return Arrays.stream(values()).filter(each -> each.text().equals(text)).findFirst();
  }
}
