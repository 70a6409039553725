package org.posthorn.sasl;

import java.util.Optional;

/**
 * The first message of a SCRAM client. RFC 5802 §7.
 *
 * @param header the gs2-header, repeated inside the later channel binding
 * @param flag the gs2-cbind-flag: {@code n}, {@code y}, or {@code p=} and the binding's type
 * @param authorizationIdentity empty when it was not given
 * @param bare all after the header
 */
record ScramClientFirst(
    String header,
    String flag,
    String authorizationIdentity,
    String user,
    String nonce,
    String bare) {

  private static final int MAX_NONCE = 512;

  // client-first-message = gs2-header client-first-message-bare
  // gs2-header = gs2-cbind-flag "," [ "a=" saslname ] ","
  // client-first-message-bare = [reserved-mext ","] "n=" saslname "," "r=" c-nonce ["," extensions]
  static Optional<ScramClientFirst> parse(String text) {
    String[] parts = text.split(",", 5);
    if (parts.length < 4 || !isFlag(parts[0])) {
      return Optional.empty();
    }
    Optional<String> authorization = parts[1].isEmpty() ? Optional.of("") : name("a=", parts[1]);
    Optional<String> user = name("n=", parts[2]); // "m=", a mandatory extension, fails here too
    if (authorization.isEmpty() || user.isEmpty() || !isNonce(parts[3])) {
      return Optional.empty();
    }
    String header = parts[0] + ',' + parts[1] + ',';
    return Optional.of(
        new ScramClientFirst(
            header,
            parts[0],
            authorization.get(),
            user.get(),
            parts[3].substring(2),
            text.substring(header.length())));
  }

  // gs2-cbind-flag = ("p=" cb-name) / "n" / "y"
  private static boolean isFlag(String text) {
    return text.equals("n") || text.equals("y") || text.startsWith("p=");
  }

  // saslname = 1*(value-safe-char / "=2C" / "=3D")
  private static Optional<String> name(String attribute, String text) {
    if (!text.startsWith(attribute)) {
      return Optional.empty();
    }
    String encoded = text.substring(attribute.length());
    String rest = encoded.replace("=2C", "").replace("=3D", "");
    if (rest.indexOf('=') >= 0) {
      return Optional.empty();
    }
    String name = encoded.replace("=2C", ",").replace("=3D", "=");
    return SaslText.isName(name) ? Optional.of(name) : Optional.empty();
  }

  // c-nonce = printable: %x21-2B / %x2D-7E
  private static boolean isNonce(String text) {
    return text.startsWith("r=")
        && text.length() > 2
        && text.length() <= MAX_NONCE
        && text.chars().allMatch(c -> c > ' ' && c < 127);
  }
}
