package org.posthorn.smtp.codec;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.MailOptions;
import org.posthorn.kernel.Recipient;

/** One client command, parsed and validated. RFC 5321 §4.1.1. */
public sealed interface SmtpCommand {

  /** The three ways to say hello. */
  enum Greeting {
    /** RFC 5321 §4.1.1.1. */
    EHLO,
    /** Without extensions. RFC 5321 §4.1.1.1. */
    HELO,
    /** RFC 2033 §4.1. */
    LHLO
  }

  /** The client's name: a domain or address literal, visible ASCII. */
  record Hello(Greeting greeting, String name) implements SmtpCommand {}

  /**
   * Begins a transaction. No sender is the null reverse-path of a notification. RFC 5321 §4.5.5.
   *
   * @param size as declared, RFC 1870 §6
   * @param options what else was said of the message
   * @param timing when it is to be delivered
   * @param individual whether each recipient is to have a reply of its own (PRDR)
   */
  record MailFrom(
      Optional<Address> sender,
      OptionalLong size,
      MailOptions options,
      MailTiming timing,
      boolean individual)
      implements SmtpCommand {

    /** One that says nothing of when. */
    public MailFrom(Optional<Address> sender, OptionalLong size, MailOptions options) {
      this(sender, size, options, MailTiming.NONE, false);
    }
  }

  /**
   * Adds a recipient; none is {@code <Postmaster>}, that of this host. RFC 5321 §4.1.1.3.
   *
   * @param ascii whether the path was given in ASCII
   * @param original RFC 3461 §4.2
   * @param notifyOn RFC 3461 §4.1
   * @param validSince RFC 7293 §3
   */
  record RcptTo(
      Optional<Address> recipient,
      boolean ascii,
      Optional<Recipient.Original> original,
      Set<Recipient.Notify> notifyOn,
      Optional<Recipient.ValidSince> validSince)
      implements SmtpCommand {

    /** The recipient, whose address is known in the end. */
    public Recipient to(Address address) {
      return new Recipient(address, original, notifyOn, validSince, List.of());
    }
  }

  /** The message follows, up to a line with a dot. */
  record Data() implements SmtpCommand {}

  /** A chunk of the message follows at once. RFC 3030 §2. */
  record Bdat(long size, boolean last) implements SmtpCommand {}

  /** A chunk of the message is what a URL names. RFC 4468 §3.2. */
  record Burl(String url, boolean last) implements SmtpCommand {}

  /** Forgets the transaction. */
  record Rset() implements SmtpCommand {}

  /** Does nothing. */
  record Noop() implements SmtpCommand {}

  /** Asks whether somebody is here. */
  record Vrfy() implements SmtpCommand {}

  /** Asks who is on a list. */
  record Expn() implements SmtpCommand {}

  /** Asks for help. */
  record Help() implements SmtpCommand {}

  /** Says goodbye. */
  record Quit() implements SmtpCommand {}

  /** Asks for TLS. RFC 3207. */
  record StartTls() implements SmtpCommand {}

  /**
   * Starts to log in. RFC 4954 §4.
   *
   * @param initialResponse in base64; {@code =} is an empty one
   */
  record Auth(String mechanism, Optional<String> initialResponse) implements SmtpCommand {}

  /**
   * A server before this one says who its client is. Postfix' XCLIENT.
   *
   * @param attributes by their names in upper case, decoded
   */
  record XClient(Map<String, String> attributes) implements SmtpCommand {
    public XClient {
      attributes = Map.copyOf(attributes);
    }
  }

  /**
   * A filter says from whom the message came, for the record only. Postfix' XFORWARD.
   *
   * @param attributes by their names in upper case, decoded
   */
  record XForward(Map<String, String> attributes) implements SmtpCommand {
    public XForward {
      attributes = Map.copyOf(attributes);
    }
  }

  /**
   * Asks to start the queue for hosts that can take their mail now. RFC 1985 §5.
   *
   * @param node a domain as it came, or with {@link Nodes#QUEUE} the name of a queue; visible ASCII
   */
  record Etrn(Nodes nodes, String node) implements SmtpCommand {

    /** Which hosts are meant. */
    public enum Nodes {
      /** The one that is named. */
      ONE,
      /** That one, and all below it: {@code @domain}. */
      BELOW,
      /** Those whose mail is in a queue of this name: {@code #queue}. */
      QUEUE
    }

    /** As it was given. */
    @Override
    public String toString() {
      return switch (nodes) {
        case ONE -> node;
        case BELOW -> "@" + node;
        case QUEUE -> "#" + node;
      };
    }
  }

  /**
   * Asks for the mail that waits for domains, over this connection. RFC 2645 §5.2.1.
   *
   * @param domains in Unicode form; none: all of the account
   */
  record Atrn(List<String> domains) implements SmtpCommand {
    public Atrn {
      domains = List.copyOf(domains);
    }
  }

  /** A verb that is not of SMTP. */
  record Unknown() implements SmtpCommand {}

  /** A known verb with something wrong, or no text at all; carries the reply it deserves. */
  record Malformed(SmtpReply reply) implements SmtpCommand {}
}
