package org.posthorn.smtp.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.posthorn.sasl.ScramClient;
import org.posthorn.sasl.ScramHash;
import org.posthorn.sasl.StrictBase64;

/**
 * A login to a server: by SCRAM where it is offered, else by PLAIN, which goes only through TLS
 * with a server that has shown who it is. RFC 4954.
 */
final class ClientAuthentication {
  private static final int NONCE = 18;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String NO_MECHANISM = "The server offers no login that is secure enough";
  private static final String NOT_VERIFIED = "; PLAIN would need TLS with a verified certificate";
  private static final PeerReply NOT_PROVEN =
      new PeerReply(0, "4.7.0", List.of("The server has not shown that it knows the password"));

  /** What follows a reply. */
  sealed interface Next {
    /** A line to send. */
    record Say(String line) implements Next {}

    /** The login is done. */
    record Done() implements Next {}

    /** No login, and therefore no mail; another time may be better. */
    record Refused(PeerReply reason) implements Next {}
  }

  private final Optional<ScramClient> scram;
  private final String command;
  private boolean answered;
  private boolean proven;

  private ClientAuthentication(Optional<ScramClient> scram, String command) {
    this.scram = scram;
    this.command = command;
  }

  /**
   * The best way that is offered; empty when there is none.
   *
   * @param offered mechanisms in upper case
   * @param secure whether TLS protects the connection
   */
  static Optional<ClientAuthentication> of(ClientLogin login, Set<String> offered, boolean secure) {
    for (ScramHash hash : ScramHash.values()) {
      if (offered.contains(hash.mechanism())) {
        byte[] nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        ScramClient scram =
            new ScramClient(
                hash, login.user(), login.password(), Base64.getEncoder().encodeToString(nonce));
        String first = "AUTH " + hash.mechanism() + " " + encode(scram.first());
        return Optional.of(new ClientAuthentication(Optional.of(scram), first));
      }
    }
    String plain = "\0" + login.user() + "\0" + login.password(); // RFC 4616 §2
    return secure && login.verified() && offered.contains("PLAIN")
        ? Optional.of(new ClientAuthentication(Optional.empty(), "AUTH PLAIN " + encode(plain)))
        : Optional.empty();
  }

  /** What is said when there is no way. */
  static PeerReply impossible(ClientLogin login) {
    return new PeerReply(
        0, "4.7.0", List.of(NO_MECHANISM + (login.verified() ? "" : NOT_VERIFIED)));
  }

  /** The command that begins it. */
  String command() {
    return command;
  }

  /** Takes a reply. */
  Next on(PeerReply reply) {
    if (reply.code() == 235) {
      return scram.isEmpty() || proven ? new Next.Done() : new Next.Refused(NOT_PROVEN);
    }
    if (reply.code() != 334) {
      return new Next.Refused(delayed(reply));
    }
    Optional<String> challenge =
        StrictBase64.decode(reply.lines().get(0).strip()).map(octets -> new String(octets, UTF_8));
    if (scram.isEmpty() || challenge.isEmpty()) {
      return new Next.Say("*"); // RFC 4954 §4: that is not what was agreed
    }
    if (answered) {
      proven = scram.get().proven(challenge.get());
      return new Next.Say(proven ? "" : "*");
    }
    answered = true;
    return new Next.Say(
        scram.get().last(challenge.get()).map(ClientAuthentication::encode).orElse("*"));
  }

  // A wrong password is the operator's matter, and no reason to give mail back. RFC 4954 §6
  private static PeerReply delayed(PeerReply reply) {
    return new PeerReply(0, "4.7.8", List.of("Login was refused: " + reply.text()));
  }

  private static String encode(String text) {
    return StrictBase64.encode(text.getBytes(UTF_8));
  }
}
