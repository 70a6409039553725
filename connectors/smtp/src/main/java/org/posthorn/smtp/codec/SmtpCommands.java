package org.posthorn.smtp.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.posthorn.kernel.Address;
import org.posthorn.smtp.codec.SmtpCommand.Atrn;
import org.posthorn.smtp.codec.SmtpCommand.Auth;
import org.posthorn.smtp.codec.SmtpCommand.Bdat;
import org.posthorn.smtp.codec.SmtpCommand.Burl;
import org.posthorn.smtp.codec.SmtpCommand.Data;
import org.posthorn.smtp.codec.SmtpCommand.Etrn;
import org.posthorn.smtp.codec.SmtpCommand.Expn;
import org.posthorn.smtp.codec.SmtpCommand.Greeting;
import org.posthorn.smtp.codec.SmtpCommand.Hello;
import org.posthorn.smtp.codec.SmtpCommand.Help;
import org.posthorn.smtp.codec.SmtpCommand.MailFrom;
import org.posthorn.smtp.codec.SmtpCommand.Malformed;
import org.posthorn.smtp.codec.SmtpCommand.Noop;
import org.posthorn.smtp.codec.SmtpCommand.Quit;
import org.posthorn.smtp.codec.SmtpCommand.RcptTo;
import org.posthorn.smtp.codec.SmtpCommand.Rset;
import org.posthorn.smtp.codec.SmtpCommand.StartTls;
import org.posthorn.smtp.codec.SmtpCommand.Unknown;
import org.posthorn.smtp.codec.SmtpCommand.Vrfy;
import org.posthorn.smtp.codec.SmtpCommand.XClient;
import org.posthorn.smtp.codec.SmtpCommand.XForward;

/** Parses command lines. Total: any line gives a command, bad input gives {@link Malformed}. */
public final class SmtpCommands {
  private static final int MAX_NAME = 255; // RFC 5321 §4.5.3.1.2
  private static final int MAX_CHUNK_DIGITS = 18;

  private SmtpCommands() {}

  /** The command of a line without its end. */
  public static SmtpCommand parse(String line) {
    if (line.chars().anyMatch(c -> c < ' ' && c != '\t' || c == 127)) {
      return new Malformed(SmtpReply.of(500, "5.5.2", "Control characters are not allowed"));
    }
    Cursor in = new Cursor(line);
    try {
      return command(in.keyword(), in);
    } catch (SmtpSyntaxException e) {
      return new Malformed(e.reply());
    }
  }

  private static SmtpCommand command(String verb, Cursor in) {
    return switch (verb) {
      case "EHLO" -> hello(Greeting.EHLO, in);
      case "HELO" -> hello(Greeting.HELO, in);
      case "LHLO" -> hello(Greeting.LHLO, in);
      case "MAIL" -> mail(in);
      case "RCPT" -> rcpt(in);
      case "DATA" -> alone(in, new Data());
      case "BDAT" -> bdat(in);
      case "BURL" -> burl(in);
      case "RSET" -> alone(in, new Rset());
      case "NOOP" -> new Noop(); // a string may follow: RFC 5321 §4.1.1.9
      case "VRFY" -> withText(in, new Vrfy());
      case "EXPN" -> withText(in, new Expn());
      case "HELP" -> new Help();
      case "QUIT" -> alone(in, new Quit());
      case "STARTTLS" -> alone(in, new StartTls());
      case "AUTH" -> auth(in);
      case "ATRN" -> atrn(in);
      case "ETRN" -> etrn(in);
      case "XCLIENT" -> new XClient(PeerAttributes.read(in));
      case "XFORWARD" -> new XForward(PeerAttributes.read(in));
      default -> new Unknown();
    };
  }

  private static SmtpCommand alone(Cursor in, SmtpCommand command) {
    in.end();
    return command;
  }

  private static SmtpCommand withText(Cursor in, SmtpCommand command) {
    in.skipSpaces();
    if (in.atEnd()) {
      throw new SmtpSyntaxException(501, "5.5.4", "Missing argument");
    }
    return command;
  }

  // ehlo = "EHLO" SP ( Domain / address-literal ) CRLF ; what clients send is not always a domain
  private static SmtpCommand hello(Greeting greeting, Cursor in) {
    in.skipSpaces();
    String name = in.word();
    in.end();
    boolean fine =
        !name.isEmpty()
            && name.length() <= MAX_NAME
            && name.chars().allMatch(c -> c > ' ' && c < 127 && "()<>@,;\\\"".indexOf(c) < 0);
    if (!fine) {
      throw new SmtpSyntaxException(501, "5.5.4", "Syntax: EHLO hostname");
    }
    return new Hello(greeting, name);
  }

