package org.posthorn.webmail.compose;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.posthorn.kernel.Address;
import org.posthorn.mailstore.AccountStore;
import org.posthorn.mailstore.MailStore;
import org.posthorn.mime.MailAddress;
import org.posthorn.mime.MessagePart;
import org.posthorn.mime.compose.ComposedMail;
import org.posthorn.mime.compose.OutgoingPart;
import org.posthorn.sasl.Login;
import org.posthorn.sending.boundary.Uploads;
import org.posthorn.sending.value.UploadedFile;
import org.posthorn.webmail.html.HtmlPlain;
import org.posthorn.webmail.html.MailHtml;

/**
 * Makes mail of what the page says: HTML is filtered once more, text made of it, the quoted message
 * taken from the store, files from what was added or from other messages.
 */
@ApplicationScoped
public class MailAssembly {
  private static final int MOST_REFERENCES = 40;
  private static final int MOST_FILES = 200;
  private static final Pattern MESSAGE_ID = Pattern.compile("<[!-;=?-~]{1,250}>");

  @Inject MailStore stores;
  @Inject Uploads uploads;

  private final Clock clock = Clock.systemUTC();
  private final SecureRandom random = new SecureRandom();

  @SuppressWarnings("NullAway.Init") // the container fills the fields
  public MailAssembly() {}

  /** A mail to be sent. */
  ComposedMail toSend(Login login, WrittenMail written) {
    return assemble(login, written, true);
  }

  /** A draft, without what it quotes, but with what the page wants to know again. */
  ComposedMail toKeep(Login login, WrittenMail written) {
    return assemble(login, written, false);
  }

  private ComposedMail assemble(Login login, WrittenMail written, boolean send) {
    AccountStore store = stores.as(login);
    Optional<StoredMail> original = StoredMail.named(store, written.text("original"));
    List<OutgoingPart> pictures = new ArrayList<>();
    Map<String, OutgoingPart> own = parts(login, store, written.list("pictures"));
    boolean plain = written.text("mode").equals("plain");
    String html = MailHtml.sending(written.text("html"), id -> picture(own, pictures, id));
    String text = plain ? written.text("text") : HtmlPlain.text(html);
    WrittenMail quoted = written.within("quote");
    if (send && !quoted.json().isEmpty()) {
      StoredMail source =
          StoredMail.named(store, quoted.text("from"))
              .orElseThrow(() -> new ComposeProblem(409, "problem.quote", ""));
      Quote quote = new Quote(source, quoted.text("attribution"), quoted.is("remote"));
      text = text.stripTrailing() + "\n\n" + quote.text();
      if (!plain) {
        html = html + "<br>" + quote.html();
        pictures.addAll(quote.pictures());
      }
    }
    boolean answers = written.text("kind").startsWith("reply");
    return new ComposedMail(
        from(login, written),
        written.addresses("replyTo", send),
        written.addresses("to", send),
        written.addresses("cc", send),
        written.addresses("bcc", send),
        written.text("subject"),
        ZonedDateTime.now(clock.withZone(zone(written.text("zone")))),
        messageId(login),
        answers ? original.flatMap(StoredMail::id).stream().toList() : List.of(),
        original.map(mail -> references(mail, answers)).orElse(List.of()),
        text,
        plain ? Optional.empty() : Optional.of(page(html)),
        pictures,
        List.copyOf(parts(login, store, written.list("files")).values()),
        fields(written, send));
  }

  private static List<MailAddress> from(Login login, WrittenMail written) {
    List<MailAddress> from = written.addresses("from", false);
    if (!from.isEmpty()) {
      return from.subList(0, 1);
    }
    int at = login.address().lastIndexOf('@');
    return List.of(
        new MailAddress("", login.address().substring(0, at), login.address().substring(at + 1)));
  }

  private static @Nullable String picture(
      Map<String, OutgoingPart> own, List<OutgoingPart> used, String id) {
    OutgoingPart part = own.get(id);
    if (part == null) {
      return null;
    }
    if (!used.contains(part)) {
      used.add(part);
    }
    return "cid:" + id;
  }

  private static String page(String body) {
    return "<!DOCTYPE html><html><head><meta charset=\"utf-8\"></head><body>"
        + body
        + "</body></html>";
  }

