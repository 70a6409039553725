package org.posthorn.smtp.session;

import java.util.HashMap;
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
 * @param peer the client with its address; {@link #UNKNOWN_ADDRESS} when that was not said
 * @param hello what the client calls itself, if that was said
 * @param attributes all that was said, in however many lines
 */
record IntroducedPeer(Peer peer, Optional<Hello> hello, Map<String, String> attributes) {
  /**
   * The address of a client whose address is not known. It must not be that of the server that
   * speaks for it, which may be in networks that are trusted. RFC 4291 §2.5.2
   */
  static final String UNKNOWN_ADDRESS = "::";

  /** Attributes of XFORWARD. */
  static final List<String> FORWARD =
      List.of("NAME", "ADDR", "PORT", "PROTO", "HELO", "IDENT", "SOURCE");

  private static final List<String> CLIENT =
      List.of("NAME", "ADDR", "PORT", "PROTO", "HELO", "DESTADDR", "DESTPORT");
  private static final List<String> UNKNOWN = List.of("[UNAVAILABLE]", "[TEMPUNAVAIL]");
  private static final String IPV6 = "IPV6:";
  private static final int MAX_PORT = 65_535;

  IntroducedPeer {
    attributes = Map.copyOf(attributes);
  }

  /** The lines of EHLO for clients whose word is taken. */
  static void announced(SessionState state, List<String> lines) {
    if (state.trusts(state.settings().trusted().xclient())) {
      lines.add("XCLIENT " + String.join(" ", CLIENT));
    }
    if (state.trusts(state.settings().trusted().xforward())) {
      lines.add("XFORWARD " + String.join(" ", FORWARD));
    }
  }

  /** Whether all names are among some. */
  static boolean known(Map<String, String> attributes, List<String> names) {
    return names.containsAll(attributes.keySet());
  }

  /**
   * Who is meant; empty when an attribute is wrong, or was said before: whoever the server hands
   * its connection to must not choose another address.
   *
   * @param server who says so
   * @param earlier what it has said before of the same client
   */
  static Optional<IntroducedPeer> of(
      Peer server, Optional<IntroducedPeer> earlier, Map<String, String> said) {
    Map<String, String> attributes = new HashMap<>(said);
    for (Map.Entry<String, String> known :
        earlier.map(IntroducedPeer::attributes).orElse(Map.of()).entrySet()) {
      if (attributes.putIfAbsent(known.getKey(), known.getValue()) != null) {
        return Optional.empty();
      }
    }
    return of(server, attributes);
  }

  private static Optional<IntroducedPeer> of(Peer server, Map<String, String> attributes) {
    try {
      Peer peer =
          new Peer(
              server.session(),
              address(attributes, "ADDR", UNKNOWN_ADDRESS),
              port(attributes, "PORT", 0),
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
          ? Optional.of(new IntroducedPeer(peer, hello, attributes))
          : Optional.empty();
    } catch (IllegalArgumentException wrong) {
      return Optional.empty();
    }
  }

  /**
   * The client.
   *
   * @param server who speaks for it: what protects the connection is what the server has now
   */
  Peer behind(Peer server) {
    return new Peer(
        peer.session(),
        peer.address(),
        peer.port(),
        peer.localAddress(),
        peer.localPort(),
        server.tls());
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
