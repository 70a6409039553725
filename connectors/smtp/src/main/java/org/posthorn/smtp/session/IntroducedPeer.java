package org.posthorn.smtp.session;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.posthorn.net.Networks;
import org.posthorn.smtp.codec.SmtpCommand.Greeting;
import org.posthorn.smtp.codec.SmtpCommand.Hello;
import org.posthorn.wire.Peer;

/**
 * Whom a server before this one speaks for, as Postfix' XCLIENT has it. LOGIN is not taken: nobody
 * is logged in by somebody else's word.
 *
 * @param peer the client with its address; what protects the connection is still that of the server
 * @param hello what the client calls itself, if that was said
 */
record IntroducedPeer(Peer peer, Optional<Hello> hello) {
  /** Attributes of XFORWARD. */
  static final List<String> FORWARD =
      List.of("NAME", "ADDR", "PORT", "PROTO", "HELO", "IDENT", "SOURCE");

  private static final List<String> CLIENT =
      List.of("NAME", "ADDR", "PORT", "PROTO", "HELO", "DESTADDR", "DESTPORT");
  private static final List<String> UNKNOWN = List.of("[UNAVAILABLE]", "[TEMPUNAVAIL]");
  private static final String IPV6 = "IPV6:";
  private static final int MAX_PORT = 65_535;

  /** The lines of EHLO for clients whose word is taken. */
  static void announced(SessionState state, List<String> lines) {
    String address = state.wire().peer().address();
    if (state.settings().trusted().xclient().contains(address)) {
      lines.add("XCLIENT " + String.join(" ", CLIENT));
    }
    if (state.settings().trusted().xforward().contains(address)) {
      lines.add("XFORWARD " + String.join(" ", FORWARD));
    }
  }

  /** Whether all names are among some. */
  static boolean known(Map<String, String> attributes, List<String> names) {
    return names.containsAll(attributes.keySet());
  }

  /**
   * Who is meant; empty when an attribute is wrong.
   *
   * @param server who says so
   */
  static Optional<IntroducedPeer> of(Peer server, Map<String, String> attributes) {
    try {
      Peer peer =
          new Peer(
              server.session(),
              address(attributes, "ADDR", server.address()),
              port(attributes, "PORT", server.port()),
              address(attributes, "DESTADDR", server.localAddress()),
              port(attributes, "DESTPORT", server.localPort()),
              server.tls());
      Greeting greeting = // RFC 5321 §4.1.1.1
          given(attributes, "PROTO").filter(any -> any.equalsIgnoreCase("SMTP")).isPresent()
              ? Greeting.HELO
              : Greeting.EHLO;
      Optional<Hello> hello = given(attributes, "HELO").map(name -> new Hello(greeting, name));
      boolean speakable = hello.filter(any -> any.name().matches("[^ ()<>@,;\\\\\"]+")).isPresent();
      return known(attributes, CLIENT) && (hello.isEmpty() || speakable)
          ? Optional.of(new IntroducedPeer(peer, hello))
          : Optional.empty();
    } catch (IllegalArgumentException wrong) {
      return Optional.empty();
    }
  }

  private static Optional<String> given(Map<String, String> attributes, String name) {
    return Optional.ofNullable(attributes.get(name)).filter(value -> !UNKNOWN.contains(value));
  }

  private static String address(Map<String, String> attributes, String name, String otherwise) {
    Optional<String> given = given(attributes, name);
    if (given.isEmpty()) {
      return otherwise;
    }
    String text = given.get();
    String address =
        text.regionMatches(true, 0, IPV6, 0, IPV6.length()) ? text.substring(IPV6.length()) : text;
    if (!Networks.parse(address).contains(address)) { // a list, or a network
      throw new IllegalArgumentException("no address");
    }
    return address;
  }

  private static int port(Map<String, String> attributes, String name, int otherwise) {
    int port = given(attributes, name).map(Integer::parseInt).orElse(otherwise);
    if (port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException("no port");
    }
    return port;
  }
}