  private Map<String, OutgoingPart> parts(
      Login login, AccountStore store, List<WrittenMail> wanted) {
    if (wanted.size() > MOST_FILES) {
      throw new ComposeProblem(409, "problem.files", "");
    }
    Map<String, OutgoingPart> parts = new LinkedHashMap<>();
    for (WrittenMail each : wanted) {
      String id = each.text("cid");
      boolean valid = id.matches("[A-Za-z0-9._+@-]{1,200}");
      Optional<String> contentId = Optional.of(id).filter(it -> valid);
      parts.put(valid ? id : "#" + parts.size(), part(login, store, each, contentId));
    }
    return parts;
  }

  private OutgoingPart part(
      Login login, AccountStore store, WrittenMail wanted, Optional<String> contentId) {
    String gone = wanted.text("name");
    if (wanted.number("upload") >= 0) {
      UploadedFile file =
          uploads
              .find(login, wanted.number("upload"))
              .orElseThrow(() -> new ComposeProblem(409, "problem.file", gone));
      OutgoingPart.Octets octets = uploads.octets(login, file.id()).orElseThrow();
      return new OutgoingPart(file.name(), file.mediaType(), contentId, octets);
    }
    StoredMail mail =
        StoredMail.named(store, wanted.text("message"))
            .orElseThrow(() -> new ComposeProblem(409, "problem.file", gone));
    MessagePart part =
        mail.part(wanted.text("part"))
            .orElseThrow(() -> new ComposeProblem(409, "problem.file", gone));
    String name = part.fileName().orElse(gone);
    return new OutgoingPart(name, part.mediaType(), contentId, mail.octets(part));
  }

  private ZoneId zone(String name) {
    try {
      return name.isEmpty() ? ZoneOffset.UTC : ZoneId.of(name);
    } catch (DateTimeException unknown) {
      return ZoneOffset.UTC;
    }
  }

  private String messageId(Login login) {
    byte[] octets = new byte[16];
    random.nextBytes(octets);
    String domain = login.address().substring(login.address().lastIndexOf('@') + 1);
    String ascii = Address.parse("x@" + domain).map(Address::asciiDomain).orElse("localhost");
    return '<' + HexFormat.of().formatHex(octets) + '@' + ascii + '>';
  }

  // RFC 5322 §3.6.4
  private static List<String> references(StoredMail original, boolean answers) {
    Set<String> ids = new LinkedHashSet<>();
    if (answers) {
      Matcher known =
          MESSAGE_ID.matcher(
              original.field("References").or(() -> original.field("In-Reply-To")).orElse(""));
      while (known.find()) {
        ids.add(known.group());
      }
    }
    original.id().ifPresent(ids::add);
    List<String> all = new ArrayList<>(ids);
    while (all.size() > MOST_REFERENCES) {
      all.remove(1); // the first and the last ones matter
    }
    return all;
  }

  static String bracketed(String id) {
    return id.startsWith("<") ? id : '<' + id + '>';
  }

  private static Map<String, String> fields(WrittenMail written, boolean send) {
    Map<String, String> fields = new LinkedHashMap<>();
    if (written.text("priority").equals("high")) {
      fields.put("Importance", "high");
      fields.put("X-Priority", "1 (Highest)");
    } else if (written.text("priority").equals("low")) {
      fields.put("Importance", "low");
      fields.put("X-Priority", "5 (Lowest)");
    }
    if (written.is("receipt") && !written.addresses("from", false).isEmpty()) {
      fields.put( // RFC 8098 §2.1
          "Disposition-Notification-To",
          '<' + written.addresses("from", false).get(0).address() + '>');
    }
    fields.put("User-Agent", "Posthorn Webmail");
    if (!send) {
      fields.put(DraftNotes.FIELD, DraftNotes.write(notes(written)));
    }
    return fields;
  }

  private static JsonObject notes(WrittenMail written) {
    JsonObjectBuilder notes = Json.createObjectBuilder();
    for (String name : List.of("kind", "original", "mode", "priority", "id")) {
      notes.add(name, written.text(name));
    }
    notes.add("receipt", written.is("receipt"));
    if (!written.within("quote").json().isEmpty()) {
      notes.add("quote", written.within("quote").json());
    }
    return notes.build();
  }
}
