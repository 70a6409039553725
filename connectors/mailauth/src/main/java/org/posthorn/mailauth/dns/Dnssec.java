package org.posthorn.mailauth.dns;

/**
 * Whether answers are validated by DNSSEC. RFC 4035 §4.3.
 *
 * @param anchors the keys that are trusted, as DS or DNSKEY records in the form of a zone file
 */
public record Dnssec(Mode mode, String anchors) {

  /** When answers are validated. */
  public enum Mode {
    /** Never: all answers count as unsigned. */
    OFF,
    /** As soon as the resolver was seen to pass signatures on, by those of the root. */
    AUTO,
    /** Always: with a resolver that passes no signatures on, nothing is found. */
    ON
  }

  /** The keys of the root, as IANA publishes them: those of 2017 and of 2024. */
  public static final String IANA =
      """
      . IN DS 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D
      . IN DS 38696 8 2 683D2D0ACB8C9B712A1948B27F741219298D0A450D612C483AF444A4C0FB2B16
      """;

  /** No answer is validated. */
  public static final Dnssec NONE = new Dnssec(Mode.OFF, IANA);
}