  // mail = "MAIL FROM:" Reverse-path [SP Mail-parameters] CRLF
  private static SmtpCommand mail(Cursor in) {
    in.expect(" FROM:");
    in.skipSpaces(); // not allowed, but common
    String path = Paths.between(in);
    MailParameters parameters = new MailParameters();
    parameters.read(in);
    if (!parameters.utf8 && !Paths.isAscii(path)) {
      throw new SmtpSyntaxException(553, "5.6.7", "Address needs SMTPUTF8"); // RFC 6531 §3.5
    }
    Optional<Address> sender =
        path.isEmpty() ? Optional.empty() : Optional.of(Paths.mailbox(path, "5.1.7"));
    return new MailFrom(
        sender, parameters.size, parameters.options(), parameters.timing(), parameters.individual);
  }

  // rcpt = "RCPT TO:" ( "<Postmaster@" Domain ">" / "<Postmaster>" / Forward-path ) CRLF
  private static SmtpCommand rcpt(Cursor in) {
    in.expect(" TO:");
    in.skipSpaces();
    String path = Paths.between(in);
    RecipientParameters parameters = new RecipientParameters();
    parameters.read(in);
    Optional<Address> address =
        path.equalsIgnoreCase("postmaster")
            ? Optional.empty()
            : Optional.of(Paths.mailbox(path, "5.1.3"));
    return new RcptTo(
        address,
        Paths.isAscii(path),
        parameters.original,
        parameters.notifyOn,
        parameters.validSince);
  }

  // bdat-cmd = "BDAT" SP chunk-size [ SP end-marker ] CR LF ; RFC 3030 §2
  private static SmtpCommand bdat(Cursor in) {
    in.expect(" ");
    String digits = in.word();
    if (digits.isEmpty()
        || digits.length() > MAX_CHUNK_DIGITS
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new SmtpSyntaxException(501, "5.5.4", "Not a chunk size");
    }
    boolean last = in.accept(" LAST");
    in.end();
    return new Bdat(Long.parseLong(digits), last);
  }

  // burl-cmd = "BURL" SP absolute-URI [SP end-marker] CRLF ; RFC 4468 §3.2
  private static SmtpCommand burl(Cursor in) {
    in.expect(" ");
    String url = in.word();
    boolean last = in.accept(" LAST");
    in.end();
    if (url.indexOf(':') < 1) {
      throw new SmtpSyntaxException(501, "5.5.4", "Not a URL");
    }
    return new Burl(url, last);
  }

  // auth = "AUTH" SP sasl-mech [SP initial-response] CRLF ; RFC 4954 §8
  private static SmtpCommand auth(Cursor in) {
    in.expect(" ");
    String mechanism = in.keyword();
    if (mechanism.isEmpty()) {
      throw new SmtpSyntaxException(501, "5.5.4", "Which mechanism?");
    }
    Optional<String> initial = Optional.empty();
    if (in.accept(" ")) {
      initial = Optional.of(in.word()).filter(it -> !it.isEmpty());
      in.end();
    }
    return new Auth(mechanism, initial);
  }

  // etrn = "ETRN" SP [option-character] node-name CRLF ; RFC 1985 §5.2
  private static SmtpCommand etrn(Cursor in) {
    in.expect(" ");
    Etrn.Nodes nodes =
        in.accept("@") ? Etrn.Nodes.BELOW : in.accept("#") ? Etrn.Nodes.QUEUE : Etrn.Nodes.ONE;
    String node = in.word();
    in.end();
    boolean fine =
        nodes == Etrn.Nodes.QUEUE
            ? node.matches("[A-Za-z0-9._-]{1,64}")
            : Paths.isAscii(node) && Address.domain(node).isPresent();
    if (!fine) {
      throw new SmtpSyntaxException(501, "5.5.4", "Syntax: ETRN node, @domain or #queue");
    }
    return new Etrn(nodes, node);
  }

  // atrn = "ATRN" [SP domain *("," domain)] ; RFC 2645 §5.2.1
  private static SmtpCommand atrn(Cursor in) {
    in.skipSpaces();
    List<String> domains = new ArrayList<>();
    if (!in.atEnd()) {
      for (String each : in.word().split(",", -1)) {
        domains.add(
            Address.domain(each)
                .orElseThrow(
                    () -> new SmtpSyntaxException(501, "5.5.4", "Syntax: ATRN domain,domain")));
      }
    }
    in.end();
    return new Atrn(domains);
  }
}
